"""扩展点：应尽事项. What a subject contributes so that duties can be checked, reminded of and shown in a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tongpin.kernel.extensions import Extension
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """判断对象: a branch, group, member, case, meeting … that a rule is about, with the days between which it stood.

    ``person_id`` is the person (``orgs.Person``) it concerns, where it concerns one: what is found is theirs to see, and not everybody's.
    ``org_code`` is filled in by whoever asks what to do next, so that an address can name the organisation.
    """

    kind: str
    pk: int
    org_id: int
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    url: str = ""
    person_id: int | None = None
    org_code: str = ""


@dataclass(frozen=True, kw_only=True)
class DutySubject(Extension):
    """对象来源: all subjects of one kind in the organisations, as of a day; ``find(org_ids, as_of)``. Gathered by ``engines/duties``.

    Subjects that ended before ``as_of`` but in the same year are given too, since a window may reach back to them.
    ``is_personal``: findings about them are shown only to those who may see what concerns one person (dues, development, a vote).
    """

    key: str
    title: str
    find: Callable[[Sequence[int], date], Sequence[Subject]]
    is_personal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """事实说明: a fact that a rule may ask for, with its words, type and unit."""

    name: str
    title: str
    type: ValueType
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class FactSource(Extension):
    """事实来源: what the records of a subject say about many subjects at once, for one window. Gathered by ``engines/duties``.

    ``collect(subjects, window, as_of)`` gives (pk of the subject) → fact name → value, known only up to ``as_of``; a fact that the
    records do not tell is left out, never 0. A window of None stands for the state on ``as_of``. One call, a constant number of queries.
    ``record_kinds``: a change of such a record makes the findings of its organisation stale.
    """

    subject: str
    facts: tuple[Fact, ...]
    record_kinds: tuple[str, ...]
    collect: Callable[[Sequence[Subject], Period | None, date], Mapping[int, Mapping[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class DutyAction(Extension):
    """应尽事项办理: what to do next about a finding of one of the rules (by code), such as drafting the notice of a meeting.

    ``url(subject, window)`` is the page that does it, "" where it cannot be done for this subject; shown to those who hold ``permission``.
    Whoever does not hold it reads ``words``, who does what; where nothing is said, that the branch secretary or the clerk does it.
    Gathered by ``engines/duties``.
    """

    codes: tuple[str, ...]
    title: str
    permission: str
    url: Callable[[Subject, Period | None], str]
    words: str = ""
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembrance:
    """提醒内容: what a person is to be reminded of; ``key`` makes the same thing the same, so that it is never sent twice in one step.

    A step waits until the one it ``follows`` was sent (the one before it, where nothing is said; 0: it waits for none) and ``wait`` full
    working days have gone by since (where nothing is said, as many as the person's organisation has set).
    """

    key: str
    user_id: int
    title: str
    url: str
    due_on: date | None = None
    step: int = 1
    follows: int | None = None
    wait: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReminderSource(Extension):
    """提醒来源: what is to be reminded of on a day; ``due(today)``. Gathered by ``engines/notifications``."""

    key: str
    title: str
    due: Callable[[date], Iterable[Remembrance]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """消息: what one person is told; ``key`` makes the same thing the same. It carries nothing sensitive."""

    key: str
    title: str
    words: str
    url: str
    user_id: int | None = None
    email: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MessageChannel(Extension):
    """消息通道: one way to reach a person. Gathered by whoever sends messages and keeps the log of them.

    ``lacking(message)`` says why this person cannot be reached so, "" where they can; ``send(message, today)`` hands the message over and
    raises ``Refused`` with the reason where it was not taken. A channel that is not set up says so, it never pretends.
    """

    key: str
    title: str
    lacking: Callable[[Message], str]
    send: Callable[[Message, date], None]
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """日程: something on a day (or between two moments) in a person's calendar."""

    key: str
    title: str
    day: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    url: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarSource(Extension):
    """日程来源: what stands in the calendar between two days, limited to what the viewer may see; ``entries(request, start, end)``.

    Gathered by ``interfaces/desk``.
    """

    key: str
    title: str
    permission: str
    entries: Callable[[Any, date, date], Iterable[CalendarEntry]]
