from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "tongpin.engines.indicators"
    label = "indicators"
    verbose_name = "指标"
