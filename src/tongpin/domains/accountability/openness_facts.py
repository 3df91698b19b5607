"""廉政和公开的事实: disclosures with their steps, the yearly catalogue of a branch, the letter before each holiday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from tongpin.domains.accountability.enums import DisclosureState, ReminderState
from tongpin.domains.accountability.models import Disclosure, IntegrityReminder
from tongpin.domains.accountability.selectors.disclosures import disclosures, yearly_duties
from tongpin.domains.accountability.selectors.reminders import coming_holidays
from tongpin.foundation.orgs.selectors import organisations
from tongpin.kernel.obligations import DutySubject, Fact, FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType

DATE, NUMBER, TEXT, TEXTS, YES_NO = ValueType.DATE, ValueType.NUMBER, ValueType.TEXT, ValueType.TEXTS, ValueType.YES_NO
BUREAUS = ("province", "city", "county")
LOOK_AHEAD = timedelta(days=30)


def disclosure_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """公开事项, of the year: proposed, done or published in it."""
    since = date(as_of.year, 1, 1)
    rows = disclosures().filter(org__in=org_ids).exclude(state=DisclosureState.DROPPED)
    found = []
    for row in rows:
        day = row.published_on or row.proposed_on or row.occurred_on
        if day is not None and since <= day <= as_of:
            url = reverse("accountability:disclosure", args=[row.pk])
            found.append(Subject(kind="disclosure", pk=row.pk, org_id=row.org_id, title=row.title, url=url))
    return found


def disclosure_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """公开事项的事实 as of a day; a step that had not been taken then is left out."""
    rows = Disclosure.objects.filter(pk__in=[one.pk for one in subjects]).select_related("item")
    return {row.pk: _facts(row, as_of) for row in rows}


def _facts(row: Disclosure, as_of: date) -> dict[str, Any]:
    days = {
        "proposed_on": row.proposed_on,
        "secrecy_reviewed_on": row.checked_on,
        "approved_on": row.approved_on,
        "carried_out_on": row.published_on,
        "reported_up_on": row.reported_up_on,
        "occurred_on": row.occurred_on,
    }
    known = {name: day for name, day in days.items() if day is not None and day <= as_of}
    return {**known, "beyond_power": row.beyond_power, "disclosure_kind": row.item.get_way_display()}


def branch_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """党支部的事实: what of its catalogue was not disclosed in the year."""
    if window is None or window.kind is not PeriodKind.YEAR:
        return {}
    found = yearly_duties([one.org_id for one in subjects], window, as_of)
    return {
        one.pk: {"disclosure_items_due": found[one.org_id][0], "undisclosed_items": found[one.org_id][1]}
        for one in subjects
        if one.org_id in found
    }


def holiday_key(org_id: int, starts_on: date) -> int:
    """节日对象编号: of a bureau and the first day off; no row stands for a holiday that nobody was reminded of."""
    return org_id * 100_000_000 + int(f"{starts_on:%Y%m%d}")


def holiday_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """节前提醒 of each bureau: the holidays of the year up to a month ahead, those that run together as one."""
    found = []
    for org in organisations().filter(pk__in=org_ids, level__in=BUREAUS):
        for holiday, title, _, _ in coming_holidays(org, date(as_of.year, 1, 1), as_of + LOOK_AHEAD):
            pk = holiday_key(org.pk, holiday.starts_on)
            found.append(Subject(kind="holiday", pk=pk, org_id=org.pk, title=title, url=reverse("accountability:reminders")))
    return found


def holiday_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """节前提醒的事实: the holiday, its first day off, and when the letter went out."""
    sent = IntegrityReminder.objects.filter(org__in={one.org_id for one in subjects}, state=ReminderState.SENT, sent_on__lte=as_of)
    days = {holiday_key(row.org_id, row.starts_on): row.sent_on for row in sent}
    found: dict[int, Mapping[str, Any]] = {}
    for one in subjects:
        starts_on = date.fromisoformat(f"{one.pk % 100_000_000:08d}")
        facts: dict[str, Any] = {"holiday_name": one.title, "holiday_starts_on": starts_on}
        if one.pk in days:
            facts["holiday_reminder_on"] = days[one.pk]
        found[one.pk] = facts
    return found


OPENNESS_FACTS = [
    DutySubject(key="disclosure", title="公开事项", find=disclosure_subjects),
    DutySubject(key="holiday", title="节前提醒", find=holiday_subjects),
    FactSource(
        subject="disclosure",
        facts=(
            Fact(name="proposed_on", title="提出日期", type=DATE),
            Fact(name="secrecy_reviewed_on", title="审核（含保密审查）日期", type=DATE),
            Fact(name="approved_on", title="审批日期", type=DATE),
            Fact(name="carried_out_on", title="实施日期", type=DATE),
            Fact(name="beyond_power", title="超出本级权限", type=YES_NO),
            Fact(name="reported_up_on", title="报上级审批日期", type=DATE),
            Fact(name="disclosure_kind", title="公开方式", type=TEXT),
            Fact(name="occurred_on", title="事项办结日期", type=DATE),
        ),
        record_kinds=("disclosure",),
        collect=disclosure_facts,
    ),
    FactSource(
        subject="branch",
        facts=(
            Fact(name="disclosure_items_due", title="目录中本年应公开事项", type=NUMBER, unit="项"),
            Fact(name="undisclosed_items", title="没有公开的事项", type=TEXTS),
        ),
        record_kinds=("open_item", "disclosure"),
        collect=branch_facts,
    ),
    FactSource(
        subject="holiday",
        facts=(
            Fact(name="holiday_name", title="节日", type=TEXT),
            Fact(name="holiday_starts_on", title="放假首日", type=DATE),
            Fact(name="holiday_reminder_on", title="节前提醒日期", type=DATE),
        ),
        record_kinds=("integrity_reminder",),
        collect=holiday_facts,
    ),
]
