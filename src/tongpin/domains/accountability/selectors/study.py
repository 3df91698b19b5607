"""专题研究资料查询: what the Party group needs for its half-yearly study, worked out from the ledgers on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from tongpin.domains.accountability.enums import OrderKind, OrderState, RiskLevel
from tongpin.domains.accountability.models import OrderStep, WorkOrder
from tongpin.domains.accountability.selectors.duty_lists import duty_lines, fulfilment, risks, uncontrolled
from tongpin.domains.accountability.selectors.letters import signing_roll
from tongpin.domains.accountability.selectors.orders import Desk, orders, repeating
from tongpin.domains.orglife.selectors.agenda import meeting_items
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.reference import Reference

TOPIC = "governance"


@dataclass(frozen=True, slots=True)
class PackLine:
    """资料一行: a figure in words, its light where it needs one, and the address names of the rows behind it."""

    label: str
    value: str
    light: tuple[str, str, str] | None = None
    page: str = ""
    query: str = ""
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class StudyPack:
    """专题研究资料: the half, the day of the data, the studies on record and the figures."""

    period: Period
    as_of: date
    studies: Sequence[tuple[Reference, date]]
    lines: Sequence[PackLine] = field(default_factory=tuple)

    @property
    def light(self) -> tuple[str, str, str]:
        """Whether the half has its study."""
        if self.studies:
            return "green", "已研究", f"本半年已专题研究{len(self.studies)}次。"
        if self.as_of > self.period.last_day:
            return "red", "未研究", "本半年没有专题研究的会议记录。"
        return "blue", "待研究", f"应于{self.period.last_day:%Y-%m-%d}前专题研究。"


def study_pack(org: Organisation, as_of: date) -> StudyPack:
    """专题研究资料 of an office for the half that holds the day; all of it as the ledgers stand."""
    period = Period.containing(as_of, PeriodKind.HALF)
    return StudyPack(
        period, as_of, _studies(org, period, as_of), (*_letters(org, as_of), *_orders(org, period, as_of), *_lists(org, as_of))
    )


def _studies(org: Organisation, period: Period, as_of: date) -> list[tuple[Reference, date]]:
    rows = meeting_items().filter(
        org__path__startswith=org.path,
        org__level="party_group",
        topic__startswith=TOPIC,
        meeting__activity__state="held",
        meeting__activity__day__gte=period.start,
        meeting__activity__day__lte=min(as_of, period.last_day),
    )
    return [(item.reference(), item.meeting.activity.day) for item in rows.order_by("meeting__activity__day", "pk")]


def _letters(org: Organisation, as_of: date) -> list[PackLine]:
    rows = signing_roll(org, as_of.year, as_of)
    lacking = [row.name or row.unit for row in rows if row.light[0] != "green"]
    light = ("yellow", "有未签", "") if lacking else None
    words = f"应签{len(rows)}份，未签{len(lacking)}份" if rows else "没有责任状和条款模板"
    return [PackLine("责任状签订", words, light, "accountability:signing", "", lacking)]


def _orders(org: Organisation, period: Period, as_of: date) -> list[PackLine]:
    desk = Desk(work_calendar(), as_of)
    issued = orders().filter(org=org, issued_on__gte=period.start, issued_on__lte=min(as_of, period.last_day))
    rows = list(issued.exclude(state=OrderState.WITHDRAWN))
    found = []
    for kind in (OrderKind.QUARTER, OrderKind.SUPERVISION):
        some = [row for row in rows if row.kind == kind]
        ended = sum(row.is_ended for row in some)
        late = [f"{row.lead.shown_name}：{row.title}" for row in some if desk.light(row)[1] in ("逾期", "逾期报送")]
        words = f"签发{len(some)}件，办结{ended}件，逾期{len(late)}件，退回{_returned(some)}次"
        light = ("red", "有逾期", "") if late else None
        found.append(PackLine(OrderKind(kind).label, words, light, "accountability:orders", f"kind={kind.value}", late))
    again = repeating(row for row in rows if row.kind == OrderKind.SUPERVISION)
    names = [f"{row.lead.shown_name}：{row.subject or row.title}" for row in rows if row.pk in again]
    light = ("yellow", "有重复", "") if names else None
    found.append(PackLine("重复问题", f"{len(names)}件", light, "accountability:orders", "kind=supervision", names))
    return found


def _returned(rows: Sequence[WorkOrder]) -> int:
    steps: QuerySet[OrderStep] = OrderStep.objects.filter(order__in=[row.pk for row in rows], move__in=("send_back", "recheck_fails"))
    return steps.count()


def _lists(org: Organisation, as_of: date) -> list[PackLine]:
    lines = duty_lines().filter(org__path__startswith=org.path, duty_list__year=as_of.year)
    rows = fulfilment(lines, as_of)
    bare = [f"{row.line.org.shown_name}：{row.line.duty}" for row in rows if row.light[0] == "red"]
    points = risks().filter(org__path__startswith=org.path, ended_on__isnull=True)
    loose = [f"{row.department.shown_name}{row.post}：{row.matter}" for row in uncontrolled(points)]
    high = points.filter(level=RiskLevel.HIGH).count()
    return [
        PackLine(
            "责任清单",
            f"责任事项{len(rows)}项，到期没有佐证{len(bare)}项",
            ("red", "有缺项", "") if bare else None,
            "accountability:duty_lists",
            "",
            bare,
        ),
        PackLine(
            "廉政风险点",
            f"在管{points.count()}个，其中高风险{high}个，高风险没有防控措施{len(loose)}个",
            ("red", "有缺项", "") if loose else None,
            "accountability:risks",
            "",
            loose,
        ),
    ]
