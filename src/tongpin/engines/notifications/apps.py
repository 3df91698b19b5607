from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "tongpin.engines.notifications"
    label = "notifications"
    verbose_name = "通知"
