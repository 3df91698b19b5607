"""到会的事实: for how many whole months in a row a member took part in nothing, without leave and without making up for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import Any

from django.db.models import Q

from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.facts.leaders import OWN_BRANCH, WITHOUT_LEAVE
from tongpin.domains.orglife.models import MakeUp
from tongpin.domains.orglife.selectors.happenings import held_activities
from tongpin.engines.activities.models import Participation
from tongpin.kernel.obligations import Fact, FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType

LIFE = (*OWN_BRANCH, MeetingKind.COMMITTEE, MeetingKind.GROUP_STUDY)
"""组织生活: whoever came to one of these in a month took part."""
LOOKED_BACK = 24
"""Months looked back; a longer run is told as that many."""


class Month(IntEnum):
    """一个月的到会情况 of a member, from what counts least for them to what counts most."""

    ABSENT = 0
    EXCUSED = 1
    PRESENT = 2


def member_attendance(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """连续未参加组织生活的整月数 up to last month; three queries, whatever their number.

    A month counts in which the member was due, never came and had no leave. A month with leave or a made-up meeting, and one in which
    nothing was held for them, ends the run. Of members whose organisation enters no attendance nothing is told.
    """
    if window is not None:
        return {}
    this_month = Period.containing(as_of, PeriodKind.MONTH)
    first = this_month.shifted(-LOOKED_BACK)
    held = held_activities().filter(kind__in=LIFE, day__gte=first.start, day__lt=this_month.start).order_by()
    people = [one.pk for one in subjects]
    months = _months(people, held, as_of)
    with_list = Participation.objects.filter(activity__in=held.filter(org__in=[one.org_id for one in subjects]), is_due=True)
    keeping = set(with_list.order_by().values_list("activity__org", flat=True).distinct())
    return {one.pk: {"months_absent": _run(months[one.pk], this_month)} for one in subjects if one.org_id in keeping or months.get(one.pk)}


def _months(people: Sequence[int], held: Any, as_of: date) -> Mapping[int, Mapping[date, Month]]:
    made_up = set(
        MakeUp.objects.filter(person__in=people, day__lte=as_of, meeting__activity__in=held).values_list("person", "meeting__activity")
    )
    rows = Participation.objects.filter(Q(is_due=True) | Q(is_present=True), activity__in=held, person__in=people)
    found: dict[int, dict[date, Month]] = defaultdict(dict)
    for person, activity, day, present, reason in rows.values_list("person", "activity", "activity__day", "is_present", "reason"):
        if present or (person, activity) in made_up:
            state = Month.PRESENT
        else:
            state = Month.ABSENT if any(word in reason for word in WITHOUT_LEAVE) else Month.EXCUSED
        if person is not None:
            month = day.replace(day=1)
            found[person][month] = max(found[person].get(month, Month.ABSENT), state)
    return found


def _run(months: Mapping[date, Month], this_month: Period) -> int:
    count = 0
    while months.get(this_month.shifted(-count - 1).start) is Month.ABSENT:
        count += 1
    return count


ATTENDANCE_FACTS = FactSource(
    subject="member",
    facts=(Fact(name="months_absent", title="连续未参加组织生活的整月数", type=ValueType.NUMBER, unit="个月"),),
    record_kinds=("activity", "meeting", "theme_day"),
    collect=member_attendance,
)
