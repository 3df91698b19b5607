"""权限矩阵: reads ``docs/access-matrix.tsv`` and asks the product whether it keeps it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pypdf import PdfReader

from tests.access.world import SHARED_KINDS, Place, World
from tests.architecture.source import REPOSITORY

FILE = REPOSITORY / "docs" / "access-matrix.tsv"
FIRST, LAST = 4, -1
"""Columns before the principals: address, method, permission, record; after them: why."""


@dataclass(frozen=True)
class Line:
    """一行: one address and method, what its keys name, and the class of answer for each principal."""

    url: str
    method: str
    permission: str
    record: str
    classes: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.url}"

    @property
    def names_a_record(self) -> bool:
        """Whether there is a foreign record to ask for."""
        return any(kind not in SHARED_KINDS for _, kind in self._keys())

    def address(self, place: Place) -> str:
        """The address with the keys of one place."""
        kwargs = {name: place.keys[kind] for name, kind in self._keys()}
        return reverse(self.url, kwargs={**kwargs, **dict(part.split(":") for part in self.record.split() if ":" in part)})

    def foreign(self, world: World, principal: str) -> list[tuple[str, Place]]:
        """Addresses at which this person asks for what is another's: their record, or the same page for their organisation."""
        others = [place for place in (world.dongping, world.ningyang, world.city) if place is not world.home(principal)]
        records = [(self.address(place), place) for place in others if self.names_a_record]
        return [*records, *((f"{self.address(place)}?org={place.org.code}", place) for place in others)]

    def _keys(self) -> list[tuple[str, str]]:
        return [(name, kind) for name, _, kind in (part.partition("=") for part in self.record.split()) if kind]


@cache
def lines() -> tuple[Line, ...]:
    """The whole document."""
    rows = list(csv.reader(FILE.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    principals = rows[0][FIRST:LAST]
    return tuple(Line(*row[:FIRST], dict(zip(principals, row[FIRST:LAST], strict=True))) for row in rows[1:])


@cache
def principals() -> tuple[str, ...]:
    return tuple(lines()[0].classes)


def addresses(resolver: URLResolver | None = None, names: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """(name with namespaces, view) of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, (*names, entry.namespace) if entry.namespace else names)
        elif isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or "")), entry.callback


@dataclass(frozen=True)
class Answer:
    """答复: its class, its status and every word in it, opened where it is a workbook, a document or a PDF."""

    kind: str
    status: int
    text: str
    response: Any


def ask(client: Client, method: str, url: str, data: Mapping[str, Any] | None = None, **headers: str) -> Answer:
    """One request, taken back afterwards; an exception in the product is a failure of the test."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method.lower())(url, data or {}, headers=headers)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies = cookies
    return Answer(_class(response), response.status_code, text_in(content) + response.get("Location", ""), response)


def _class(response: Any) -> str:
    status = response.status_code
    if status in (301, 302, 303) and response["Location"].startswith(reverse("accounts:sign_in")):
        return "sign-in"
    return "ok" if status < 400 else str(status)


def text_in(content: bytes) -> str:
    """Every word of a download or a page, also where it is written in character references or JSON escapes."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _plain("".join(archive.read(name).decode(errors="replace") for name in archive.namelist()))
    if content.startswith(b"%PDF") and b"%%EOF" in content:
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return _plain(content.decode(errors="replace"))


def _plain(text: str) -> str:
    if "&#" in text:
        text = unescape(text)
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text
