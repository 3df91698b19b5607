from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "tongpin.demo"
    label = "demo"
    verbose_name = "演示"
