"""启用台账日期查询: from which day on an organisation's records are kept here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from tongpin.engines.duties.models import LedgerStart
from tongpin.foundation.orgs.models import Organisation


def ledger_starts() -> QuerySet[LedgerStart]:
    """启用台账日期."""
    return LedgerStart.objects.select_related("org")


def start_of(org: Organisation) -> LedgerStart | None:
    """The row that counts for an organisation: its own, or that of the nearest above it."""
    above = _line(org.path)
    rows = {row.org_id: row for row in ledger_starts().filter(org__in=above)}
    return next((rows[pk] for pk in reversed(above) if pk in rows), None)


def starts_of(paths: Mapping[int, str]) -> dict[int, date]:
    """The days that count for organisations given by key and path; none where every window is judged. One query."""
    lines = {org: _line(path) for org, path in paths.items()}
    rows = dict(LedgerStart.objects.values_list("org", "starts_on"))
    if not rows:
        return {}
    return {org: rows[nearest] for org, line in lines.items() if (nearest := next((pk for pk in reversed(line) if pk in rows), None))}


def _line(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/") if part]
