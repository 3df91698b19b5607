"""责任落实的事实: letters with branches, quarterly orders, duty lists, for the rules of 应尽事项."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.domains.accountability.enums import ListKind, OrderState
from tongpin.domains.accountability.models import DutyList
from tongpin.domains.accountability.selectors.duty_lists import duty_lines
from tongpin.domains.accountability.selectors.letters import unsigned_branches
from tongpin.domains.accountability.selectors.orders import quarterly
from tongpin.domains.accountability.selectors.rules import rules_on
from tongpin.foundation.orgs.selectors import organisations
from tongpin.kernel.obligations import Fact, FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType

NUMBER, DATE, TEXTS = ValueType.NUMBER, ValueType.DATE, ValueType.TEXTS


def unit_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """单位的事实: unsigned branches of the year, orders of the quarter as they stood, duties without an owner."""
    units = {org.pk: org for org in organisations().filter(pk__in=[one.org_id for one in subjects])}
    found: dict[int, dict[str, Any]] = {one.pk: {} for one in subjects}
    for one in subjects:
        org, facts = units[one.org_id], found[one.pk]
        if window is not None and window.kind is PeriodKind.YEAR:
            signed = unsigned_branches(org, window.start.year, min(as_of, window.last_day))
            if signed is not None:
                facts["pledges_due"], facts["unsigned_branches"] = signed
        if window is not None and window.kind is PeriodKind.QUARTER:
            facts.update(_orders(org, window, as_of))
    lines = duty_lines().filter(owner__isnull=True, duty_list__person__isnull=True)
    year = window.start.year if window is not None else as_of.year
    for one in subjects:
        rows = lines.filter(duty_list__year=year, org__path__startswith=units[one.org_id].path)
        if DutyList.objects.filter(year=year, org__path__startswith=units[one.org_id].path).exists():
            found[one.pk]["duties_without_owner"] = [line.duty for line in rows]
    return found


def _orders(org: Any, window: Period, as_of: date) -> dict[str, Any]:
    rows = [o for o in quarterly([org.pk], window) if o.issued_on is not None and o.issued_on <= as_of]
    if not rows and not quarterly([org.pk], window.shifted(-1)).exists():
        return {}
    last = rules_on(org, as_of).issue_days
    ended = [
        o for o in rows if o.state in (OrderState.ACCEPTED, OrderState.CLOSED) and o.accepted_on is not None and o.accepted_on <= as_of
    ]
    return {
        "quarter_orders": len(rows),
        "orders_late_issued": sum((o.issued_on - window.start).days >= last for o in rows if o.issued_on is not None),
        "orders_open": len(rows) - len(ended),
        "orders_unchecked": sum(o.accepted_by_id is None for o in ended),
    }


def group_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """党组的事实: lists of the main responsibility issued in the year."""
    if window is None:
        return {}
    rows = DutyList.objects.filter(
        org__in=[one.org_id for one in subjects], year=window.start.year, kind=ListKind.MAIN, issued_on__isnull=False, issued_on__lte=as_of
    )
    days: dict[int, list[date]] = {}
    for row in rows.order_by("issued_on", "pk"):
        if row.issued_on is not None:
            days.setdefault(row.org_id, []).append(row.issued_on)
    return {
        one.pk: {"duty_lists": len(days.get(one.org_id, [])), **({"duty_list_on": days[one.org_id][0]} if one.org_id in days else {})}
        for one in subjects
    }


FACTS = [
    FactSource(
        subject="unit",
        facts=(
            Fact(name="pledges_due", title="本年应签责任书", type=NUMBER, unit="份"),
            Fact(name="unsigned_branches", title="没有双方签字的党组织", type=TEXTS),
            Fact(name="quarter_orders", title="本季度工单", type=NUMBER, unit="件"),
            Fact(name="orders_late_issued", title="迟于规定日期下达的工单", type=NUMBER, unit="件"),
            Fact(name="orders_open", title="没有办结结果的工单", type=NUMBER, unit="件"),
            Fact(name="orders_unchecked", title="办结而没有核验人的工单", type=NUMBER, unit="件"),
            Fact(name="duties_without_owner", title="没有责任人的责任条目", type=TEXTS),
        ),
        record_kinds=("letter", "work_order", "duty_list", "duty_line"),
        collect=unit_facts,
    ),
    FactSource(
        subject="party_group",
        facts=(
            Fact(name="duty_lists", title="本年任务安排份数", type=NUMBER, unit="份"),
            Fact(name="duty_list_on", title="任务安排印发日期", type=DATE),
        ),
        record_kinds=("duty_list",),
        collect=group_facts,
    ),
]
