from importlib import import_module

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "tongpin.demo"
    label = "demo"
    verbose_name = "演示"

    def ready(self) -> None:
        """Registers the check that keeps demonstration passwords out of production."""
        import_module("tongpin.demo.checks")
