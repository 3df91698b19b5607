from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tongpin.foundation.accounts"
    label = "accounts"
    verbose_name = "账号"
