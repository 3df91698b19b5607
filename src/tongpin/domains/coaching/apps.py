from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "tongpin.domains.coaching"
    label = "coaching"
    verbose_name = "企业辅导"
