from django.apps import AppConfig


class DataioConfig(AppConfig):
    name = "tongpin.engines.dataio"
    label = "dataio"
    verbose_name = "导入导出"
