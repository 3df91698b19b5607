"""计划与平台指标: funds from above, platforms recognised, projects shortlisted."""

from __future__ import annotations

from functools import partial

from django.db.models import Exists, OuterRef, Q, Subquery

from tongpin.domains.programs.enums import ABOVE_COUNTY, GrantNature, GrantStatus, Level, PlatformKind, PlatformStatus, Stage
from tongpin.domains.programs.models import Grant, ProjectStage
from tongpin.domains.programs.selectors import grants, platforms, projects
from tongpin.engines.ledgers.selectors import counted, summed
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource, ReportedMeasure
from tongpin.kernel.reference import Reference

DOUBLE_TEN = "双十工程"


def funds_from_above(scope: MeasureScope) -> Computed:
    """对上争取无偿资金: sum of free grants from above the county that arrived in the window."""
    ledger = grants().filter(org_id__in=scope.org_ids)
    rows = ledger.filter(
        nature=GrantNature.FREE,
        status=GrantStatus.ARRIVED,
        level__in=ABOVE_COUNTY,
        arrived_on__gte=scope.window.start,
        arrived_on__lt=scope.stop,
    )
    return summed(rows.order_by("arrived_on", "pk"), "amount", ledger=ledger, day="arrived_on", scope=scope)


def city_platforms(kind: PlatformKind, scope: MeasureScope) -> Computed:
    """市级平台认定数: platforms of ``kind`` recognised at city level in the window and not revoked by then."""
    ledger = platforms().filter(org_id__in=scope.org_ids)
    standing = Q(status=PlatformStatus.RECOGNISED) | Q(status=PlatformStatus.REVOKED, revoked_on__gt=scope.as_of)
    rows = ledger.filter(
        standing, kind=kind, level=Level.CITY, recognised_on__gte=scope.window.start, recognised_on__lt=scope.stop
    ).order_by("recognised_on", "pk")
    return counted(rows, ledger=ledger, day="recognised_on", scope=scope)


def double_ten_shortlisted(scope: MeasureScope) -> Computed:
    """双十工程入围项目数: projects of the programme that were shortlisted in the window, whatever came after."""
    ledger = projects().filter(org_id__in=scope.org_ids)
    shortlisted = ProjectStage.objects.filter(
        project=OuterRef("pk"), stage=Stage.SHORTLISTED, reached_on__gte=scope.window.start, reached_on__lt=scope.stop
    )
    rows = (
        ledger.filter(Exists(shortlisted), programme__contains=DOUBLE_TEN)
        .annotate(shortlisted_on=Subquery(shortlisted.order_by("reached_on").values("reached_on")[:1]))
        .order_by("shortlisted_on", "pk")
    )
    return counted(rows, ledger=ledger, day="stages__reached_on", scope=scope)


def _grant(row: Grant) -> Reference:
    return row.reference()


MEASURES = [
    MeasureSource(
        code="funds.from_above",
        title="对上争取无偿资金",
        unit="元",
        kind=MeasureKind.FLOW,
        record_kinds=("grant",),
        formula=("期间内（按到账日期）到账的国家、省、市级无偿资金之和；有偿资金和贷款不计，未到账的、已撤回的不计，县级资金不计。"),
        compute=funds_from_above,
        reference=_grant,
        contribution=lambda row: row.amount,
        row_date=lambda row: row.arrived_on,
        shown_unit="万元",
        places=2,
        growth_places=0,
        qualifier="余",
        aliases=(
            "对上争取上级无偿扶持资金",
            "上级无偿资金",
            "争取上级无偿资金",
            "对上争取资金",
            "争取上级资金",
            "争取上级无偿扶持资金",
            "上级无偿扶持资金",
        ),
        order=10,
    ),
    MeasureSource(
        code="platforms.city_innovation_centres",
        title="新建市级技术创新中心",
        unit="家",
        kind=MeasureKind.FLOW,
        record_kinds=("platform",),
        formula="期间内（按认定日期）认定的市级技术创新中心数；申报中的、省级及其他级别的、截至日已撤销的不计。",
        compute=partial(city_platforms, PlatformKind.INNOVATION_CENTRE),
        reference=lambda row: row.reference(),
        row_date=lambda row: row.recognised_on,
        aliases=("市级技术创新中心", "市级技术创新中心数", "市技术创新中心"),
        order=50,
    ),
    MeasureSource(
        code="platforms.city_key_labs",
        title="新建市级重点实验室",
        unit="家",
        kind=MeasureKind.FLOW,
        record_kinds=("platform",),
        formula="期间内（按认定日期）认定的市级重点实验室数；申报中的、省级及其他级别的、截至日已撤销的不计。",
        compute=partial(city_platforms, PlatformKind.KEY_LAB),
        reference=lambda row: row.reference(),
        row_date=lambda row: row.recognised_on,
        aliases=("市级重点实验室", "市级实验室", "市重点实验室"),
        order=60,
    ),
    MeasureSource(
        code="projects.double_ten_shortlisted",
        title="双十工程入围项目数",
        unit="个",
        kind=MeasureKind.FLOW,
        record_kinds=("programme_project",),
        formula="期间内（按阶段日期）入围“双十工程”的项目数；草稿、未通过和其他计划的项目不计，入围后进入下一阶段的仍计。",
        compute=double_ten_shortlisted,
        reference=lambda row: row.reference(),
        row_date=lambda row: row.shortlisted_on,
        aliases=("双十工程入围", "市科技创新双十工程入围项目", "双十工程入围项目"),
        order=70,
    ),
]

REPORTED = [
    ReportedMeasure(
        code=code,
        title=f"{level}人才计划入选",
        unit="人",
        kind=MeasureKind.FLOW,
        formula=f"期间内入选{level}人才计划的人数，由业务科室按公布名单填报；申报中的、未入选的不计。",
        aliases=(f"{level}人才计划", f"{level}人才计划入选人数"),
        order=order,
    )
    for code, level, order in (("talent.national", "国家级", 170), ("talent.provincial", "省级", 171), ("talent.city", "市级", 172))
]
