from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tongpin.engines.documents"
    label = "documents"
    verbose_name = "文档"
