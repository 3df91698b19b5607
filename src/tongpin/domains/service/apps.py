from django.apps import AppConfig


class ServiceConfig(AppConfig):
    name = "tongpin.domains.service"
    label = "service"
    verbose_name = "企业服务"
