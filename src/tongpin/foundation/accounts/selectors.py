"""账号查询."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from tongpin.foundation.accounts.models import FailedAttempt, SignIn, User

OPERATOR = "_operator"


def operator() -> User:
    """命令行账号: the account in whose name the command line acts; made by ``services.ensure_operator``."""
    return User.objects.get(is_operator=True)


def users() -> QuerySet[User]:
    """用户清单, without the command line's own account."""
    return User.objects.filter(is_operator=False).order_by("username")


def user_named(username: str) -> User | None:
    """The user of that name, or None."""
    return User.objects.filter(username=username).first()


def open_sessions(user: User) -> QuerySet[SignIn]:
    """在线会话: sign-ins of the user that have not ended, latest first."""
    return SignIn.objects.filter(user=user, ended_at__isnull=True).order_by("-last_seen_at", "-pk")


def recent_sign_ins(user: User) -> QuerySet[SignIn]:
    """登录历史, latest first."""
    return SignIn.objects.filter(user=user).order_by("-signed_in_at", "-pk")


def failed_since(username: str, moment: datetime) -> int:
    """How often signing in under this name failed after ``moment``."""
    return FailedAttempt.objects.filter(username=username, at__gt=moment).count()


def failures_within(span: timedelta, *, now: datetime, username: str = "", ip_address: str = "") -> int:
    """Failed attempts in the last ``span`` for a name or from an address."""
    attempts = FailedAttempt.objects.filter(at__gt=now - span)
    if username:
        attempts = attempts.filter(username=username)
    if ip_address:
        attempts = attempts.filter(ip_address=ip_address)
    return attempts.count()
