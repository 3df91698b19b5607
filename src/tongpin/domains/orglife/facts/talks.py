"""谈话的事实: who talked with whom in the window, by day and pair only; what was said is no fact. Who heads what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from django.db.models import Max, Q

from tongpin.domains.orglife.enums import TalkKind
from tongpin.domains.orglife.models import Talk
from tongpin.domains.orglife.selectors.absent import long_absent
from tongpin.domains.orglife.selectors.attendance import committee_of, members_of
from tongpin.foundation.orgs.selectors import posts
from tongpin.kernel.obligations import Fact, FactSource, Subject
from tongpin.kernel.occasions import RosterEntry, spans
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType

CHIEF = ("党组书记", "党委书记")
"""Endings of the titles of who heads a Party group or a Party committee."""
CARING = (TalkKind.HEART, TalkKind.SUPPORT, TalkKind.REMINDER)
"""谈心谈话 with somebody who was disciplined or is in difficulty."""
Pairs = set[frozenset[int]]


def branch_talks(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """谈心谈话覆盖 of branches whose members are on the register."""
    asked = window or Period.containing(as_of, PeriodKind.YEAR)
    day = min(asked.last_day, as_of)
    members = {one.pk: members_of(one.org_id, day) for one in subjects}
    committees = {one.pk: committee_of(one.org_id, day) for one in subjects}
    people = {entry.person_id for rows in (*members.values(), *committees.values()) for entry in rows}
    talked, excused = _talked(people, asked.start, day), long_absent(people, asked.start, day)
    return {one.pk: _coverage(members[one.pk], committees[one.pk], talked, excused) for one in subjects if members[one.pk]}


def _talked(people: Iterable[int], start: date, last: date) -> Pairs:
    """Pairs that had a heart-to-heart talk; one query."""
    ids = list(people)
    rows = Talk.objects.filter(kind=TalkKind.HEART, on__gte=start, on__lt=last + timedelta(days=1), talker__in=ids, talked_to__in=ids)
    return {frozenset(pair) for pair in rows.order_by().values_list("talker_id", "talked_to_id")}


def _coverage(
    members: Sequence[RosterEntry], committee: Sequence[RosterEntry], talked: Pairs, excused: frozenset[int]
) -> dict[str, tuple[str, ...]]:
    """Of those who are ill or long away nobody is missed; a talk with one of them counts for the other all the same."""
    leaders, everybody = {one.person_id for one in committee}, {one.person_id for one in members}
    asked = [one for one in members if one.person_id not in excused]
    serving = [one for one in committee if one.person_id not in excused]
    return {
        "committee_pairs_without_talk": tuple(
            f"{a.name}—{b.name}" for a, b in combinations(serving, 2) if frozenset((a.person_id, b.person_id)) not in talked
        ),
        "members_without_committee_talk": _untouched((one for one in asked if one.person_id not in leaders), leaders, talked),
        "members_without_member_talk": _untouched(asked, everybody, talked),
    }


def _untouched(people: Iterable[RosterEntry], others: set[int], talked: Pairs) -> tuple[str, ...]:
    partners: dict[int, set[int]] = defaultdict(set)
    for a, b in (tuple(pair) for pair in talked if len(pair) == 2):
        partners[a].add(b)
        partners[b].add(a)
    return tuple(one.name for one in people if not partners[one.person_id] & others)


def member_talks(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """处分、限期改正以后的谈话 of members: the day of the latest measure, the first talk since then, and the latest talk of all."""
    if window is not None:
        return {}
    people = [one.pk for one in subjects]
    placed = {person: max(start for start, _ in rows) for person, rows in spans("measures", people, as_of).items() if rows}
    days: dict[int, list[date]] = defaultdict(list)
    rows = Talk.objects.filter(Q(talked_to__in=people) | Q(talker__in=people), kind__in=CARING, on__lte=as_of)
    for kind, talker, talked_to, on in rows.order_by("on").values_list("kind", "talker_id", "talked_to_id", "on"):
        for person in (talked_to, talker) if kind == TalkKind.HEART else (talked_to,):
            days[person].append(on)
    found: dict[int, dict[str, Any]] = {}
    for person in people:
        values: dict[str, Any] = {}
        if days[person]:
            values["last_talked_on"] = days[person][-1]
        if person in placed:
            values["measure_on"] = placed[person]
            if since := [on for on in days[person] if on >= placed[person]]:
                values["measure_talked_on"] = since[0]
        found[person] = values
    return found


def leader_reminders(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """最近一次提醒谈话 of leaders; one query."""
    people = [one.pk for one in subjects]
    rows = Talk.objects.filter(talked_to__in=people, kind=TalkKind.REMINDER, on__lte=as_of)
    latest = rows.order_by().values("talked_to_id").annotate(last=Max("on")).values_list("talked_to_id", "last")
    return {person: {"reminder_talk_on": last} for person, last in latest}


def leader_posts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """任职 of leaders on a day: whether one heads a Party group or a Party committee; one query."""
    people = [one.pk for one in subjects]
    found: dict[int, dict[str, Any]] = {pk: {"is_chief_secretary": False} for pk in people}
    held = posts().filter(Q(ends_on__isnull=True) | Q(ends_on__gt=as_of), person__in=people, starts_on__lte=as_of)
    for person, title in held.values_list("person_id", "title"):
        if title.endswith(CHIEF):
            found[person]["is_chief_secretary"] = True
    return found


TALK_FACTS = [
    FactSource(
        subject="member",
        facts=(
            Fact(name="measure_on", title="最近一次受留党察看处分或者限期改正日期", type=ValueType.DATE),
            Fact(name="measure_talked_on", title="处分或者限期改正以后首次谈心谈话日期", type=ValueType.DATE),
            Fact(name="last_talked_on", title="最近一次谈心谈话日期", type=ValueType.DATE),
        ),
        record_kinds=("talk", "member", "correction_measure"),
        collect=member_talks,
    ),
    FactSource(
        subject="leader",
        facts=(Fact(name="reminder_talk_on", title="最近一次提醒谈话日期", type=ValueType.DATE),),
        record_kinds=("talk",),
        collect=leader_reminders,
    ),
    FactSource(
        subject="branch",
        facts=(
            Fact(name="committee_pairs_without_talk", title="没有谈心谈话的委员", type=ValueType.TEXTS),
            Fact(name="members_without_committee_talk", title="没有与委员谈心谈话的党员", type=ValueType.TEXTS),
            Fact(name="members_without_member_talk", title="没有与其他党员谈心谈话的党员", type=ValueType.TEXTS),
        ),
        record_kinds=("talk", "member", "officer", "term"),
        collect=branch_talks,
    ),
    FactSource(
        subject="leader",
        facts=(Fact(name="is_chief_secretary", title="任党委（党组）书记", type=ValueType.YES_NO),),
        record_kinds=("post",),
        collect=leader_posts,
    ),
]
