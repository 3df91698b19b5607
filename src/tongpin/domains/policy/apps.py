from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "tongpin.domains.policy"
    label = "policy"
    verbose_name = "惠企政策"
