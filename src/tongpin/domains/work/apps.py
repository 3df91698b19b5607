from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "tongpin.domains.work"
    label = "work"
    verbose_name = "攻坚推进"
