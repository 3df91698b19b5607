from django.apps import AppConfig
from django.core.checks import register

from tongpin.engines.rules.book import RULEBOOK_CHECKS
from tongpin.engines.rules.checks import check_rulebook


class RulesConfig(AppConfig):
    name = "tongpin.engines.rules"
    label = "rules"
    verbose_name = "规则"

    def ready(self) -> None:
        register(check_rulebook, RULEBOOK_CHECKS)
