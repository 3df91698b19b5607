"""登录: no enumeration, doors that close before hashing, forced change, notice of the last sign-in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import bare_user, make_operator
from tongpin.foundation.accounts import selectors, services
from tongpin.foundation.accounts.models import FailedAttempt, SignIn, User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(password: str) -> User:
    return bare_user("lijing", password=password, display_name="李静")


def sign_in(client: Client, username: str, password: str, ip: str = "10.0.0.1", **more: str) -> Any:
    return client.post(reverse("accounts:sign_in"), {"username": username, "password": password, **more}, REMOTE_ADDR=ip)


def fail_elsewhere(username: str, count: int, ip: str = "") -> None:
    now = clock.now()
    FailedAttempt.objects.bulk_create(FailedAttempt(username=username, ip_address=ip or f"10.9.0.{i}", at=now) for i in range(count))


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that reaches the hasher."""
    seen: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        seen.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return seen


def test_page_shows_product_banner_and_form(client: Client) -> None:
    page = client.get(reverse("accounts:sign_in"))
    words = page.content.decode()
    assert page.status_code == 200
    assert "非涉密系统" in words and "同频" in words and 'name="username"' in words


def test_sign_in_opens_a_listed_session_and_is_audited(client: Client, user: User, password: str) -> None:
    answer = sign_in(client, "LiJing", password)
    assert answer.status_code == 302
    session = SignIn.objects.get()
    assert (session.user, session.ip_address, session.session_key) == (user, "10.0.0.1", client.session.session_key)
    event = AuditEvent.objects.get(verb="account.signed_in")
    assert (event.actor_id, event.subject_pk) == (user.pk, user.pk)


def test_next_stays_on_this_site(client: Client, user: User, password: str) -> None:
    assert sign_in(client, "lijing", password, next="/orgs/")["Location"] == "/orgs/"
    assert sign_in(Client(), "lijing", password, next="https://elsewhere.example/")["Location"] == reverse("desk:home")


def test_unknown_name_wrong_password_and_disabled_account_look_the_same(client: Client, user: User, password: str) -> None:
    bare_user("tingyong", password=password, is_active=False)
    make_operator()
    answers = [
        sign_in(client, "lijing", "wrong"),
        sign_in(client, "nobody", "wrong"),
        sign_in(client, "tingyong", password),
        sign_in(client, "_operator", ""),
        sign_in(client, "_operator", "!"),
    ]
    bodies = [_plain(a) for i, a in enumerate(answers) if i != 3]
    assert len({(a.status_code) for a in answers}) == 1
    assert len(set(bodies)) == 1
    assert "用户名或密码不正确" in bodies[0]
    assert not SignIn.objects.exists()


def _plain(answer: Any) -> str:
    words = answer.content.decode()
    words = re.sub(r'(csrf-token" content|name="csrfmiddlewaretoken" value)="[^"]+"', "", words)
    return re.sub(r'name="username" value="[^"]*"', "", words)


def test_unknown_names_cost_a_hash_too(client: Client, user: User, hashed: list[str]) -> None:
    sign_in(client, "nobody", "guess-1")
    sign_in(client, "lijing", "guess-2")
    assert hashed.count("guess-1") == hashed.count("guess-2") == 1


def test_failed_attempts_are_audited_without_the_password(client: Client, user: User) -> None:
    sign_in(client, "lijing", "my-secret-guess")
    event = AuditEvent.objects.get(verb="account.sign_in_failed")
    assert event.outcome == "refused" and event.subject_pk == user.pk
    assert "my-secret-guess" not in event.detail_text


def test_fifth_failure_closes_the_door_before_any_hashing(client: Client, user: User, password: str, hashed: list[str]) -> None:
    answers = [sign_in(client, "lijing", f"guess-{i}") for i in range(5)]
    assert [a.status_code for a in answers] == [200, 200, 200, 200, 429]
    assert AuditEvent.objects.filter(verb="account.locked").count() == 1
    hashed.clear()
    answer = sign_in(client, "lijing", password)
    assert answer.status_code == 429 and hashed == []
    assert "暂停登录" in answer.content.decode() and answer["Retry-After"]
    assert not SignIn.objects.exists()


def test_locked_door_of_a_name_nobody_has_looks_the_same(client: Client, user: User) -> None:
    for i in range(5):
        known, unknown = sign_in(client, "lijing", f"guess-{i}"), sign_in(client, "nobody", f"guess-{i}")
    assert known.status_code == unknown.status_code == 429
    assert _plain(known) == _plain(unknown)


def test_guessing_from_many_addresses_closes_the_name(client: Client, user: User, password: str, hashed: list[str]) -> None:
    fail_elsewhere("lijing", selectors.NAME_LIMIT)
    assert sign_in(client, "lijing", password).status_code == 429
    assert hashed == []
    FailedAttempt.objects.update(at=clock.now() - timedelta(hours=1, seconds=1))
    assert sign_in(client, "lijing", password).status_code == 302


def test_strangers_cannot_lock_somebody_out_of_their_own_office(client: Client, user: User, password: str) -> None:
    sign_in(client, "lijing", password)
    fail_elsewhere("lijing", selectors.NAME_LIMIT)
    assert sign_in(Client(), "lijing", password, ip="10.0.0.1").status_code == 302
    assert sign_in(Client(), "lijing", password, ip="10.0.0.2").status_code == 429


def test_spraying_names_from_one_address_closes_the_address(client: Client, user: User, password: str, hashed: list[str]) -> None:
    for i in range(selectors.ADDRESS_LIMIT):
        FailedAttempt.objects.create(username=f"name{i}", ip_address="10.0.0.1", at=clock.now())
    assert sign_in(client, "lijing", password).status_code == 429
    assert hashed == []
    assert sign_in(client, "lijing", password, ip="10.0.0.2").status_code == 302


def test_security_administrator_unlocks(client: Client, user: User, password: str) -> None:
    for i in range(5):
        sign_in(client, "lijing", f"guess-{i}")
    services.unlock(user=user, by=make_operator())
    assert sign_in(client, "lijing", password).status_code == 302


def test_last_sign_in_notice(client: Client, user: User, password: str) -> None:
    sign_in(Client(), "lijing", password, ip="10.0.0.7")
    sign_in(Client(), "lijing", "wrong")
    sign_in(client, "lijing", password)
    words = client.get(reverse("accounts:sessions")).content.decode()
    assert "上次登录时间" in words and "10.0.0.7" in words and "此后有1次登录失败" in words


def test_forced_change_leads_every_page_to_the_form(client: Client, password: str) -> None:
    user, first = services.create_user(username="xinren", display_name="新人", by=make_operator())
    sign_in(client, "xinren", first)
    change = reverse("accounts:change_password")
    assert client.get(reverse("accounts:sessions"))["Location"] == change
    assert client.get(reverse("orgs:tree"))["Location"] == change
    assert client.get(change).status_code == 200
    refused = client.post(change, {"old_password": first, "new_password": "short", "again": "short"})
    assert refused.status_code == 200 and User.objects.get(pk=user.pk).must_change_password
    done = client.post(change, {"old_password": first, "new_password": password, "again": password})
    assert done.status_code == 302
    assert client.get(reverse("accounts:sessions")).status_code == 200
    assert AuditEvent.objects.filter(verb="account.password_changed", actor_id=user.pk).count() == 1


def test_wrong_old_password_counts_and_closes(client: Client, user: User, password: str, hashed: list[str]) -> None:
    client.force_login(user)
    change = reverse("accounts:change_password")
    answer = client.post(change, {"old_password": "wrong", "new_password": "New-Horse-88", "again": "New-Horse-88"})
    assert "原密码不正确" in answer.content.decode()
    assert FailedAttempt.objects.count() == 1
    fail_elsewhere("lijing", selectors.NAME_LIMIT)
    SignIn.objects.update(ip_address="")
    hashed.clear()
    client.post(change, {"old_password": password, "new_password": "New-Horse-88", "again": "New-Horse-88"})
    assert hashed == []


def test_sign_out_is_a_post_and_audited(client: Client, user: User, password: str) -> None:
    sign_in(client, "lijing", password)
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    client.post(reverse("accounts:sign_out"))
    assert SignIn.objects.get().end_reason == "退出"
    assert client.get(reverse("accounts:sessions")).status_code == 302
    assert AuditEvent.objects.filter(verb="account.signed_out").count() == 1


def test_health_is_open_and_says_nothing(client: Client) -> None:
    answer = client.get("/account/health")
    assert (answer.status_code, answer.content) == (200, b"ok")
