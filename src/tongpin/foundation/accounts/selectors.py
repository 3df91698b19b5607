"""账号查询."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from tongpin.foundation.accounts.models import FailedAttempt, SignIn, User

OPERATOR = "_operator"
NAME_LIMIT = 20
ADDRESS_LIMIT = 100
THROTTLE_SPAN = timedelta(hours=1)


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


def failures_by_name(username: str, *, now: datetime) -> int:
    """Failed attempts under this name within the hour."""
    return FailedAttempt.objects.filter(username=username[:150], at__gt=now - THROTTLE_SPAN).count()


def failures_from(ip_address: str, *, now: datetime) -> int:
    """Failed attempts from this address within the hour; 0 where the address is not known."""
    return FailedAttempt.objects.filter(ip_address=ip_address, at__gt=now - THROTTLE_SPAN).count() if ip_address else 0


def is_throttled(username: str, ip_address: str, *, now: datetime) -> bool:
    """是否暂停登录: too many failures within the hour under this name from anywhere, or from this address under any name.

    An address from which this person signed in during the last month is not closed by what strangers try elsewhere.
    """
    if failures_from(ip_address, now=now) >= ADDRESS_LIMIT:
        return True
    if failures_by_name(username, now=now) < NAME_LIMIT:
        return False
    known = SignIn.objects.filter(user__username=username, ip_address=ip_address, signed_in_at__gt=now - timedelta(days=30))
    return not (ip_address and known.exists())
