from django.apps import AppConfig
from django.core.checks import register


class DutiesConfig(AppConfig):
    name = "tongpin.engines.duties"
    label = "duties"
    verbose_name = "应尽事项"

    def ready(self) -> None:
        """A rule about something that nothing in the product knows is found before the first page is served."""
        from tongpin.engines.duties.checks import check_duties
        from tongpin.engines.rules.book import RULEBOOK_CHECKS

        register(check_duties, RULEBOOK_CHECKS)
