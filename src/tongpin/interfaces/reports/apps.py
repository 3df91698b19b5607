from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "tongpin.interfaces.reports"
    label = "reports"
    verbose_name = "报告"
