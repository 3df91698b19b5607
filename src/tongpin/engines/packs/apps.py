from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "tongpin.engines.packs"
    label = "packs"
    verbose_name = "规则包"
