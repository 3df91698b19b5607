"""扩展点：工作记录. What a subject contributes so that something is entered once and counted everywhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongpin.kernel.extensions import Extension, gathered
from tongpin.kernel.reference import Reference
from tongpin.kernel.values import ValueType


@dataclass(frozen=True, kw_only=True)
class OutcomeField:
    """成果栏目: one typed thing that can come out of an activity of a kind, under ``name`` in the record.

    ``choices_from(org_id, day)`` where what may be chosen is arranged by the organisation, in place of ``choices``.
    """

    name: str
    title: str
    type: ValueType = ValueType.TEXT
    unit: str = ""
    choices: tuple[str, ...] = ()
    choices_from: Callable[[int, date], tuple[str, ...]] | None = None
    required: bool = False
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class ActivityKind(Extension):
    """工作记录种类: one kind of thing that happens. A bureau may add its own as data. Gathered by ``engines/activities``.

    ``area`` is "party" or "business". ``roster`` names the ``RosterSource`` that says who was due, so that only absences are entered.
    ``study_hours``: the length of such an activity is entered in hours, for the register of the regulations only.
    ``entry_url_name``: the subject's own page to enter such an activity; then the general page leads there and leaves its
    activities to the subject to correct.
    """

    key: str
    title: str
    area: str
    outcomes: tuple[OutcomeField, ...] = ()
    roster: str = ""
    study_hours: bool = False
    entry_url_name: str = ""
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """应到人员: a person due at an activity. ``may_vote`` says whether they count in the base of a vote, ``reason`` why not."""

    person_id: int
    name: str
    standing: str = ""
    group: str = ""
    may_vote: bool = True
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RosterSource(Extension):
    """应到名册: who is due in an organisation on a day; ``find(org_id, day)``. Gathered by ``engines/activities``."""

    key: str
    title: str
    find: Callable[[int, date], Sequence[RosterEntry]]


Span = tuple[date, date | None]
"""时段: from a day on, until (and without) another; None while it lasts."""


@dataclass(frozen=True, kw_only=True)
class PersonSpans(Extension):
    """人员时段: when something was so of people, such as being away or being a full member; ``find(person_ids, as_of)``.

    Known only up to ``as_of``: a span that ends later is still open. People of whom nothing is known are left out. One call, a constant
    number of queries. Gathered by the fact sources of subjects that do not keep the register of members.
    """

    key: str
    title: str
    find: Callable[[Sequence[int], date], Mapping[int, Sequence[Span]]]


def spans(key: str, people: Collection[int], as_of: date) -> Mapping[int, Sequence[Span]]:
    """人员时段 of people by the key of what they are of; nothing where nobody contributes it."""
    source = next((one for one in gathered(PersonSpans) if one.key == key), None)
    return source.find(list(people), as_of) if source is not None else {}


def holds_on(span: Span, day: date) -> bool:
    """Whether a span covers a day."""
    return span[0] <= day and (span[1] is None or span[1] > day)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedTask:
    """已交办任务: the state of a task that came from a record, as one line."""

    reference: Reference
    responsible: str
    due_on: date
    state: str
    light: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskMaker(Extension):
    """任务交办: makes a decision, a proposal or a finding a task in one click. Contributed by the subject that keeps tasks.

    ``assign(org=, title=, source=, leader=, department=, person=, due_on=, by=, today=)`` writes the task and gives its reference
    (``area="business"`` for one that is no Party matter);
    ``of(sources, viewer)`` gives the tasks that came from records (by reference kind and pk) and that the viewer may see.
    Gathered by the pages of records that decide something.
    """

    permission: str
    assign: Callable[..., Reference]
    of: Callable[[Sequence[Reference], Any], Mapping[tuple[str, int], Sequence[AssignedTask]]]
