"""年度计划办理: a branch plans its year in one go; confirmed, every gathering stands in the calendar as a planned activity."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.enums import THEME_DAY, PlanState
from tongpin.domains.orglife.models import PlannedGathering, YearPlan
from tongpin.domains.orglife.planning import BY_LEVEL, slots
from tongpin.domains.orglife.selectors.plans import planned_theme, windows_in_force, workday_near
from tongpin.domains.orglife.services.meetings import plan_meeting
from tongpin.domains.orglife.services.theme_days import plan_theme_day
from tongpin.engines.ledgers.services import amend, enter, remove, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import insert, save_versioned
from tongpin.kernel.errors import Refused


class PlannedFields(TypedDict):
    """计划项栏目."""

    kind: str
    day: date
    title: str
    theme: str


@transaction.atomic
def draft_year(*, org: Organisation, by: User, year: int, months: Iterable[int], day: int, basis: str = "") -> YearPlan:
    """编制年度计划: drafts all gatherings of the chosen months by the frequencies of the rules, each on a working day."""
    frequencies = BY_LEVEL.get(org.level)
    if frequencies is None:
        raise Refused("年度计划由党支部、党总支、机关党委、党小组或党组编制，请先切换到相应的党组织。")
    drafted = slots(year, months, frequencies, day=day, windows=windows_in_force())
    if not drafted:
        raise Refused("请至少选择一个月份。", field="months")

    def with_gatherings(plan: YearPlan) -> None:
        for slot in drafted:
            near = workday_near(slot.day)
            theme = planned_theme(plan.org, near) if slot.kind == THEME_DAY else ""
            insert(PlannedGathering(org=org, plan=plan, kind=slot.kind, day=near, title=slot.title, theme=theme, rule_code=slot.code))

    return enter(
        YearPlan(org=org, year=year, basis=basis),
        verb="year_plan.drafted",
        by=by,
        fields=("year", "basis"),
        with_parts=with_gatherings,
    )


@transaction.atomic
def add_gathering(plan: YearPlan, *, by: User, today: date, **fields: Unpack[PlannedFields]) -> PlannedGathering:
    """增加计划项; where the plan is confirmed already, it goes into the calendar at once."""
    _in_year(plan, fields["day"])
    record = enter(PlannedGathering(org=plan.org, plan=plan, **fields), verb="planned_gathering.entered", by=by, fields=fields)
    if plan.state == PlanState.CONFIRMED:
        _put_in_calendar(record, by=by, today=today)
    return record


@transaction.atomic
def change_gathering(gathering: PlannedGathering, *, by: User, expected: int, **fields: Unpack[PlannedFields]) -> PlannedGathering:
    """调整计划项 that is not in the calendar yet; later the activity itself is moved."""
    _in_year(gathering.plan, fields["day"])
    _not_in_calendar(gathering)
    return amend(gathering, verb="planned_gathering.changed", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def drop_gathering(gathering: PlannedGathering, *, by: User, expected: int, reason: str) -> PlannedGathering:
    """移出计划项 that is not in the calendar yet."""
    _not_in_calendar(gathering)
    fields = ("kind", "day", "title", "theme")
    return remove(gathering, verb="planned_gathering.removed", by=by, expected=expected, reason=reason, fields=fields)


@transaction.atomic
def confirm_plan(plan: YearPlan, *, by: User, today: date, expected: int) -> YearPlan:
    """确认年度计划: every gathering becomes a planned activity."""
    if plan.state == PlanState.CONFIRMED:
        raise Refused("该计划已经确认，不必重复办理。")
    gatherings = list(PlannedGathering.objects.filter(plan=plan).select_related("org", "plan"))
    if not gatherings:
        raise Refused("计划里还没有安排，请先增加计划项。")
    plan.state, plan.confirmed_on = PlanState.CONFIRMED, today
    save_versioned(plan, expected=expected, fields=("state", "confirmed_on"))
    for gathering in gatherings:
        _put_in_calendar(gathering, by=by, today=today)
    tell(plan.org_id, "year_plan")
    after = {"state": str(PlanState.CONFIRMED), "confirmed_on": today.isoformat()}
    detail = {"count": len(gatherings)}
    audit.record("year_plan.confirmed", by=by, subject=plan.reference(), org_id=plan.org_id, after=after, detail=detail)
    return plan


def _put_in_calendar(gathering: PlannedGathering, *, by: User, today: date) -> None:
    planner = plan_theme_day if gathering.kind == THEME_DAY else plan_meeting
    made = planner(
        org=gathering.org, kind=gathering.kind, title=gathering.title, day=gathering.day, theme=gathering.theme, by=by, today=today
    )
    gathering.activity = made.activity
    save_versioned(gathering, expected=gathering.version, fields=("activity",))


def _in_year(plan: YearPlan, day: date) -> None:
    if day.year != plan.year:
        raise Refused(f"计划日期应在 {plan.year} 年内。", field="day")


def _not_in_calendar(gathering: PlannedGathering) -> None:
    if gathering.activity_id is not None:
        raise Refused("该计划项已进入工作记录，请打开对应的会议或主题党日办理。")
