"""恶意输入: whatever stands in an address or a body, the product answers in words, never with an error of its own."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

import openpyxl
import pytest
from django.db import transaction
from django.test import Client

from tests.access.filling import county_person, filled, form_pages
from tests.access.matrix import ask, lines
from tests.access.payloads import HOSTILE, PARAMETERS
from tests.access.world import World
from tests.architecture.source import report

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
SEED = 20231231
MOST = 20_000
"""Requests of one source in the long form; three sources on two databases make more than a hundred thousand."""


def faults(asked: Sequence[tuple[Client, str, str, str]]) -> list[str]:
    """What failed inside the product: (who, method, address, raw body) each."""
    found = []
    for client, method, url, body in asked:
        cookies = client.cookies.copy()
        try:
            with transaction.atomic():
                answer = client.generic(method, url, body, content_type=FORM if method == "POST" else "application/octet-stream")
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                transaction.set_rollback(True)
            if answer.status_code >= 500 or (b"Traceback" in content and b"<html" in content):
                found.append(f"{method} {url[:150]} {body[:200]}: {answer.status_code}")
        except Exception as error:  # every exception that leaves the product is a finding
            found.append(f"{method} {url[:150]} {_around(body)}: {type(error).__name__} {str(error)[:150]}")
        client.cookies = cookies
    return found


def _around(body: str) -> str:
    return body if len(body) < 300 else f"{body[:250]}…"


def queries(world: World, clients: Mapping[str, Client]) -> Iterator[tuple[Client, str, str, str]]:
    """Every page × every parameter it might read × every hostile value."""
    for line in lines():
        principal = county_person(line)
        if line.method != "GET" or not principal:
            continue
        url = line.address(world.city if principal.startswith("city_") else world.ningyang)
        context = ask(clients[principal], "GET", url).response.context or {}
        own = list(context["filterset"].form.fields) if context.get("filterset") is not None else []
        ranges = [f"{name}_{end}" for name in own for end in ("after", "before", "min", "max")]
        for name, value in product((*PARAMETERS, *own, *ranges), HOSTILE):
            yield clients[principal], "GET", f"{url}?{quote(name)}={value}", ""


def bodies(world: World, clients: Mapping[str, Client]) -> Iterator[tuple[Client, str, str, str]]:
    """Every form × every field × every hostile value, the rest filled in properly."""
    for page in form_pages(world, clients):
        home = world.city if page.principal.startswith("city_") else world.ningyang
        own = {name: value for name, value in filled(page.form, home).items() if value is not None}
        for name, value in product((*own, "surplus"), HOSTILE):
            rest = urlencode({**{k: v for k, v in own.items() if k != name}, "confirm": "1"})
            yield clients[page.principal], "POST", page.url, f"{rest}&{quote(name)}={value}"


def paths(world: World, clients: Mapping[str, Client]) -> Iterator[tuple[Client, str, str, str]]:
    """Every address whose keys are hostile."""
    for line in lines():
        principal = county_person(line)
        if not principal or not line.record:
            continue
        parts = line.address(world.ningyang).split("/")
        places = [n for n, part in enumerate(parts) if part.isdigit() or "." in part or part.startswith("T0")]
        for place, value in product(places, HOSTILE):
            raw = value.replace("/", "%2F").replace("?", "%3F") or "0"
            yield clients[principal], line.method, "/".join((*parts[:place], raw, *parts[place + 1 :])), ""


SOURCES = {"queries": (queries, 600), "bodies": (bodies, 700), "paths": (paths, 200)}


@pytest.mark.parametrize("source", SOURCES)
def test_hostile_input_is_answered(world: World, clients: Mapping[str, Client], source: str) -> None:
    make, count = SOURCES[source]
    every = list(make(world, clients))
    assert len(every) > count
    found = faults(random.Random(SEED).sample(every, count))
    assert not found, report(found)


@pytest.mark.hard
@pytest.mark.parametrize("source", SOURCES)
def test_all_hostile_input_is_answered(world: World, clients: Mapping[str, Client], source: str) -> None:
    asked = list(SOURCES[source][0](world, clients))
    if len(asked) > MOST:
        asked = random.Random(SEED + 1).sample(asked, MOST)
    found = faults(asked)
    assert not found, f"{len(found)} of {len(asked)}{report(found)}"


def test_every_value_meets_a_list_and_a_form(world: World, clients: Mapping[str, Client]) -> None:
    """No luck of the draw for the two shapes that all pages share."""
    names = ("q", "page", "sort", "size", "cols", "org", "period", "as_of", "export", "issued_on_after")
    asked = [(clients["clerk"], "GET", f"/enterprises/certificates/?{name}={value}", "") for name, value in product(names, HOSTILE)]
    page = next(p for p in form_pages(world, clients) if p.line.url == "enterprises:contract_new")
    own = filled(page.form, world.ningyang)
    for name, value in product(("title", "type", "deal_value", "registered_on"), HOSTILE):
        rest = urlencode({k: v for k, v in own.items() if k != name})
        asked.append((clients["clerk"], "POST", page.url, f"{rest}&{name}={value}"))
    found = faults(asked)
    assert not found, report(found)


def test_what_the_draw_finds(world: World, clients: Mapping[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a page that takes numbers as they come is found out."""
    monkeypatch.setattr("tongpin.foundation.ui.lists.whole_number", int)
    asked = [(clients["clerk"], "GET", f"/enterprises/?size={value}", "") for value in HOSTILE]
    assert faults(asked)


DEEP = "[" * 100_000
PART = '--x\r\nContent-Disposition: form-data; name="file"; filename="a\x00b.pdf"\r\n\r\n%PDF-\r\n--x--\r\n'
ENTITY = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
BODIES = (DEEP, PART, "--x\r\n", "\x00", ENTITY)
CONTENT_TYPES = ("application/json", "text/xml", "multipart/form-data; boundary=x", "multipart/form-data", "", "a/b")


def other_bodies(world: World, clients: Mapping[str, Client], content_type: str, *, all_of_it: bool = False) -> None:
    """Every address that takes something in; not all of it: each meets every body once, and every type of content in turn."""
    found, turn = [], CONTENT_TYPES.index(content_type)
    for number, line in enumerate(line for line in lines() if line.method == "POST"):
        principal = county_person(line)
        if not principal:
            continue
        for body in (body for place, body in enumerate(BODIES) if all_of_it or (number + place) % len(CONTENT_TYPES) == turn):
            cookies = clients[principal].cookies.copy()
            with transaction.atomic():
                answer = clients[principal].generic("POST", line.address(world.ningyang), body, content_type=content_type)
                transaction.set_rollback(True)
            clients[principal].cookies = cookies
            if answer.status_code >= 500 or b"root:" in answer.content:
                found.append(f"{line} {content_type} {body[:20]}: {answer.status_code}")
    assert not found, report(found)


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
def test_other_bodies_are_answered(world: World, clients: Mapping[str, Client], content_type: str) -> None:
    other_bodies(world, clients, content_type)


@pytest.mark.hard
@pytest.mark.parametrize("content_type", CONTENT_TYPES)
def test_all_other_bodies_are_answered(world: World, clients: Mapping[str, Client], content_type: str) -> None:
    other_bodies(world, clients, content_type, all_of_it=True)


def test_too_many_fields_are_refused_in_words(clients: Mapping[str, Client]) -> None:
    answer = clients["clerk"].post("/enterprises/new/", {f"f{number}": "1" for number in range(2500)})
    assert answer.status_code == 400
    answer = clients["clerk"].post("/enterprises/new/", {"name": "长" * 3_000_000}, content_type=FORM)
    assert answer.status_code in (400, 413)


def test_exports_open_after_all_that(world: World, clients: Mapping[str, Client]) -> None:
    for value in ("=1+1", "\x0b", "<script>", "𠮷", "9" * 300):
        answer = clients["clerk"].get(f"/enterprises/?{urlencode({'q': value, 'export': 'xlsx'})}")
        if answer.status_code == 200 and answer["Content-Type"].endswith("sheet"):
            openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def test_no_field_is_taken_that_later_breaks_a_document(world: World, clients: Any) -> None:
    """Control characters that no workbook, document or page can carry are refused or left out where they come in."""
    kept = []
    for page in form_pages(world, clients):
        if page.principal.startswith("city_"):
            continue
        own = filled(page.form, world.ningyang)
        marked = {
            name: f"乙\x0b\x01{value}" if isinstance(value, str) and not value[:1].isdigit() else value for name, value in own.items()
        }
        with transaction.atomic():
            answer = clients[page.principal].post(page.url, {**own, **marked})
            if answer.status_code == 302:
                follow = clients[page.principal].get(answer["Location"])
                if b"\x0b" in follow.content or b"\x01" in follow.content:
                    kept.append(page.line.url)
            transaction.set_rollback(True)
    assert not kept, report(kept)
