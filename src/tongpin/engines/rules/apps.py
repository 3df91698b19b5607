from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "tongpin.engines.rules"
    label = "rules"
    verbose_name = "规则"
