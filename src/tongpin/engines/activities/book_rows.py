"""会议记录本核对: what each meeting of a book would become, and what speaks against recording it as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tongpin.engines.activities.enums import Capacity
from tongpin.engines.activities.kinds import roster_of
from tongpin.engines.activities.matching import Named, people_named
from tongpin.engines.activities.minutes.splitting import Book, Meeting
from tongpin.engines.activities.models import LONGEST_SUMMARY, Activity
from tongpin.engines.activities.selectors import on_source, similar
from tongpin.engines.activities.services.parts import Outsider
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.occasions import ActivityKind
from tongpin.kernel.periods import OFFICE_ZONE

NO_REASON = "记录未写明原因"


@dataclass
class BookRow:
    """核对的一行: ``blocked`` cannot be recorded; ``doubts`` leave it unticked until a person decides; ``notes`` are only said.

    ``due`` is the roster of the kind on that day.
    """

    number: int
    meeting: Meeting
    kind: ActivityKind | None
    people: Named
    due: tuple[int, ...] = ()
    known: Activity | None = None
    blocked: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_ticked(self) -> bool:
        return self.known is None and not self.blocked and not self.doubts

    @property
    def can_be_recorded(self) -> bool:
        return self.known is None and not self.blocked

    @property
    def is_by_exception(self) -> bool:
        """缺席才写: the minutes name only who was absent, and say that all others came or count as many as the roster has."""
        meeting = self.meeting
        absent = {self.people.found.get(name) for name, _ in meeting.absent}
        leading = {self.people.found[name] for name in self._there() if name in self.people.found}
        if meeting.everybody and not meeting.observers:
            return bool(self.due) and absent | leading <= set(self.due)
        if meeting.present or meeting.observers or meeting.present_count is None:
            return False
        counted = (meeting.due_count in (None, len(self.due)), meeting.present_count == len(self.due) - len(absent))
        return bool(self.due) and absent | leading <= set(self.due) and all(counted)

    @property
    def rest(self) -> int:
        """How many of the roster came, where only the absent are named."""
        return len(set(self.due) - {self.people.found.get(name) for name, _ in self.meeting.absent})

    def values(self) -> dict[str, Any]:
        """What ``record_activity`` takes."""
        meeting = self.meeting
        capacities, outsiders = self._roles()
        present = [self.people.found[name] for name in self._there() if name in self.people.found]
        absent = {self.people.found[name]: (said or NO_REASON)[:100] for name, said in meeting.absent if name in self.people.found}
        return {
            "title": meeting.title[:200],
            "day": meeting.day,
            "starts_at": _at(meeting, meeting.starts),
            "ends_at": _at(meeting, meeting.ends),
            "place": meeting.place,
            "summary": meeting.text[:LONGEST_SUMMARY],
            "agenda": meeting.agenda,
            "present": None if self.is_by_exception else [pk for pk in dict.fromkeys(present) if pk not in absent],
            "absent": absent,
            "capacities": {pk: capacity for pk, capacity in capacities.items() if pk not in absent},
            "outsiders": outsiders,
            "source_key": meeting.digest,
        }

    def _there(self) -> list[str]:
        meeting = self.meeting
        return list(dict.fromkeys([*meeting.chair, *meeting.recorder, *meeting.speaker, *meeting.present, *meeting.observers]))

    def _roles(self) -> tuple[dict[int, str], list[Outsider]]:
        meeting = self.meeting
        capacities: dict[int, str] = {}
        outside: dict[str, Outsider] = {}
        for names, capacity in (
            (meeting.chair, Capacity.CHAIR),
            (meeting.recorder, Capacity.RECORDER),
            (meeting.speaker, Capacity.SPEAKER),
            (meeting.observers, Capacity.OBSERVER),
            (meeting.present, Capacity.ATTENDEE),
        ):
            for name in names:
                if (pk := self.people.found.get(name)) is not None:
                    capacities.setdefault(pk, capacity)
                else:
                    outside.setdefault(name, Outsider(name, capacity=capacity))
        return capacities, list(outside.values())


def rows_of(book: Book, *, org: Organisation, kinds: Sequence[ActivityKind], default: str, today: date) -> list[BookRow]:
    """核对各次会议, in the order of the book."""
    known = on_source(org, [meeting.digest for meeting in book.meetings])
    first: dict[str, int] = {}
    rows = []
    for number, meeting in enumerate(book.meetings, 1):
        names = [*meeting.chair, *meeting.recorder, *meeting.speaker, *meeting.present, *meeting.observers, *(n for n, _ in meeting.absent)]
        kind, day = kind_of(meeting, kinds, default), meeting.day or today
        due = tuple(entry.person_id for entry in roster_of(kind, org, day)) if kind else ()
        row = BookRow(
            number=number,
            meeting=meeting,
            kind=kind,
            people=people_named(names, org, day, first=due),
            due=due,
            known=known.get(meeting.digest),
        )
        if row.known is None:
            _judge(row, org, today, first.get(meeting.digest))
        first.setdefault(meeting.digest, number)
        rows.append(row)
    return rows


def kind_of(meeting: Meeting, kinds: Sequence[ActivityKind], default: str) -> ActivityKind | None:
    """种类: whose name stands in the title, the longest first; else the one chosen for the book."""
    plain = meeting.title
    named = [kind for kind in kinds if kind.title in plain or kind.title.removeprefix("支部") in plain]
    if named:
        return max(named, key=lambda kind: len(kind.title))
    return next((kind for kind in kinds if kind.key == default), None)


def _judge(row: BookRow, org: Organisation, today: date, twin: int | None) -> None:
    meeting = row.meeting
    if meeting.day is None:
        row.blocked.append("没有读出日期，请在“登记工作记录”中单独登记")
    elif meeting.day > today:
        row.blocked.append(f"日期 {meeting.day:%Y-%m-%d} 还没有到")
    if not meeting.title:
        row.blocked.append("没有读出会议名称")
    if row.kind is None:
        row.blocked.append("没有可用的种类")
    elif any(outcome.required for outcome in row.kind.outcomes):
        row.blocked.append(f"“{row.kind.title}”有必填的成果，请单独登记")
    if twin is not None:
        row.blocked.append(f"与第 {twin} 次会议内容相同")
    if meeting.day is not None and row.kind is not None:
        row.doubts += [f"当日已有同类记录“{one.title}”" for one in similar(org, row.kind.key, meeting.day)[:2] if not one.is_restricted]
    if row.is_by_exception:
        said = "写明全体到会" if meeting.everybody else "只写了人数"
        row.notes.append(f"记录{said}，出席人员按应到名册 {len(row.due)} 人减去缺席人员登记")
    elif meeting.in_part or meeting.everybody:
        row.doubts.append(f"出席人员没有全部读出：{(meeting.in_part or '全体人员')[:40]}")
    elif not (meeting.present or meeting.observers):
        row.doubts.append("没有读出出席人员" + _counted(row))
    if row.people.ambiguous:
        row.doubts.append(f"有几位同名，不能确定是谁：{'、'.join(row.people.ambiguous)}")
    if row.people.unknown:
        row.notes.append(f"不在人员名册，按姓名登记：{'、'.join(row.people.unknown)}")
    if meeting.year_supplied and meeting.day is not None:
        row.notes.append(f"原文没有写年份，按 {meeting.day.year} 年")
    if any(not said for _, said in meeting.absent):
        row.notes.append("有缺席人员没有写明原因")
    if not meeting.chair:
        row.notes.append("没有读出主持人")
    lost = [name for name, _ in meeting.absent if name not in row.people.found]
    if lost:
        row.doubts.append(f"缺席人员不在人员名册：{'、'.join(lost)}")


def _counted(row: BookRow) -> str:
    """How the counts of the minutes differ from the roster, where there are both."""
    meeting = row.meeting
    if meeting.present_count is None or not row.due:
        return ""
    told = f"应到 {meeting.due_count} 人、" if meeting.due_count is not None else ""
    return f"：记录写{told}实到 {meeting.present_count} 人，写明缺席 {len(meeting.absent)} 人，应到名册 {len(row.due)} 人，对不上"


def _at(meeting: Meeting, clock: Any) -> datetime | None:
    return datetime.combine(meeting.day, clock, tzinfo=OFFICE_ZONE) if meeting.day and clock is not None else None
