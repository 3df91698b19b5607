from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "tongpin.engines.activities"
    label = "activities"
    verbose_name = "工作记录"
