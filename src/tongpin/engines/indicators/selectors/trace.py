"""溯源查询: from a number to its definition, its rows, its evidence and who entered them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from tongpin.engines.indicators.calculations.printing import in_shown_unit
from tongpin.engines.indicators.calculations.rowlists import RowRef
from tongpin.engines.indicators.models import Observation
from tongpin.engines.indicators.selectors.definitions import Definition, sources
from tongpin.engines.indicators.selectors.figures import Figure
from tongpin.engines.indicators.selectors.values import Value, kept_value, row_refs
from tongpin.engines.rules.selectors import RuleDescription, describe
from tongpin.foundation.access.selectors import may
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.selectors import events
from tongpin.foundation.files.selectors import attachments
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import RecordKind, RowEntry, RowOrigin, gathered

LIGHT_RULE = "indicators.lights"
HIDDEN = "您没有查看此类记录的权限"


@dataclass(frozen=True)
class TraceRow:
    """溯源明细行: what counted, what it added, and who entered it when; ``url_name`` is empty where the viewer may not open it."""

    number: int
    kind_title: str
    title: str
    key: str
    pk: int
    url_name: str
    contribution: Decimal | None
    on: Any
    entry: RowEntry | None = None


@dataclass(frozen=True)
class Trace:
    """溯源: one page of the rows behind a value."""

    page: Page[Any]
    rows: Sequence[TraceRow]
    unit: str

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def has_contributions(self) -> bool:
        """Whether the column of what each row adds says anything."""
        return any(row.contribution not in (None, 1) for row in self.rows)


def trace(figure: Figure, viewer: User, *, page: str | int | None = 1, size: int = 50) -> Trace:
    """明细 behind a figure, as the viewer may see them."""
    return traced(figure.now, figure.definition, figure.org, viewer, page=page, size=size)


def traced(value: Value, one: Definition, org: Organisation, viewer: User, *, page: str | int | None = 1, size: int = 50) -> Trace:
    """明细 behind a value; rows that are counted live are asked for page by page."""
    if value.live_rows is not None and one.source is not None:
        found = Paginator(value.live_rows, size).get_page(page)
        refs = list(row_refs(one.source, found.object_list))
    else:
        found = Paginator(value.rows(), size).get_page(page)
        refs = list(found.object_list)
    version = one.version
    return Trace(found, _rows(refs, org, viewer, found.start_index() or 1, version.unit, version.shown_unit), version.shown_unit)


def kept_trace(row: Observation, viewer: User, *, page: str | int | None = 1, size: int = 50) -> Trace:
    """明细 behind a kept value, as they were when it was recorded."""
    one = Definition(row.measure, row.definition, sources().get(row.measure.code))
    return traced(kept_value(row), one, row.org, viewer, page=page, size=size)


def light_rule(figure: Figure) -> RuleDescription:
    """The rule by which the light was judged, with its document."""
    return describe(LIGHT_RULE, figure.period.last_day)


def observations_of(figure: Figure) -> list[Observation]:
    """指标值沿革 of a figure's indicator, organisation and year: all values ever recorded, newest first."""
    found = Observation.objects.filter(org=figure.org, measure=figure.measure, period_start__year=figure.period.start.year)
    return list(found.select_related("recorded_by", "definition", "superseded_by").order_by("-recorded_at", "-pk")[:100])


def evidence_of(figure: Figure) -> list[Any]:
    """佐证材料 of a reported value; what is counted has its evidence on its rows."""
    row = figure.observation
    return list(attachments(row.reference())) if row is not None and not figure.measure.is_computed else []


def observations() -> QuerySet[Observation]:
    """All observations with what their page shows."""
    return Observation.objects.select_related("org", "measure", "definition", "rows", "recorded_by", "superseded_by")


def _rows(refs: Iterable[RowRef], org: Organisation, viewer: User, first: int, unit: str, shown_unit: str) -> list[TraceRow]:
    kinds = {kind.kind: kind for kind in gathered(RecordKind)}
    rows = list(refs)
    entered = _entered(rows)
    found = []
    for number, ref in enumerate(rows, first):
        kind = kinds.get(ref.kind)
        allowed = kind is None or not kind.permission or may(viewer, kind.permission, org)
        entry = entered.get((ref.kind, ref.pk)) if allowed else None
        if entry and entry.permission and not may(viewer, entry.permission, org):
            entry = replace(entry, url="")
        found.append(
            TraceRow(
                number=number,
                kind_title=kind.title if kind else "",
                title=ref.title if allowed else HIDDEN,
                key=ref.key if allowed else "",
                pk=ref.pk,
                url_name=kind.url_name if kind and allowed else "",
                contribution=None if ref.contribution is None else in_shown_unit(ref.contribution, unit, shown_unit),
                on=ref.on,
                entry=entry,
            )
        )
    return found


def _entered(rows: Sequence[RowRef]) -> dict[tuple[str, int], RowEntry]:
    """Who last wrote each record and when: by the audit trail, or by the batch it came in with where that is later."""
    found: dict[tuple[str, int], RowEntry] = {}
    for kind in {row.kind for row in rows}:
        keys = [row.pk for row in rows if row.kind == kind]
        for event in events().filter(subject_kind=kind, subject_pk__in=keys, outcome="ok").order_by("seq"):
            if event.subject_pk is not None:
                found[kind, event.subject_pk] = RowEntry(by=event.actor_name, at=event.at)
        for origin in gathered(RowOrigin):
            for pk, entry in origin.find(kind, keys).items():
                known = found.get((kind, pk))
                if known is None or known.at < entry.at:
                    found[kind, pk] = entry
    return found
