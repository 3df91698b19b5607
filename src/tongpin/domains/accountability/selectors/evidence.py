"""工单佐证查询: what the records already say of an item: progress, values, activities, files. Nothing is typed again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tongpin.domains.accountability.enums import EvidenceKind, TargetKind
from tongpin.domains.accountability.models import LetterClause, OrderItem, WorkOrder
from tongpin.domains.accountability.selectors.letters import same_clause, shown_number
from tongpin.domains.accountability.selectors.targets import came_from, progress_of
from tongpin.engines.activities.selectors import activities_of, held
from tongpin.engines.indicators.selectors import Figure, figure
from tongpin.foundation.files.selectors import attachments
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import OFFICE_ZONE, Period, PeriodKind
from tongpin.kernel.reference import Reference


@dataclass(frozen=True, slots=True)
class Shown:
    """一项佐证 as the records tell it on a day."""

    kind: EvidenceKind
    reference: Reference
    title: str
    value: str
    on: date
    code: str = ""


def window_of(order: WorkOrder) -> tuple[date, date]:
    """佐证期 [start, stop): the quarter; of a supervision order from its issue on, without end."""
    if order.quarter is not None:
        period = Period.containing(date(order.year, order.quarter * 3, 1), PeriodKind.QUARTER)
        return period.start, period.end
    return order.issued_on or order.created_at.date(), date.max


def evidence_of(item: OrderItem, *, as_of: date) -> list[Shown]:
    """佐证 of one item known by a day."""
    order, (start, stop) = item.order, window_of(item.order)
    stop = min(stop, as_of + timedelta(days=1)) if as_of < date.max else stop
    found: list[Shown] = []
    sources: list[Reference] = []
    if item.clause is not None:
        sources += [_clause(pk, item.clause) for pk in same_clause(item.clause).values_list("pk", flat=True)]
        found += shown_by_target(item.clause, order.org, as_of)
    else:
        sources.append(order.reference())
    tasks = came_from(sources)
    found += [Shown(EvidenceKind.TASK, p.reference, p.reference.title, p.words, as_of) for p in progress_of(tasks, as_of).values()]
    target = item.clause.target if item.clause is not None else None
    found += _activities([*sources, *tasks, *([target] if target else [])], start, stop)
    return found + _files([*sources, *([target] if target else [])], start, stop)


def shown_by_target(clause: LetterClause, org: Organisation, as_of: date) -> list[Shown]:
    """落实方式的现值: the value of the indicator, or the progress of the task or project."""
    if clause.target_kind == TargetKind.MEASURE:
        read = measured(clause, org, as_of)
        if read is None:
            return []
        reference = Reference("measure", read.measure.pk, read.title, read.code)
        return [Shown(EvidenceKind.MEASURE, reference, read.title, value_words(read, clause), as_of, read.code)]
    if (target := clause.target) is not None:
        return [Shown(EvidenceKind.TASK, p.reference, p.reference.title, p.words, as_of) for p in progress_of([target], as_of).values()]
    return []


def measured(clause: LetterClause, org: Organisation, as_of: date) -> Figure | None:
    """指标现值 of the letter's year up to a day; None where there is no such indicator any more."""
    year = Period.year(clause.wording.letter.year)
    try:
        return figure(clause.measure_code, org, year, max(min(as_of, year.last_day), year.start))
    except Refused:
        return None


def value_words(read: Figure, clause: LetterClause) -> str:
    """ "68家（目标70家）"; a missing value is said, never 0."""
    value = read.printed if read.value is not None else f"暂无数据（{read.reason}）"
    if clause.target_value is not None:
        return f"{value}（目标{shown_number(clause.target_value, read.shown_unit)}）"
    return f"{value}（下达目标{read.printed_target}）" if read.target is not None else value


def _clause(pk: int, clause: LetterClause) -> Reference:
    return Reference("letter_clause", pk, clause.duty[:80], org_id=clause.wording.letter.org_id)


def _activities(sources: Sequence[Reference], start: date, stop: date) -> list[Shown]:
    found: dict[int, Shown] = {}
    for source in sources:
        for one in held(activities_of(source)).filter(day__gte=start, day__lt=stop).order_by("day", "pk"):
            found.setdefault(one.pk, Shown(EvidenceKind.ACTIVITY, one.reference(), one.reference().title, f"{one.day:%Y-%m-%d}", one.day))
    return list(found.values())


def _files(sources: Iterable[Reference], start: date, stop: date) -> list[Shown]:
    since = datetime.combine(start, time(), OFFICE_ZONE)
    found: dict[int, Shown] = {}
    for source in sources:
        rows = attachments(source).filter(created_at__gte=since)
        if stop < date.max:
            rows = rows.filter(created_at__lt=datetime.combine(stop, time(), OFFICE_ZONE))
        for row in rows.order_by("pk"):
            day = row.created_at.astimezone(OFFICE_ZONE).date()
            found.setdefault(
                row.file_id, Shown(EvidenceKind.FILE, Reference("stored_file", row.file_id, row.name), row.name, row.purpose, day)
            )
    return list(found.values())
