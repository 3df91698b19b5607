"""会话: idle and absolute limits, ending one's own and others', nothing kept by browsers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import bare_user, make_operator
from tongpin.foundation.accounts import services
from tongpin.foundation.accounts.models import FailedAttempt, SignIn, User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel import clock

pytestmark = pytest.mark.django_db
PAGE = "accounts:sessions"


@pytest.fixture
def user(password: str) -> User:
    return bare_user("lijing", password=password)


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def seen(ago: timedelta, signed_in_ago: timedelta | None = None) -> None:
    now = clock.now()
    SignIn.objects.update(last_seen_at=now - ago, signed_in_at=now - (signed_in_ago or ago))


def is_in(client: Client) -> bool:
    return client.get(reverse(PAGE)).status_code == 200


def test_pages_are_not_kept_by_the_browser(signed_in: Client) -> None:
    assert "no-store" in signed_in.get(reverse(PAGE))["Cache-Control"]


def test_idle_session_ends(signed_in: Client, settings: Any) -> None:
    seen(timedelta(minutes=settings.IDLE_MINUTES))
    assert not is_in(signed_in)
    assert SignIn.objects.get().end_reason == "闲置"
    assert "分钟没有操作" in signed_in.get(reverse("accounts:sign_in")).content.decode()


def test_busy_session_goes_on_and_ends_after_twelve_hours(signed_in: Client) -> None:
    seen(timedelta(minutes=5), timedelta(hours=11, minutes=59))
    assert is_in(signed_in)
    seen(timedelta(minutes=5), timedelta(hours=12))
    assert not is_in(signed_in)


def test_last_seen_is_written_once_a_minute(signed_in: Client) -> None:
    seen(timedelta(seconds=50))
    before = SignIn.objects.get().last_seen_at
    is_in(signed_in)
    assert SignIn.objects.get().last_seen_at == before
    seen(timedelta(seconds=61))
    before = SignIn.objects.get().last_seen_at
    is_in(signed_in)
    assert SignIn.objects.get().last_seen_at > before


def test_session_that_is_not_listed_does_not_count(signed_in: Client) -> None:
    SignIn.objects.all().delete()
    assert not is_in(signed_in)


def test_person_ends_another_own_session(signed_in: Client, user: User) -> None:
    other = Client()
    other.force_login(user)
    row = SignIn.objects.get(session_key=other.session.session_key)
    assert signed_in.post(reverse("accounts:end_session", args=[row.pk])).status_code == 302
    assert is_in(signed_in) and not is_in(other)


def test_person_ends_all_other_sessions(signed_in: Client, user: User) -> None:
    other = Client()
    other.force_login(user)
    signed_in.post(reverse("accounts:end_other_sessions"))
    assert is_in(signed_in) and not is_in(other)
    assert AuditEvent.objects.get(verb="account.sessions_revoked").detail == {"sessions": 1}


def test_somebody_elses_session_is_not_there(signed_in: Client) -> None:
    stranger = Client()
    stranger.force_login(bare_user())
    row = SignIn.objects.get(session_key=stranger.session.session_key)
    assert signed_in.post(reverse("accounts:end_session", args=[row.pk])).status_code == 404
    assert is_in(stranger)


def test_revoking_ends_even_a_session_that_is_not_listed(signed_in: Client, user: User) -> None:
    epoch = user.session_epoch
    services.revoke_sessions(user=user, by=make_operator())
    assert user.session_epoch == epoch + 1
    SignIn.objects.update(ended_at=None, end_reason="")
    assert not is_in(signed_in)


def test_password_change_keeps_this_session_only(signed_in: Client, user: User, password: str) -> None:
    other = Client()
    other.force_login(user)
    new = "New-Horse-88"
    data = {"old_password": password, "new_password": new, "again": new}
    assert signed_in.post(reverse("accounts:change_password"), data).status_code == 302
    assert is_in(signed_in) and not is_in(other)


@pytest.mark.parametrize("service", [services.disable_user, services.reset_password])
def test_disabling_and_resetting_end_sessions(signed_in: Client, user: User, service: Any) -> None:
    by = make_operator()
    service(user, by=by) if service is services.reset_password else service(user=user, by=by)
    assert not is_in(signed_in)


def test_old_traces_are_cleared_and_recent_ones_kept(signed_in: Client) -> None:
    now = clock.now()
    FailedAttempt.objects.create(username="old", at=now - timedelta(days=181))
    FailedAttempt.objects.create(username="new", at=now)
    services.clear_old_traces(now=now)
    assert [a.username for a in FailedAttempt.objects.all()] == ["new"]
    assert is_in(signed_in)
    services.clear_old_traces(now=now + timedelta(days=181))
    assert not SignIn.objects.exists()
