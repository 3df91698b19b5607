from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps

from tongpin.kernel import extensions


class ConfigConfig(AppConfig):
    name = "tongpin.config"
    label = "config"
    verbose_name = "装配"

    def ready(self) -> None:
        """Gathers what every app contributes; last in INSTALLED_APPS, so that all models are loaded."""
        for app in apps.get_app_configs():
            module = f"{app.name}.extensions"
            if app.name.startswith("tongpin.") and find_spec(module):
                extensions.install(module, import_module(module).EXTENSIONS)
