from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "tongpin.domains.membership"
    label = "membership"
    verbose_name = "党员队伍"
