from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tongpin.interfaces.desk"
    label = "desk"
    verbose_name = "工作台"
