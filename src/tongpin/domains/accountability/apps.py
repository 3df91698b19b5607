from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "tongpin.domains.accountability"
    label = "accountability"
    verbose_name = "责任落实"
