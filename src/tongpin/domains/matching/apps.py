from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "tongpin.domains.matching"
    label = "matching"
    verbose_name = "供需对接"
