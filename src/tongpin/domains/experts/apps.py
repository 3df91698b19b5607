from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "tongpin.domains.experts"
    label = "experts"
    verbose_name = "专家智库"
