"""存储的标记: names that are markup, formulas or template words are shown as what they are, on every page and in every download."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from docx import Document

from tests.access.filling import county_person
from tests.access.matrix import ask, lines
from tests.access.world import TODAY, World, build_world
from tests.architecture.source import report
from tongpin.foundation.orgs.models import Organisation

pytestmark = pytest.mark.django_db

MARKUP = '=1+<script>alert(1)</script>"{{7*7}}'
OUR_SUM = re.compile(r"=SUM\(([A-Z]+)\d+:\1\d+\)")
RAW = re.compile(r"<script>alert|=1\+49|script(?:&gt;|>)(?:&quot;|\")49")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    files, settings.FILES_DIR = settings.FILES_DIR, Path(tmp_path_factory.mktemp("files"))
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("TONGPIN_TODAY", TODAY.isoformat())
        made = build_world(mark=MARKUP)
        Organisation.objects.filter(pk=made.tree.ningyang.pk).update(name=f"{MARKUP}局", short_name=f"{MARKUP}局"[:40])
        yield made
        transaction.set_rollback(True)
    settings.FILES_DIR = files


def test_pages_show_markup_as_words(world: World, clients: Mapping[str, Client]) -> None:
    found, shown = [], 0
    for line in lines():
        principal = county_person(line)
        if line.method != "GET" or not principal:
            continue
        for query in ("", "?print=1"):
            response = ask(clients[principal], "GET", line.address(world.ningyang) + query).response
            if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
                continue
            page = response.content.decode()
            shown += "&lt;script&gt;" in page
            scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>(.*?)</script>", page, re.DOTALL)
            found += [f"{line.url}{query}: {text[:60]}" for text in scripts if text.strip() and "alert" in text]
            found += [f"{line.url}{query}: {hit[0]}" for hit in RAW.finditer(page)]
            found += [f"{line.url}{query}: {hit}" for hit in re.findall(r"<[a-z]+[^>]* on[a-z]+=", page)]
            found += [f"{line.url}{query}: javascript: address" for _ in re.findall(r"(?:href|src|action)=[\"']?\s*javascript:", page)]
    assert not found, report(found)
    assert shown >= 60


def test_search_and_refused_forms_echo_markup_as_words(world: World, clients: Mapping[str, Client]) -> None:
    hostile = '"><script>alert(1)</script>'
    for url, data in (("/search/", {"q": hostile}), ("/enterprises/", {"q": hostile}), ("/enterprises/", {"issued_on_after": hostile})):
        assert "<script>alert" not in clients["clerk"].get(url, data).content.decode()
    answer = clients["clerk"].post("/enterprises/new/", {"name": hostile, "credit_code": hostile, "township": hostile})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    for url in ("/?period=%3Cscript%3Ealert(1)%3C/script%3E", "/?as_of=%3Cscript%3Ealert(1)%3C/script%3E"):
        assert "<script>alert" not in clients["clerk"].get(url).content.decode()


def test_workbooks_hold_no_formulas(world: World, clients: Mapping[str, Client]) -> None:
    """Every export of every list, the report's workbook, the template and one's own file back."""
    opened, found, texts = 0, [], 0
    for line in lines():
        principal = county_person(line)
        if line.method != "GET" or not principal:
            continue
        for query in ("", "?export=xlsx"):
            response = clients[principal].get(line.address(world.ningyang) + query)
            if not response.get("Content-Type", "").endswith("spreadsheetml.sheet"):
                continue
            content = b"".join(response.streaming_content) if response.streaming else response.content
            opened += 1
            for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
                for cell in (cell for row in sheet.iter_rows() for cell in row):
                    if (cell.data_type == "f" and not OUR_SUM.fullmatch(cell.value)) or cell.hyperlink is not None:
                        found.append(f"{line.url}{query} {cell.coordinate}: {str(cell.value)[:40]}")
                    texts += cell.data_type == "s" and str(cell.value).startswith("=1+<script>")
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    if name.endswith((".xml", ".rels")):
                        ElementTree.fromstring(archive.read(name))
                    assert "externalLink" not in name
    assert not found, report(found)
    assert opened >= 20
    assert texts >= 20


def test_the_report_carries_markup_as_words(world: World, clients: Mapping[str, Client]) -> None:
    word = clients["clerk"].get("/reports/year-end/word/?period=2023").content
    paragraphs = "\n".join(p.text for p in Document(io.BytesIO(word)).paragraphs)
    assert "=1+<script>alert(1)</script>" in paragraphs
    assert "49" not in paragraphs.replace("2049", "")
    pdf = clients["clerk"].get("/reports/year-end/pdf/?period=2023").content
    assert pdf.startswith(b"%PDF")


def test_names_of_downloads_stay_names(world: World, clients: Mapping[str, Client]) -> None:
    for url in ("/reports/year-end/word/", f"/files/{world.ningyang.keys['stored_file']}/", "/enterprises/?export=xlsx"):
        disposition = clients["clerk"].get(url)["Content-Disposition"]
        assert disposition.startswith("attachment")
        assert "<" not in disposition
        assert "\n" not in disposition
