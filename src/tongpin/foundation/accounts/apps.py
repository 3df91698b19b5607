from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tongpin.foundation.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        """Every session that Django opens is noted, so that it can be listed, timed out and ended."""
        from django.contrib.auth.signals import user_logged_in

        from tongpin.foundation.accounts.sessions import note_session

        user_logged_in.connect(note_session, dispatch_uid="accounts.note_session")
