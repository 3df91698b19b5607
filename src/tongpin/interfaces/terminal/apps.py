from django.apps import AppConfig


class TerminalConfig(AppConfig):
    name = "tongpin.interfaces.terminal"
    label = "terminal"
    verbose_name = "命令行"
