"""党组织的事实: how often a branch, committee, group or Party group held what, and by when the superior wants it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median_low
from typing import Any

from django.db.models import Q

from tongpin.domains.orglife.calculations.topics import nature_of
from tongpin.domains.orglife.completeness import NOT_DECIDED
from tongpin.domains.orglife.enums import LIFE_STEPS, THEME_DAY, MeetingKind
from tongpin.domains.orglife.models import MeetingItem, Rectification
from tongpin.domains.orglife.selectors.agenda import meeting_items
from tongpin.domains.orglife.selectors.deadlines import due_dates
from tongpin.domains.orglife.selectors.decisions import without_meeting
from tongpin.domains.orglife.selectors.happenings import held_activities, times_held
from tongpin.domains.orglife.study_kinds import VOLUNTEERING
from tongpin.engines.activities.enums import Capacity
from tongpin.foundation.orgs.selectors import posts
from tongpin.kernel.obligations import Fact, FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType

RECORDS = ("activity", "meeting", "meeting_item", "theme_day", "year_notice")
NUMBER, DATE, TEXTS, TEXT = ValueType.NUMBER, ValueType.DATE, ValueType.TEXTS, ValueType.TEXT
Facts = Mapping[int, Mapping[str, Any]]


def _window(window: Period | None, as_of: date) -> Period:
    return window or Period.containing(as_of, PeriodKind.YEAR)


def _counts(subjects: Sequence[Subject], window: Period | None, as_of: date, names: Mapping[str, str]) -> dict[int, dict[str, Any]]:
    """次数 of each kind for each organisation: fact name → kind of activity; held in the window and not after ``as_of``."""
    held = times_held([one.org_id for one in subjects], _window(window, as_of), as_of, kinds=tuple(names.values()))
    return {one.pk: {name: held.get((one.org_id, kind), 0) for name, kind in names.items()} for one in subjects}


def branch_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Facts:
    """党支部的事实."""
    names = {
        "general_meetings_held": MeetingKind.GENERAL,
        "lectures_held": MeetingKind.LECTURE,
        "theme_days_held": THEME_DAY,
        "volunteer_events": VOLUNTEERING,
    }
    found = _counts(subjects, window, as_of, names)
    _theme_days(found, subjects, _window(window, as_of), as_of)
    _life_meetings(found, subjects, _window(window, as_of), as_of)
    _volunteering(found, subjects, _window(window, as_of), as_of)
    return found


def _volunteering(found: dict[int, dict[str, Any]], subjects: Sequence[Subject], window: Period, as_of: date) -> None:
    """Services of which nobody confirmed that they took place."""
    rows = held_activities(VOLUNTEERING).filter(
        org_id__in=[one.org_id for one in subjects], day__gte=window.start, day__lt=window.end, day__lte=as_of
    )
    unconfirmed: dict[int, int] = defaultdict(int)
    for org_id, outcomes in rows.order_by().values_list("org_id", "outcomes"):
        unconfirmed[org_id] += not outcomes.get("confirmed_by")
    for one in subjects:
        found[one.pk]["unconfirmed_volunteer_records"] = unconfirmed[one.org_id]


def _theme_days(found: dict[int, dict[str, Any]], subjects: Sequence[Subject], window: Period, as_of: date) -> None:
    """The first theme day of the month, and on which day the three months before had theirs."""
    month = Period.containing(min(window.last_day, as_of), PeriodKind.MONTH)
    rows = held_activities(THEME_DAY).filter(
        org_id__in=[one.org_id for one in subjects], day__gte=month.shifted(-3).start, day__lt=month.end, day__lte=as_of
    )
    first: dict[int, dict[Period, date]] = defaultdict(dict)
    for org_id, day in rows.order_by("day").values_list("org_id", "day"):
        first[org_id].setdefault(Period.containing(day, PeriodKind.MONTH), day)
    for one in subjects:
        days = first[one.org_id]
        found[one.pk]["theme_day_on"] = days.get(month)
        before = [days[earlier].day for count in (1, 2, 3) if (earlier := month.shifted(-count)) in days]
        found[one.pk]["usual_theme_day"] = median_low(before) if len(before) == 3 else None


def _life_meetings(found: dict[int, dict[str, Any]], subjects: Sequence[Subject], window: Period, as_of: date) -> None:
    year, org_ids = window.start.year, [one.org_id for one in subjects]
    held: dict[int, list[Any]] = defaultdict(list)
    for row in life_meetings(MeetingKind.ORGANISATIONAL_LIFE, org_ids, year, as_of):
        held[row.org_id].append(row)
    listed: dict[int, list[Rectification]] = defaultdict(list)
    latest = {rows[-1].pk for rows in held.values()}
    for item in Rectification.objects.filter(meeting__activity__in=latest):
        listed[item.org_id].append(item)
    due = due_dates(org_ids, year, MeetingKind.ORGANISATIONAL_LIFE)
    for one in subjects:
        rows, items = held[one.org_id], listed[one.org_id]
        facts: dict[str, Any] = {"life_meetings_held": len(rows), "life_meeting_on": rows[-1].day if rows else None}
        facts["life_meeting_due_on"] = due.get(one.org_id)
        if rows:
            steps = rows[-1].meeting.steps if hasattr(rows[-1], "meeting") else []
            facts["life_meeting_steps_missing"] = tuple(step for step in LIFE_STEPS if step not in steps)
            facts["rectification_items"] = len(items)
            facts["rectification_items_incomplete"] = sum(1 for item in items if not item.owner.strip())
            late = [item for item in items if item.due_on < as_of and (item.done_on is None or item.done_on > as_of)]
            facts["rectification_items_late"] = len(late)
        found[one.pk].update(facts)


def life_meetings(kind: str, org_ids: Sequence[int], year: int, as_of: date) -> list[Any]:
    """计入该年度的生活会, by day: those entered for the year, and those held in it that were entered for no other."""
    for_year = Q(meeting__for_year=year) | Q(meeting__for_year__isnull=True, day__year=year)
    return list(held_activities(kind).filter(for_year, org_id__in=org_ids, day__lte=as_of).select_related("meeting").order_by("day", "pk"))


def committee_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Facts:
    """支委会的事实; what was decided is asked of the state on the day, whatever the window."""
    found = _counts(subjects, window, as_of, {"committee_meetings_held": MeetingKind.COMMITTEE})
    org_ids = [one.org_id for one in subjects]
    unmet, unsaid = without_meeting(org_ids, as_of), _without_vote_record(org_ids, as_of)
    for one in subjects:
        found[one.pk] |= {"decisions_without_meeting": unmet.get(one.org_id, 0), "decisions_without_vote_record": unsaid.get(one.org_id, 0)}
    return found


def _without_vote_record(org_ids: Sequence[int], as_of: date) -> dict[int, int]:
    """没有个人意见也没有表决记录的决定 of the committee in the year up to a day; what is only studied or heard is not decided."""
    rows = meeting_items().filter(
        org_id__in=org_ids,
        meeting__activity__in=held_activities(MeetingKind.COMMITTEE).filter(day__year=as_of.year, day__lte=as_of).values("pk"),
        votes__isnull=True,
        opinions__isnull=True,
    )
    found: dict[int, int] = defaultdict(int)
    for item in rows.exclude(decision=""):
        if item.nature not in NOT_DECIDED:
            found[item.org_id] += 1
    return found


def small_group_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Facts:
    """党小组的事实."""
    found = _counts(subjects, window, as_of, {"group_meetings_held": MeetingKind.SMALL_GROUP})
    return {one.pk: {**found[one.pk], "group_name": one.title} for one in subjects}


def party_group_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Facts:
    """党组的事实."""
    names = {"collective_studies": MeetingKind.CENTRE_GROUP, "group_meetings": MeetingKind.PARTY_GROUP}
    found = _counts(subjects, window, as_of, names)
    asked, org_ids = _window(window, as_of), [one.org_id for one in subjects]
    studied = _topics_held(org_ids, asked, as_of)
    lectures = _lead_lectures(org_ids, asked, as_of)
    year = asked.start.year
    due = due_dates(org_ids, year, MeetingKind.DEMOCRATIC_LIFE)
    held: dict[int, int] = defaultdict(int)
    for row in life_meetings(MeetingKind.DEMOCRATIC_LIFE, org_ids, year, as_of):
        held[row.org_id] += 1
    for one in subjects:
        found[one.pk] |= {
            "strict_governance_studies": studied.get((one.org_id, "governance"), 0),
            "ideology_studies": studied.get((one.org_id, "ideology"), 0),
            "ecology_analyses": studied.get((one.org_id, "ecology"), 0),
            "secretary_lectures": lectures.get(one.org_id, 0),
            "democratic_life_meetings_held": held[one.org_id],
            "democratic_life_meeting_due_on": due.get(one.org_id),
        }
    return found


def _topics_held(org_ids: Sequence[int], window: Period, as_of: date) -> dict[tuple[int, str], int]:
    """Meetings at which a topic was studied, by organisation and topic; a meeting with two such items counts once."""
    rows = MeetingItem.objects.filter(
        org_id__in=org_ids,
        topic__regex=r"^(governance|ideology|ecology)([.]|$)",
        meeting__activity__in=held_activities().filter(day__gte=window.start, day__lt=window.end, day__lte=as_of).values("pk"),
    )
    meetings: dict[tuple[int, str], set[int]] = defaultdict(set)
    for org_id, topic, meeting in rows.order_by().values_list("org_id", "topic", "meeting_id").distinct():
        meetings[org_id, nature_of(topic)].add(meeting)
    return {key: len(held) for key, held in meetings.items()}


def _lead_lectures(org_ids: Sequence[int], window: Period, as_of: date) -> dict[int, int]:
    """Lectures that the person in the leading post of the organisation on that day gave, wherever they were held."""
    from_org: dict[int, set[int]] = defaultdict(set)
    for org_id, person, since, until in leading_posts(org_ids):
        rows = held_activities(MeetingKind.LECTURE).filter(
            participations__person_id=person,
            participations__capacity=Capacity.SPEAKER,
            participations__is_present=True,
            day__gte=max(window.start, since),
            day__lt=min(window.end, until) if until else window.end,
            day__lte=as_of,
        )
        from_org[org_id].update(rows.values_list("pk", flat=True))
    return {org_id: len(keys) for org_id, keys in from_org.items()}


def leading_posts(org_ids: Sequence[int]) -> list[tuple[int, int, date, date | None]]:
    """(organisation, person, since, until) of the leading posts."""
    return list(posts().filter(org_id__in=org_ids, is_lead=True).values_list("org_id", "person_id", "starts_on", "ends_on"))


ORGANISATION_FACTS = [
    FactSource(
        subject="branch",
        facts=(
            Fact(name="general_meetings_held", title="召开党员大会次数", type=NUMBER, unit="次"),
            Fact(name="lectures_held", title="党课次数", type=NUMBER, unit="次"),
            Fact(name="theme_days_held", title="主题党日次数", type=NUMBER, unit="次"),
            Fact(name="theme_day_on", title="本月主题党日日期", type=DATE),
            Fact(name="usual_theme_day", title="前3个月主题党日一般在每月几日", type=NUMBER, unit="日"),
            Fact(name="volunteer_events", title="志愿服务次数", type=NUMBER, unit="次"),
            Fact(name="unconfirmed_volunteer_records", title="没有确认人的志愿服务记录", type=NUMBER, unit="条"),
            Fact(name="life_meetings_held", title="计入该年度的组织生活会次数", type=NUMBER, unit="次"),
            Fact(name="life_meeting_on", title="该年度组织生活会召开日期", type=DATE),
            Fact(name="life_meeting_due_on", title="上级通知规定的组织生活会最迟日期", type=DATE),
            Fact(name="life_meeting_steps_missing", title="组织生活会没有登记的环节", type=TEXTS),
            Fact(name="rectification_items", title="整改清单项数", type=NUMBER, unit="项"),
            Fact(name="rectification_items_incomplete", title="缺责任人或时限的整改项数", type=NUMBER, unit="项"),
            Fact(name="rectification_items_late", title="逾期未销号的整改项数", type=NUMBER, unit="项"),
        ),
        record_kinds=RECORDS,
        collect=branch_facts,
    ),
    FactSource(
        subject="branch_committee",
        facts=(
            Fact(name="committee_meetings_held", title="支委会次数", type=NUMBER, unit="次"),
            Fact(name="decisions_without_meeting", title="没有会议记录的决定事项", type=NUMBER, unit="项"),
            Fact(name="decisions_without_vote_record", title="没有个人意见或者表决记录的事项", type=NUMBER, unit="项"),
        ),
        record_kinds=(*RECORDS, "off_meeting_decision"),
        collect=committee_facts,
    ),
    FactSource(
        subject="small_group",
        facts=(
            Fact(name="group_name", title="党小组名称", type=TEXT),
            Fact(name="group_meetings_held", title="党小组会次数", type=NUMBER, unit="次"),
        ),
        record_kinds=RECORDS,
        collect=small_group_facts,
    ),
    FactSource(
        subject="party_group",
        facts=(
            Fact(name="collective_studies", title="中心组集体学习研讨次数", type=NUMBER, unit="次"),
            Fact(name="group_meetings", title="党组会次数", type=NUMBER, unit="次"),
            Fact(name="secretary_lectures", title="党组书记讲党课次数", type=NUMBER, unit="次"),
            Fact(name="strict_governance_studies", title="专题研究全面从严治党次数", type=NUMBER, unit="次"),
            Fact(name="ideology_studies", title="专题研究意识形态工作次数", type=NUMBER, unit="次"),
            Fact(name="ecology_analyses", title="政治生态分析研判次数", type=NUMBER, unit="次"),
            Fact(name="democratic_life_meetings_held", title="计入该年度的民主生活会次数", type=NUMBER, unit="次"),
            Fact(name="democratic_life_meeting_due_on", title="上级通知规定的民主生活会最迟日期", type=DATE),
        ),
        record_kinds=RECORDS,
        collect=party_group_facts,
    ),
]
