from django.apps import AppConfig


class WallConfig(AppConfig):
    name = "tongpin.interfaces.wall"
    label = "wall"
    verbose_name = "作战图"
