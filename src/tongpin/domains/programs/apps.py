from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "tongpin.domains.programs"
    label = "programs"
    verbose_name = "计划与平台"
