"""条款进展查询: how each clause of letters stands, from what the orders and the records say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tongpin.domains.accountability.calculations.colour import ClauseFacts, clause_light
from tongpin.domains.accountability.enums import ItemState, LetterState, Rhythm, TargetKind
from tongpin.domains.accountability.models import Letter, LetterClause, OrderEvidence, OrderItem
from tongpin.domains.accountability.order_flow import ENDED
from tongpin.domains.accountability.selectors.evidence import measured, shown_by_target
from tongpin.domains.accountability.selectors.letters import clauses, measure_titles, measure_units, target_words
from tongpin.domains.accountability.selectors.orders import Desk, clause_items, quarter_number, quarter_of
from tongpin.engines.indicators.selectors import Figure
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.periods import Period


def clauses_in_force(letters: Iterable[Letter]) -> list[LetterClause]:
    """现行条款 of signed letters: those of the latest signed wording of each."""
    held = {letter.pk: letter.version_number for letter in letters if letter.state == LetterState.SIGNED}  # type: ignore[attr-defined]
    rows = clauses().filter(wording__letter__in=held, wording__signed_on__isnull=False).order_by("wording__letter", "position", "pk")
    return [row for row in rows if row.wording.number == held[row.wording.letter_id]]


def open_clauses(letters: Iterable[Letter], period: Period) -> list[LetterClause]:
    """本季度应办条款: those asked for every quarter until their day, and those that no accepted order calls done."""
    rows = clauses_in_force(letters)
    past = clause_items(rows)
    found = []
    for row in rows:
        before = [one for one in past.get((row.wording.letter_id, row.key), ()) if not _is_of(one, period)]
        if row.rhythm == Rhythm.EACH_QUARTER:
            if row.due_on >= period.start:
                found.append(row)
        elif done_on(before) is None:
            found.append(row)
    return found


def done_on(items: Iterable[OrderItem]) -> date | None:
    """完成日期: when the first accepted order said that it was done."""
    days = [one.order.accepted_on for one in items if one.order.state in ENDED and one.state == ItemState.DONE and one.order.accepted_on]
    return min(days) if days else None


def _is_of(item: OrderItem, period: Period) -> bool:
    return item.order.year == period.start.year and item.order.quarter == quarter_number(period)


FULFILLED = ("已完成", "逾期完成", "本季已落实")


@dataclass(frozen=True, slots=True)
class Standing:
    """条款进展: the clause, its light, the orders it stood on, and what it is measured by, in words."""

    clause: LetterClause
    light: tuple[str, str, str]
    items: Sequence[OrderItem]
    target: str
    now: str

    @property
    def pk(self) -> int:
        return self.clause.pk

    @property
    def is_done(self) -> bool:
        """Whether it was accepted as done, or for this quarter."""
        return self.light[1] in FULFILLED

    @property
    def last(self) -> OrderItem | None:
        return self.items[-1] if self.items else None


def standings(rows: Sequence[LetterClause], on: date) -> list[Standing]:
    """条款进展 of many clauses on a day."""
    desk = Desk(work_calendar(), on)
    past, titles, units = clause_items(rows), measure_titles(on), measure_units(on)
    found = []
    for row in rows:
        own = past.get((row.wording.letter_id, row.key), [])
        now = "；".join(one.value for one in shown_by_target(row, row.wording.letter.org, on))
        found.append(Standing(row, light_of(row, own, desk), own, target_words(row, titles, units), now))
    return found


def light_of(row: LetterClause, own: Sequence[OrderItem], desk: Desk) -> tuple[str, str, str]:
    """灯 of a clause, from the orders it stood on."""
    letter = row.wording.letter
    latest = own[-1] if own else None
    if latest is not None and row.rhythm == Rhythm.EACH_QUARTER and not _is_of(latest, quarter_of(desk.on)):
        latest = None
    facts = ClauseFacts(
        due_on=row.due_on,
        each_quarter=row.rhythm == Rhythm.EACH_QUARTER,
        done_on=done_on(own),
        stage=latest.order.state if latest is not None else "",
        is_signed=row.wording.signed_on is not None and letter.state == LetterState.SIGNED,
    )
    return clause_light(facts, desk.on, desk.calendar, desk.rules(letter.org).soon_workdays)


@dataclass(frozen=True, slots=True)
class ToldLine:
    """述职的一次下达: an order's item with what was shown for it last."""

    item: OrderItem
    evidences: Sequence[OrderEvidence]


@dataclass(frozen=True, slots=True)
class Told:
    """述职一行: what was promised, ordered, reported, accepted and measured of one clause; every part with the rows behind it."""

    standing: Standing
    evidences: Mapping[int, Sequence[OrderEvidence]]
    figure: Figure | None

    @property
    def clause(self) -> LetterClause:
        return self.standing.clause

    @property
    def lines(self) -> list[ToldLine]:
        return [ToldLine(item, self.evidences[item.pk]) for item in self.standing.items]


def debrief(letter: Letter, rows: Sequence[LetterClause], as_of: date) -> list[Told]:
    """述职底稿 of a letter: clause by clause, from the orders and the records alone; nothing is typed again."""
    held = standings(rows, as_of)
    shown: dict[int, list[OrderEvidence]] = {}
    for row in OrderEvidence.objects.filter(item__clause__wording__letter=letter).order_by("round", "pk"):
        kept = shown.setdefault(row.item_id, [])
        if kept and kept[0].round != row.round:
            kept.clear()
        kept.append(row)
    return [
        Told(
            standing=one,
            evidences={item.pk: shown.get(item.pk, []) for item in one.items},
            figure=measured(one.clause, letter.org, as_of) if one.clause.target_kind == TargetKind.MEASURE else None,
        )
        for one in held
    ]
