"""领导干部的事实: lectures given, and how they took part in the life of their own branch as ordinary members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from tongpin.domains.orglife.enums import THEME_DAY, MeetingKind
from tongpin.domains.orglife.selectors.happenings import held_activities
from tongpin.engines.activities.enums import Capacity
from tongpin.engines.activities.models import Participation
from tongpin.kernel.obligations import Fact, FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType

OWN_BRANCH = (MeetingKind.GENERAL, MeetingKind.SMALL_GROUP, MeetingKind.ORGANISATIONAL_LIFE, MeetingKind.LECTURE, THEME_DAY)
"""What a leading member attends as an ordinary member (双重组织生活)."""
WITHOUT_LEAVE = ("无故", "未请假", "无正当理由")


def leader_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """领导干部的事实, by person; two queries."""
    asked = window or Period.containing(as_of, PeriodKind.YEAR)
    people = [one.pk for one in subjects]
    rows = held_activities().filter(day__gte=asked.start, day__lt=asked.end, day__lte=as_of).order_by()
    took_part = Participation.objects.filter(person__in=people)
    lectures: dict[int, int] = defaultdict(int)
    given = took_part.filter(activity__in=rows.filter(kind=MeetingKind.LECTURE), capacity=Capacity.SPEAKER, is_present=True)
    for person in given.values_list("person_id", flat=True):
        if person is not None:
            lectures[person] += 1
    due: dict[int, list[tuple[bool, str]]] = defaultdict(list)
    own = took_part.filter(Q(is_due=True) | Q(is_present=True), activity__in=rows.filter(kind__in=OWN_BRANCH))
    for person, present, reason in own.values_list("person_id", "is_present", "reason"):
        if person is not None:
            due[person].append((present, reason))
    return {
        person: {
            "lectures_given": lectures[person],
            "own_branch_meetings_due": len(due[person]),
            "own_branch_meetings_attended": sum(1 for present, _ in due[person] if present),
            "own_branch_meetings_excused": sum(
                1 for present, reason in due[person] if not present and not any(word in reason for word in WITHOUT_LEAVE)
            ),
        }
        for person in people
    }


LEADER_FACTS = [
    FactSource(
        subject="leader",
        facts=(
            Fact(name="lectures_given", title="讲党课次数", type=ValueType.NUMBER, unit="次"),
            Fact(name="own_branch_meetings_due", title="所在支部应参加的组织生活次数", type=ValueType.NUMBER, unit="次"),
            Fact(name="own_branch_meetings_attended", title="所在支部参加的组织生活次数", type=ValueType.NUMBER, unit="次"),
            Fact(name="own_branch_meetings_excused", title="所在支部请假的组织生活次数", type=ValueType.NUMBER, unit="次"),
        ),
        record_kinds=("activity",),
        collect=leader_facts,
    )
]
