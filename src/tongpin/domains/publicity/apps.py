from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "tongpin.domains.publicity"
    label = "publicity"
    verbose_name = "品牌与公开"
