from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "tongpin.domains.enterprises"
    label = "enterprises"
    verbose_name = "企业台账"
