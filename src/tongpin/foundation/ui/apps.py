from django.apps import AppConfig


class UIConfig(AppConfig):
    name = "tongpin.foundation.ui"
    label = "ui"
    verbose_name = "界面"
