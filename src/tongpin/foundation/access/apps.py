from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "tongpin.foundation.access"
    label = "access"
    verbose_name = "权限"
