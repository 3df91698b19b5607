"""未登录: whoever has not signed in meets the sign-in page, the health probe and static files, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.matrix import addresses, ask, lines
from tests.access.world import World
from tests.architecture.source import report

pytestmark = pytest.mark.django_db

OPEN = {"accounts:sign_in": {"GET", "POST"}, "accounts:health": {"GET"}}
BY_SECRET_ADDRESS = {"membership:plaque": {"GET"}}
"""Answers to nobody who does not hold the address: it is drawn at random and ends when the plaque comes down."""
PASSWORD = "Ning-Yang-2023"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_the_public_list_answers(world: World, method: str) -> None:
    found, asked = [], 0
    for url in {line.url: line for line in lines()}.values():
        answer = ask(Client(), method, url.address(world.ningyang))
        asked += 1
        is_open = answer.kind == "ok"
        if is_open and method not in {**OPEN, **BY_SECRET_ADDRESS}.get(url.url, ()):
            found.append(f"{method} {url.url}: {answer.status}")
    assert not found, report(found)
    assert asked == len({name for name, _ in addresses()})


def test_the_public_list_does_answer() -> None:
    assert [Client().get(reverse(name)).status_code for name in OPEN] == [200, 200]


@pytest.mark.parametrize(
    "path", ["/static/ui/base.css", "/static/ui/page.js", "/static/vendor/echarts/echarts.min.js", "/static/django_htmx/htmx-2.min.js"]
)
def test_static_files_are_open(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/media/",
        "/static/",
        "/static/../config/settings.py",
        "/static/%2e%2e/%2e%2e/config/settings.py",
        "/static//etc/passwd",
        "/static/vendor/echarts/package.json",
        "/files/",
        "/api/",
        "/.git/config",
        "/docs/",
        "/account/",
        "/nothing/",
        "/%00/",
        "/%ff%fe/",
    ],
)
def test_nothing_lies_beside_the_addresses(path: str) -> None:
    assert Client().get(path).status_code in (302, 404)


@pytest.mark.parametrize(
    "cookie",
    [
        "sid=",
        "sid=abc",
        'sid="\\000aaaaaaaaaaaa"',
        'sid="\\355\\240\\200aaaaaaaa"',
        "sid=" + "a" * 4000,
        "sid='; DROP TABLE django_session; --",
        "sid=../../../../etc/passwd",
        "messages=aaaa; csrftoken=\\000; sid=kkkkkkkkkkkkkkkkkkkkkkkk",
    ],
)
def test_an_invented_session_is_no_session(world: World, cookie: str) -> None:
    for path in ("/", "/account/sign-in/", "/enterprises/"):
        answer = ask(Client(), "GET", path, Cookie=cookie)
        assert answer.kind == ("ok" if "sign-in" in path else "sign-in"), path


def test_the_way_back_after_signing_in_is_our_own(world: World) -> None:
    user = world.people["clerk"]
    user.set_password(PASSWORD)
    user.save()
    answer = Client().get("/enterprises/?township=a&q=b")
    assert answer["Location"] == "/account/sign-in/?next=/enterprises/%3Ftownship%3Da%26q%3Db"
    for wanted, led_to in (
        ("/enterprises/?q=b", "/enterprises/?q=b"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///evil.example", "/"),
        ("https://testserver.evil.example/", "/"),
        ("http://[", "/"),
        ("\x00", "/"),
    ):
        answer = ask(Client(), "POST", "/account/sign-in/", {"username": user.username, "password": PASSWORD, "next": wanted}).response
        assert (answer.status_code, answer.get("Location", "")) == (302, led_to), wanted


def test_the_session_changes_at_sign_in_and_dies_at_sign_out(world: World) -> None:
    """A session planted before signing in is worth nothing after it."""
    user = world.people["viewer"]
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    planted = client.session
    planted["mine"] = "1"
    planted.save()
    client.cookies["sid"] = planted.session_key
    client.post("/account/sign-in/", {"username": user.username, "password": PASSWORD})
    fresh = client.cookies["sid"].value
    assert fresh != planted.session_key
    assert client.get("/enterprises/").status_code == 200
    thief, copied = Client(), Client()
    thief.cookies["sid"] = planted.session_key
    copied.cookies["sid"] = fresh
    assert thief.get("/enterprises/").status_code == 302
    assert copied.get("/enterprises/").status_code == 200
    client.post("/account/sign-out/")
    assert copied.get("/enterprises/").status_code == 302


def test_every_change_needs_the_token(world: World, clients: Mapping[str, Client]) -> None:
    """Without the CSRF token nothing is done for anybody, by any address that takes something in; the refusal is in Chinese."""
    strict: dict[str, Any] = {name: Client(enforce_csrf_checks=True) for name in world.people}
    for name, user in world.people.items():
        strict[name].force_login(user)
    wrong = []
    for line in lines():
        admitted = [name for name, kind in line.classes.items() if kind == "ok" and name != "anonymous"]
        if line.method == "POST" and admitted:
            answer = ask(strict[admitted[0]], "POST", line.address(world.ningyang))
            if answer.status != 403 or "页面" not in answer.text:
                wrong.append(f"{line}: {answer.status}")
    assert not wrong, report(wrong)
