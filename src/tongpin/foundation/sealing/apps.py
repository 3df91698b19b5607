from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "tongpin.foundation.sealing"
    label = "sealing"
    verbose_name = "密封"
