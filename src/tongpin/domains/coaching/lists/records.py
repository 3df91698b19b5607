"""经营数据、知识产权、申报、辅导对象清单."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet

from tongpin.domains.coaching.enums import FigureState, Programme, Result, RightClass, RightKind, Stage
from tongpin.domains.coaching.lists.words import application_state, right_state
from tongpin.domains.coaching.selectors.firm_years import firm_year_matches
from tongpin.domains.coaching.selectors.rights import right_matches, valid_on
from tongpin.foundation.access.doors import OfficeRequest
from tongpin.foundation.ui.filters import OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec

EMPTY = "可先下载导入模板，填好后导入；也可以在企业页面逐条登记。"
NAME = Column("firm", "企业名称", "firm.name", sort=("firm__name",))
CODE = Column("credit_code", "统一社会信用代码", "firm.credit_code", kind="code", sort=("firm__credit_code",))
ORG = Column("org", "所属单位", "org.shown_name", hidden=True)


class FirmFilter(OfficeFilterSet):
    """企业筛选."""

    q = django_filters.CharFilter(label="企业名称、曾用名或代码", method="search")

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(firm_year_matches(word))
        return queryset


class FirmYearFilter(FirmFilter):
    """经营数据筛选."""

    year = django_filters.NumberFilter(label="会计年度")
    state = django_filters.ChoiceFilter(label="数据性质", choices=FigureState.choices)


class RightFilter(OfficeFilterSet):
    """知识产权筛选."""

    q = django_filters.CharFilter(label="名称、号码或企业", method="search")
    kind = django_filters.ChoiceFilter(label="种类", choices=RightKind.choices)
    right_class = django_filters.ChoiceFilter(label="类别", choices=RightClass.choices)
    state = django_filters.ChoiceFilter(
        label="状态", method="in_state", choices=[("valid", "有效"), ("pending", "申请中"), ("coached", "辅导申请的")]
    )
    granted_on = django_filters.DateFromToRangeFilter(label="授权（登记）日期")

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(right_matches(word))
        return queryset

    def in_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """As of the day the page looks at."""
        if value == "valid":
            return queryset.filter(valid_on(self.request.scope.as_of))
        return queryset.filter(granted_on__isnull=True) if value == "pending" else queryset.filter(coached_by__isnull=False)


class ApplicationFilter(FirmFilter):
    """申报筛选."""

    programme = django_filters.ChoiceFilter(label="申报类别", choices=Programme.choices)
    year = django_filters.NumberFilter(label="申报年度")
    stage = django_filters.ChoiceFilter(label="阶段", choices=Stage.choices)
    result = django_filters.ChoiceFilter(label="结果", choices=Result.choices)


class CoachedFilter(FirmFilter):
    """辅导对象筛选."""

    programme = django_filters.ChoiceFilter(label="辅导目标", choices=Programme.choices)
    due_on = django_filters.DateFromToRangeFilter(label="辅导时限")


def granted_number(row: Any) -> str:
    """证书编号或入库登记编号."""
    if row.certificate is not None:
        return str(row.certificate.certificate_number)
    return str(row.registration.registration_number) if row.registration is not None else ""


def _money(key: str, title: str, **kwargs: Any) -> Column:
    return Column(key, title, kind="money", unit="万元", sort=(key,), total=key, **kwargs)


FIRM_YEARS = ListSpec(
    "firm_years",
    "企业经营数据",
    (
        Column("firm", "企业名称", "firm.name", sort=("firm__name",), link="coaching:firm_year"),
        CODE,
        Column("year", "会计年度", lambda row: str(row.year), sort=("year",)),
        Column("state", "数据性质", "get_state_display", sort=("state",)),
        _money("sales", "销售收入"),
        _money("high_tech_income", "高新技术产品（服务）收入"),
        _money("rd_tax", "研发费用（加计扣除口径）"),
        Column("staff", "职工总数", kind="number", unit="人", sort=("staff",)),
        Column("technical_staff", "科技人员数", kind="number", unit="人", sort=("technical_staff",)),
        _money("total_income", "总收入", hidden=True),
        _money("costs", "成本费用支出总额", hidden=True),
        Column("total_assets", "资产总额", kind="money", unit="万元", sort=("total_assets",), hidden=True),
        Column("net_assets", "净资产", kind="money", unit="万元", sort=("net_assets",), hidden=True),
        ORG,
    ),
    FirmYearFilter,
    default_sort=("-year", "firm"),
    empty_title="还没有经营数据",
    empty_hint=EMPTY,
)


def rights_spec(day: date) -> ListSpec:
    """知识产权清单, with states as of ``day``."""
    return ListSpec(
        "rights",
        "企业知识产权",
        (
            Column("title", "名称", sort=("title",), link="coaching:right"),
            NAME,
            Column("kind", "种类", "get_kind_display", sort=("kind",)),
            Column("right_class", "类别", "get_right_class_display", sort=("right_class",)),
            Column("number", "专利号（登记号）", kind="code", sort=("number",)),
            Column("obtained", "获得方式", "get_obtained_display", sort=("obtained",)),
            Column("granted_on", "授权（登记）日期", kind="date", sort=("granted_on",)),
            Column("state", "状态", lambda row: right_state(row, day), kind="state"),
            Column("used", "已用于认定", lambda row: "是" if row.is_used_once else "", hidden=True),
            Column("coached_by", "辅导人", lambda row: str(row.coached_by) if row.coached_by else "", sort=("coached_by__name",)),
            ORG,
        ),
        RightFilter,
        default_sort="-granted_on",
        empty_title="还没有知识产权",
        empty_hint=EMPTY,
        noun="件",
    )


APPLICATIONS = ListSpec(
    "applications",
    "申报进度",
    (
        Column("firm", "企业名称", "firm.name", sort=("firm__name",), link="coaching:application"),
        Column("programme", "申报类别", "get_programme_display", sort=("programme",)),
        Column("year", "申报年度", lambda row: str(row.year), sort=("year",)),
        Column("batch", "批次", sort=("batch",)),
        Column("state", "状态", application_state, kind="state", sort=("stage", "result")),
        Column("stage_on", "进入本阶段日期", kind="date", sort=("stage_on",)),
        Column("submitted_on", "提交日期", kind="date", sort=("submitted_on",)),
        Column("certificate", "证书或编号", granted_number, kind="code"),
        Column("valid_to", "有效期至", "certificate.valid_to", kind="date", sort=("certificate__valid_to",)),
        Column("reason", "未通过或撤回原因", hidden=True),
        ORG,
    ),
    ApplicationFilter,
    default_sort=("-year", "-stage_on"),
    empty_title="还没有申报",
    empty_hint="在企业研判页面建立申报，逐步登记提交、评审、公示和结果。",
    noun="件",
)


COACHED_FIRMS = ListSpec(
    "coached_firms",
    "辅导名单",
    (
        Column("firm", "企业名称", "firm.name", sort=("firm__name",), link="coaching:coached_firm"),
        CODE,
        Column("programme", "辅导目标", "get_programme_display", sort=("programme",)),
        Column("coach", "辅导人", lambda row: str(row.coach) if row.coach else "", sort=("coach__name",)),
        Column("due_on", "辅导时限", kind="date", sort=("due_on",)),
        Column("registered_on", "注册成立日期", kind="date", sort=("registered_on",)),
        Column("rights_checked_on", "知识产权核全日期", kind="date", sort=("rights_checked_on",), hidden=True),
        Column("remark", "备注", hidden=True),
        ORG,
    ),
    CoachedFilter,
    default_sort="due_on",
    empty_title="辅导名单还是空的",
    empty_hint="可导入培育名单，也可以在企业研判页面点“列入辅导”。",
    noun="家",
)

REVIEWS = ListSpec(
    "firm_reviews",
    "人工认定",
    (
        Column("firm", "企业名称", "firm.name", sort=("firm__name",), link="coaching:firm_review"),
        Column("year", "申报年度", lambda row: str(row.year), sort=("year",)),
        Column("technical_level", "技术的先进程度", sort=("technical_level",)),
        Column("core_support", "核心支持作用", sort=("core_support",)),
        Column("management_points", "组织管理水平得分", kind="number", unit="分", sort=("management_points",)),
        Column("basis", "认定依据", sort=("basis",)),
        ORG,
    ),
    FirmFilter,
    default_sort=("-year", "firm"),
    empty_title="还没有人工认定",
    empty_hint="技术领域、核心支持作用、有无重大事故等由人判断，在企业研判页面登记。",
)

REPORTS = ListSpec(
    "annual_reports",
    "年度报表填报",
    (
        Column("firm", "企业名称", "firm.name", sort=("firm__name",), link="coaching:annual_report"),
        Column("year", "报表年度", lambda row: str(row.year), sort=("year",)),
        Column("filed_on", "填报日期", kind="date", sort=("filed_on",)),
        ORG,
    ),
    FirmFilter,
    default_sort=("-year", "firm"),
    empty_title="还没有登记年度报表",
    empty_hint="高新技术企业应在次年 5 月底以前填报年度发展情况报表，填报后在这里登记。",
)


def right_panel(request: OfficeRequest) -> tuple[Column, ...]:
    """知识产权 on a firm's page."""
    day: date = request.scope.as_of
    return (
        Column("title", "名称", link="coaching:right"),
        Column("kind", "种类", "get_kind_display"),
        Column("right_class", "类别", "get_right_class_display"),
        Column("granted_on", "授权（登记）日期", kind="date"),
        Column("state", "状态", lambda row: right_state(row, day), kind="state"),
        Column("used", "已用于认定", lambda row: "是" if row.is_used_once else ""),
    )


YEAR_PANEL = (
    Column("year", "会计年度", lambda row: str(row.year), link="coaching:firm_year"),
    Column("state", "数据性质", "get_state_display"),
    Column("sales", "销售收入", kind="money", unit="万元"),
    Column("high_tech_income", "高新技术产品（服务）收入", kind="money", unit="万元"),
    Column("rd_tax", "研发费用（加计扣除口径）", kind="money", unit="万元"),
    Column("staff", "职工总数", kind="number", unit="人"),
    Column("technical_staff", "科技人员数", kind="number", unit="人"),
)
APPLICATION_PANEL = (
    Column("programme", "申报类别", "get_programme_display", link="coaching:application"),
    Column("year", "申报年度", lambda row: str(row.year)),
    Column("state", "状态", application_state, kind="state"),
    Column("stage_on", "进入本阶段日期", kind="date"),
    Column("number", "证书或编号", granted_number, kind="code"),
)
