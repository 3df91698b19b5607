"""账号服务: accounts, passwords and sessions; each write audited with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessLog
from axes.utils import reset as reset_lockout
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from tongpin.foundation.accounts import selectors
from tongpin.foundation.accounts.models import FailedAttempt, SignIn, User
from tongpin.foundation.accounts.passwords import in_words, random_password
from tongpin.foundation.audit.services import record
from tongpin.kernel import clock
from tongpin.kernel.errors import Refused, StaleRecord

SESSION_HOURS = 12
SEEN_EVERY = timedelta(minutes=1)
KEEP_TRACES = timedelta(days=180)


def create_user(*, username: str, display_name: str, by: User, password: str | None = None) -> tuple[User, str]:
    """建立账号: with the given or a random initial password, which must be changed at first sign-in. Returns it once."""
    initial = password or random_password()
    user = _prepared(username, display_name, initial)
    with transaction.atomic():
        _insert(user)
        record("account.created", by=by, subject=user.reference(), after={"username": user.username, "display_name": user.display_name})
    return user, initial


def create_demo_user(*, username: str, display_name: str, password: str, by: User) -> User:
    """建立演示账号: may sign in with a published password at once; a production installation refuses to start with it."""
    user = _prepared(username, display_name, password)
    user.must_change_password = False
    with transaction.atomic():
        _insert(user)
        record("account.created", by=by, subject=user.reference(), after={"username": user.username}, detail={"demonstration": True})
    return user


@transaction.atomic
def ensure_operator() -> User:
    """命令行账号: made once; it cannot sign in."""
    found = User.objects.filter(is_operator=True).first()
    if found:
        return found
    user = User(username=selectors.OPERATOR, display_name="命令行", is_operator=True, is_active=False, must_change_password=False)
    user.set_unusable_password()
    user.save()
    record("account.created", by=user, subject=user.reference(), after={"username": user.username})
    return user


@transaction.atomic
def rename_user(*, user: User, display_name: str, version: int, by: User) -> None:
    """修改姓名."""
    if not display_name.strip():
        raise Refused("姓名不能为空。", field="display_name")
    before = user.display_name
    changed = User.objects.filter(pk=user.pk, version=version).update(
        display_name=display_name.strip(), version=F("version") + 1, updated_at=clock.now()
    )
    if not changed:
        raise StaleRecord
    user.refresh_from_db()
    record("account.changed", by=by, subject=user.reference(), before={"display_name": before}, after={"display_name": user.display_name})


@transaction.atomic
def disable_user(*, user: User, by: User) -> None:
    """停用账号: no sign-in any more, and every session ends."""
    _not_operator(user)
    if user.pk == by.pk:
        raise Refused("不能停用自己的账号，请由其他系统管理员办理。")
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False, version=F("version") + 1):
        raise Refused("该账号已经停用。")
    _end_all(user, "账号停用")
    user.refresh_from_db()
    record("account.disabled", by=by, subject=user.reference(), before={"is_active": True}, after={"is_active": False})


@transaction.atomic
def enable_user(*, user: User, by: User) -> None:
    """启用账号."""
    _not_operator(user)
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True, version=F("version") + 1):
        raise Refused("该账号已经启用。")
    user.refresh_from_db()
    record("account.enabled", by=by, subject=user.reference(), before={"is_active": False}, after={"is_active": True})


def reset_password(user: User, *, by: User) -> str:
    """重置密码: a random one that must be changed at the next sign-in; every session ends. Returns it once."""
    _not_operator(user)
    initial = random_password()
    user.set_password(initial)
    user.must_change_password = True
    with transaction.atomic():
        _keep_password(user)
        _end_all(user, "密码重置")
        _forget_failures(user)
        record("account.password_reset", by=by, subject=user.reference())
    return initial


def set_password(*, user: User, password: str, by: User, session_key: str | None = None) -> None:
    """修改密码: by the person; other sessions end, the one named by ``session_key`` stays."""
    _not_operator(user)
    if user.has_usable_password() and user.check_password(password):
        raise Refused("新密码不能与原密码相同。", field="new_password")
    _check_password(password, user)
    user.set_password(password)
    user.must_change_password = False
    with transaction.atomic():
        _keep_password(user)
        _end_all(user, "密码已修改", keep=session_key)
        record("account.password_changed", by=by, subject=user.reference())


@transaction.atomic
def revoke_sessions(*, user: User, by: User, keep: str | None = None) -> int:
    """结束会话: whoever is signed in under this account must sign in again, except in the session ``keep``."""
    ended = _end_all(user, "已被结束", keep=keep)
    record("account.sessions_revoked", by=by, subject=user.reference(), detail={"sessions": ended})
    return ended


@transaction.atomic
def revoke_session(*, session: SignIn, by: User) -> None:
    """结束一个会话."""
    if not SignIn.objects.filter(pk=session.pk, ended_at__isnull=True).update(ended_at=clock.now(), end_reason="已被结束"):
        raise Refused("该会话已经结束。")
    record("account.sessions_revoked", by=by, subject=session.user.reference(), detail={"sessions": 1, "address": session.ip_address})


@transaction.atomic
def unlock(*, user: User, by: User) -> None:
    """解除锁定: forgets the failed attempts under this name."""
    _forget_failures(user)
    record("account.unlocked", by=by, subject=user.reference())


@transaction.atomic
def sign_in(*, user: User, open_session: Callable[[], None]) -> SignIn | None:
    """登录: ``open_session`` starts the session (``begin_session`` notes it). Returns the sign-in before this one."""
    before = selectors.recent_sign_ins(user).first()
    open_session()
    record("account.signed_in", by=user, subject=user.reference())
    return before


def begin_session(*, user: User, session_key: str, ip_address: str, agent: str, now: datetime) -> SignIn:
    """会话开始."""
    return SignIn.objects.create(
        user=user, session_key=session_key, ip_address=ip_address, agent=agent[:200], signed_in_at=now, last_seen_at=now
    )


def move_session(*, old_key: str, new_key: str) -> None:
    """会话换号: the session went on under a new key, as it does when the password changes."""
    SignIn.objects.filter(session_key=old_key, ended_at__isnull=True).update(session_key=new_key)


@transaction.atomic
def sign_out(*, user: User, session_key: str) -> None:
    """退出登录."""
    SignIn.objects.filter(session_key=session_key, ended_at__isnull=True).update(ended_at=clock.now(), end_reason="退出")
    record("account.signed_out", by=user, subject=user.reference())


@transaction.atomic
def record_failure(*, username: str, ip_address: str, now: datetime, locked: bool) -> None:
    """登录失败: counted for throttling, also for names that nobody has; ``locked`` where this failure closed the door."""
    FailedAttempt.objects.create(username=username[:150], ip_address=ip_address, at=now)
    user = selectors.user_named(username)
    subject = user.reference() if user else None
    verb = "account.locked" if locked else "account.sign_in_failed"
    record(verb, by=None, subject=subject, outcome="refused", detail={"username": username[:40]})


def clear_old_traces(*, now: datetime) -> int:
    """清理登录痕迹: sessions long over and attempts long past; the audit trail keeps what happened."""
    old = now - KEEP_TRACES
    failed, _ = FailedAttempt.objects.filter(at__lt=old).delete()
    ended, _ = SignIn.objects.filter(last_seen_at__lt=old).delete()
    AccessLog.objects.filter(attempt_time__lt=old).delete()
    AccessAttempt.objects.filter(attempt_time__lt=old).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    return failed + ended


def session_ended(session_key: str | None, *, now: datetime, idle: timedelta) -> str:
    """会话是否已结束: the sentence that says why, or "" where it goes on; notes that it was seen, once a minute at most."""
    session = SignIn.objects.filter(session_key=session_key).first() if session_key else None
    if session is None:
        return "登录状态已失效，请重新登录。"
    if session.ended_at is not None:
        return f"本次登录已结束（{session.end_reason}），请重新登录。"
    if now - session.signed_in_at >= timedelta(hours=SESSION_HOURS):
        _end(session, now, "满12小时")
        return f"登录已满{SESSION_HOURS}小时，请重新登录。"
    if now - session.last_seen_at >= idle:
        _end(session, now, "闲置")
        return f"已超过{int(idle.total_seconds() // 60)}分钟没有操作，请重新登录。"
    if now - session.last_seen_at >= SEEN_EVERY:
        SignIn.objects.filter(pk=session.pk).update(last_seen_at=now)
    return ""


def _end(session: SignIn, now: datetime, reason: str) -> None:
    SignIn.objects.filter(pk=session.pk, ended_at__isnull=True).update(ended_at=now, end_reason=reason)


def _end_all(user: User, reason: str, *, keep: str | None = None) -> int:
    """Ends the user's sessions; raises the epoch where none is kept, so that not even an unlisted session survives."""
    open_now = SignIn.objects.filter(user=user, ended_at__isnull=True)
    if keep:
        open_now = open_now.exclude(session_key=keep)
    else:
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        user.refresh_from_db(fields=["session_epoch"])
    return open_now.update(ended_at=clock.now(), end_reason=reason)


def _forget_failures(user: User) -> None:
    FailedAttempt.objects.filter(username=user.username).delete()
    reset_lockout(username=user.username)


def _prepared(username: str, display_name: str, password: str) -> User:
    """The account with its password hashed, not yet kept: hashing is slow and must not hold the database."""
    user = User(username=username.strip(), display_name=display_name.strip(), password_changed_at=clock.now())
    _check_names(user)
    _check_password(password, user)
    user.set_password(password)
    return user


def _insert(user: User) -> None:
    _check_names(user)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:  # somebody took the name since it was checked
        _check_names(user)
        raise


def _keep_password(user: User) -> None:
    user.password_changed_at = clock.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at", "updated_at"])


def _check_names(user: User) -> None:
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field) from None
    if user.username.startswith("_"):
        raise Refused("用户名应以小写字母开头。", field="username")


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(in_words(error), field="new_password") from None


def _not_operator(user: User) -> None:
    if user.is_operator:
        raise Refused("命令行账号由系统维护，不能登录，也不能更改。")
