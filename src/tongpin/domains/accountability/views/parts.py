"""页面零件: downloads, and tables of rows that are not a query set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse

from tongpin.domains.accountability.enums import EvidenceKind
from tongpin.foundation.files.selectors import record_url_name
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.lists import Header, ListSpec, Row
from tongpin.kernel.reference import Reference

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(content: bytes, name: str) -> HttpResponse:
    """下载: never shown inside our own pages, never kept by a proxy."""
    response = HttpResponse(content, content_type=WORD)
    safe = re.sub(r'[\\/:*?"<>|]+', "_", name)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(safe)}"
    response["Cache-Control"] = "private, no-store"
    return response


def record_url(reference: Reference) -> str:
    """记录地址, "" where no page shows this kind of record."""
    name = record_url_name(reference.kind)
    return reverse(name, args=[reference.pk]) if name else ""


def evidence_urls(proofs: Iterable[Any]) -> dict[int, str]:
    """佐证地址 by key: of an indicator its page, of a file its download, of a record its page."""
    found = {}
    for proof in proofs:
        if proof.code:
            found[proof.pk] = reverse("indicators:measure", args=[proof.code])
        elif proof.kind == EvidenceKind.FILE:
            found[proof.pk] = reverse("files:download", args=[proof.record_pk])
        else:
            found[proof.pk] = record_url(proof.reference())
    return found


def table(title: str, columns: Sequence[Column], rows: Iterable[Any], request: Any) -> Mapping[str, Any] | None:
    """表格: what the table template needs to show ``rows``; None where there are none."""
    shown = [Row(number, row, [c.cell(row, request) for c in columns]) for number, row in enumerate(rows, 1)]
    if not shown:
        return None
    return {"spec": ListSpec("panel", title, columns), "headers": [Header(c, "", "") for c in columns], "rows": shown, "totals": []}
