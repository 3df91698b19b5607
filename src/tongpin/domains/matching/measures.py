"""供需对接指标: events held, institutes and experts who took part, agreements signed."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tongpin.domains.matching.enums import AgreementStatus, EventStatus
from tongpin.domains.matching.models import Participation
from tongpin.domains.matching.selectors import agreements, events, participations
from tongpin.engines.ledgers.selectors import counted
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource, ReportedMeasure
from tongpin.kernel.reference import Reference


def events_held(scope: MeasureScope) -> Computed:
    """对接活动场次: events held in the window."""
    ledger = events().filter(org_id__in=scope.org_ids)
    rows = ledger.filter(status=EventStatus.HELD, held_on__gte=scope.window.start, held_on__lt=scope.stop).order_by("held_on", "pk")
    return counted(rows, ledger=ledger, day="held_on", scope=scope)


def _took_part(scope: MeasureScope) -> tuple[QuerySet[Participation], QuerySet[Participation]]:
    """All participations of the scope, and those in events held in the window."""
    ledger = participations().filter(org_id__in=scope.org_ids)
    rows = ledger.filter(event__status=EventStatus.HELD, event__held_on__gte=scope.window.start, event__held_on__lt=scope.stop)
    return ledger, rows


def institutes(scope: MeasureScope) -> Computed:
    """对接活动院所数: distinct institutes of the experts who took part."""
    ledger, rows = _took_part(scope)
    rows = rows.order_by("expert__institute__name", "event__held_on", "pk")
    return counted(rows, "expert__institute__name", ledger=ledger, day="event__held_on", scope=scope)


def experts(scope: MeasureScope) -> Computed:
    """对接活动专家人数: distinct persons who took part, by name and institute."""
    ledger, rows = _took_part(scope)
    rows = rows.order_by("expert__name", "expert__institute__name", "event__held_on", "pk")
    return counted(rows, "expert__name", "expert__institute__name", ledger=ledger, day="event__held_on", scope=scope)


def agreements_signed(scope: MeasureScope) -> Computed:
    """签订合作协议数: agreements signed in the window and not ended by then."""
    ledger = agreements().filter(org_id__in=scope.org_ids)
    standing = Q(status=AgreementStatus.SIGNED) | Q(status=AgreementStatus.CANCELLED, cancelled_on__gt=scope.as_of)
    rows = ledger.filter(standing, signed_on__gte=scope.window.start, signed_on__lt=scope.stop).order_by("signed_on", "pk")
    return counted(rows, ledger=ledger, day="signed_on", scope=scope)


def _institute(row: Participation) -> Reference:
    return Reference(row.record_kind, row.pk, row.expert.institute.name, f"{row.event.code}/{row.expert.name}")


def _expert(row: Participation) -> Reference:
    return Reference(row.record_kind, row.pk, f"{row.expert.name}（{row.expert.institute.name}）", row.event.code)


HELD_RULE = "只计已举办的活动，计划的、已取消的不计。"

MEASURES = [
    MeasureSource(
        code="matching_events.held",
        title="对接活动场次",
        unit="场",
        kind=MeasureKind.FLOW,
        record_kinds=("matching_event",),
        formula=f"期间内（按活动日期）举办的对接活动场次；{HELD_RULE}",
        compute=events_held,
        reference=lambda row: row.reference(),
        row_date=lambda row: row.held_on,
        aliases=("双百活动场次", "“双百”活动场次", "对接活动"),
        order=120,
    ),
    MeasureSource(
        code="matching_events.institutes",
        title="对接活动院所数",
        unit="家",
        kind=MeasureKind.DISTINCT,
        record_kinds=("event_expert", "matching_event", "institute", "expert"),
        formula=f"期间内参加对接活动的专家所在院所数，同一院所参加多场只计一家；{HELD_RULE}",
        compute=institutes,
        reference=_institute,
        row_date=lambda row: row.event.held_on,
        aliases=("对接院所数", "双百活动院所数"),
        order=130,
    ),
    MeasureSource(
        code="matching_events.experts",
        title="对接活动专家人数",
        unit="人",
        kind=MeasureKind.DISTINCT,
        record_kinds=("event_expert", "matching_event", "institute", "expert"),
        formula=f"期间内参加对接活动的专家人数，按姓名和院所识别，同一专家参加多场只计一人；{HELD_RULE}",
        compute=experts,
        reference=_expert,
        row_date=lambda row: row.event.held_on,
        qualifier="余",
        aliases=("对接专家人数", "双百活动专家人数", "参加活动专家"),
        order=140,
    ),
    MeasureSource(
        code="agreements.signed",
        title="签订合作协议数",
        unit="项",
        kind=MeasureKind.FLOW,
        record_kinds=("agreement",),
        formula="期间内（按签订日期）签订的合作协议数；意向协议不计，截至日已终止的不计，已终止但无终止日期的不计。",
        compute=agreements_signed,
        reference=lambda row: row.reference(),
        row_date=lambda row: row.signed_on,
        aliases=("签约数", "合作协议", "签订合作协议"),
        order=150,
    ),
]

REPORTED = [
    ReportedMeasure(
        code="training.sessions",
        title="“点餐制”科技下乡培训",
        unit="场",
        kind=MeasureKind.FLOW,
        formula="期间内按需求举办的科技下乡培训场次，由业务科室按培训记录填报；已点单未举办的不计。",
        aliases=("科技下乡培训", "点餐制培训场次"),
        order=155,
    ),
]
