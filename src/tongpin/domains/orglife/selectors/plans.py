"""年度计划查询: plans, what stands in them, what is next."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.models import PlannedGathering, YearPlan
from tongpin.domains.orglife.planning import workday_near as near
from tongpin.domains.orglife.selectors.catalogues import festivals_for
from tongpin.engines.activities.enums import ActivityState
from tongpin.engines.rules.book import book
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.periods import Period, PeriodKind


def year_plans() -> QuerySet[YearPlan]:
    """年度计划清单, with how much is planned and how much of it took place."""
    return YearPlan.objects.select_related("org").annotate(
        planned=Count("gatherings", distinct=True),
    )


def plan_matches(text: str) -> Q:
    """Plans of organisations whose name contains ``text``."""
    return Q(org__name__icontains=text) | Q(org__short_name__icontains=text)


def gatherings() -> QuerySet[PlannedGathering]:
    """计划项 of all plans."""
    return PlannedGathering.objects.select_related("org", "plan", "plan__org", "activity")


def gatherings_of(plan: YearPlan) -> QuerySet[PlannedGathering]:
    """计划项 of one plan, by day, with the meeting or theme day they became."""
    return (
        PlannedGathering.objects.filter(plan=plan)
        .select_related("activity", "activity__meeting", "activity__theme_day")
        .order_by("day", "pk")
    )


def planned_theme(org: Organisation, day: date) -> str:
    """节点主题: of the first day of note in that month, "" where there is none."""
    return next((f"{one.title}：{one.theme}" for one in festivals_for(org, day.year) if one.day.month == day.month), "")


def workday_near(day: date) -> date:
    """The day itself or the nearest working day of the same month, by the office's calendar."""
    calendar = work_calendar()
    days = [date(day.year, day.month, number) for number in range(1, 32) if _is_day(day.year, day.month, number)]
    return near(day, {one: calendar.is_workday(one).value for one in days})


def _is_day(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def windows_in_force() -> dict[str, PeriodKind]:
    """各规则的频次 by code of the rule, as the rulebook has it; what it does not say keeps the usual frequency."""
    duties = [rule.duty for rule in book().rules.values() if rule.duty is not None]
    return {duty.code: kind for duty in duties if (kind := duty.window.period_kind) is not None}


def next_planned(org_id: int, kind: str, window: Period | None) -> int | None:
    """下一次的计划项 of a kind in an organisation, in the window where there is one, that was not held yet."""
    rows = PlannedGathering.objects.filter(org_id=org_id, kind=kind).exclude(activity__state=ActivityState.HELD)
    if window is not None:
        rows = rows.filter(day__gte=window.start, day__lt=window.end)
    return rows.order_by("day").values_list("pk", flat=True).first()


def next_due(plan: YearPlan, today: date) -> PlannedGathering | None:
    """下一次: the first gathering of the plan from today on."""
    return gatherings_of(plan).filter(day__gte=today).first()


USUAL = {
    MeetingKind.PARTY_GROUP: ("第一议题：传达学习上级最新精神", "研究有关事项"),
    MeetingKind.GENERAL: ("传达学习上级精神", "听取支部工作情况", "讨论决定有关事项"),
    MeetingKind.COMMITTEE: ("传达学习上级精神", "研究支部近期工作", "讨论提交党员大会的事项"),
    MeetingKind.SMALL_GROUP: ("学习", "交流思想和工作情况", "布置下一步工作"),
    MeetingKind.LECTURE: ("党课授课", "交流讨论"),
    MeetingKind.ORGANISATIONAL_LIFE: ("通报会前准备情况", "支部班子对照检查", "开展批评和自我批评", "民主评议党员", "形成整改清单"),
    MeetingKind.DEMOCRATIC_LIFE: (
        "通报上次整改和征求意见情况",
        "班子对照检查",
        "个人对照检查和相互批评",
        "主要负责同志表态",
    ),
    MeetingKind.CENTRE_GROUP: ("领学", "重点发言", "研讨交流"),
    MeetingKind.GROUP_STUDY: ("学习", "交流讨论"),
}


def usual_agenda(gathering: PlannedGathering) -> list[str]:
    """常用议程 of a kind of gathering, with the theme that the plan names first."""
    theme = [f"主题：{gathering.theme}"] if gathering.theme else []
    return (
        [*theme, *USUAL.get(MeetingKind(gathering.kind), ())] if gathering.kind in MeetingKind.values else [*theme, "开展活动", "交流体会"]
    )
