from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "tongpin.engines.duties"
    label = "duties"
    verbose_name = "应尽事项"
