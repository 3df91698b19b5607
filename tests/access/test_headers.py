"""响应头: every class of answer tells the browser what it may do with it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.test import Client

from tests.access.filling import county_person
from tests.access.matrix import ask, lines
from tests.access.world import World
from tests.architecture.source import report

pytestmark = pytest.mark.django_db

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")


def faults(response: object, *, signed_in: bool, is_page: bool = True) -> list[str]:
    """What is missing; a static file and a request for a foreign host never come as far as our own pages."""
    headers: Mapping[str, str] = response.headers  # type: ignore[attr-defined]
    found = [f"{name}: {headers.get(name)}" for name, value in ALWAYS.items() if headers.get(name) != value]
    if not is_page:
        found = [one for one in found if not one.startswith("X-Frame-Options")]
    policy = headers.get("Content-Security-Policy", "")
    if "sandbox" not in policy:
        found += [part for part in POLICY if part not in policy]
    if "unsafe" in policy or "*" in policy or "http:" in policy or "https:" in policy:
        found.append(policy)
    if signed_in and "no-store" not in headers.get("Cache-Control", ""):
        found.append(f"Cache-Control: {headers.get('Cache-Control')}")
    if (is_page and "X-Request-ID" not in headers) or "Server" in headers:
        found.append("X-Request-ID or Server")
    return found


def test_every_page_and_download(world: World, clients: Mapping[str, Client]) -> None:
    found, seen = [], set()
    for line in lines():
        principal = county_person(line)
        if line.method != "GET" or not principal:
            continue
        for query in ("", "?print=1", "?export=xlsx"):
            response = ask(clients[principal], "GET", line.address(world.ningyang) + query).response
            seen.add(response.get("Content-Type", "").split(";")[0])
            found += [f"{line.url}{query}: {one}" for one in faults(response, signed_in=True)]
    assert not found, report(found)
    assert {"text/html", "application/pdf", "text/plain"} <= seen
    assert len(seen) >= 5


@pytest.mark.parametrize("path", ["/", "/nothing/", "/account/sign-in/", "/account/health", "/static/ui/base.css", "/static/none.css"])
def test_answers_to_strangers(path: str) -> None:
    assert faults(Client().get(path), signed_in=False, is_page=not path.startswith("/static/ui")) == []


def test_refusals(world: World, clients: Mapping[str, Client]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.people["clerk"])
    answers = {
        404: clients["clerk"].get("/enterprises/987654321/"),
        405: clients["clerk"].post("/enterprises/"),
        403: strict.post("/enterprises/new/"),
        400: clients["clerk"].get("/", headers={"host": "evil.example"}),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {status: status for status in answers}
    found = [
        f"{status}: {one}" for status, answer in answers.items() for one in faults(answer, signed_in=status != 400, is_page=status != 400)
    ]
    assert not found, report(found)


def test_no_page_needs_what_the_policy_forbids(world: World, clients: Mapping[str, Client]) -> None:
    """Inline handlers and styles would be silently dead under the policy; frames and foreign addresses have no place at all."""
    found = []
    for line in lines():
        principal = county_person(line)
        if line.method != "GET" or not principal:
            continue
        text = ask(clients[principal], "GET", line.address(world.ningyang)).text
        if "<html" in text:
            found += [
                f"{line.url}: {word}" for word in (' style="', " onclick=", " onload=", "<iframe", "<object", "<embed") if word in text
            ]
            found += [
                f"{line.url}: foreign address" for mark in ('src="http', "src='http", 'src="//', 'href="//', "@import") if mark in text
            ]
    assert not found, report(found)


def test_cookies_are_for_us_alone(world: World) -> None:
    user, client = world.people["clerk"], Client()
    user.set_password("Ning-Yang-2023")
    user.save()
    client.get("/account/sign-in/")
    client.post("/account/sign-in/", {"username": user.username, "password": "Ning-Yang-2023"})
    session, token = client.cookies["sid"], client.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], session["domain"], session["path"]) == (True, "Lax", "", "/")
    assert (token["samesite"], token["domain"]) == ("Lax", "")
