"""全县清单: firms with their rung and what is missing; certificates that run out and yearly reports."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse

from tongpin.domains.coaching.enums import Rung, Verdict
from tongpin.domains.coaching.lists.words import score, verdict
from tongpin.domains.coaching.selectors.standings import one_gap
from tongpin.domains.enterprises.selectors import firms_matching
from tongpin.foundation.ui.filters import OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


class StandingFilter(OfficeFilterSet):
    """研判筛选."""

    q = django_filters.CharFilter(label="企业名称、曾用名或代码", method="search")
    rung = django_filters.ChoiceFilter(label="梯度位置", choices=Rung.choices)
    hnte = django_filters.ChoiceFilter(label="高新技术企业条件", choices=Verdict.choices)
    sme = django_filters.ChoiceFilter(label="科技型中小企业条件", choices=Verdict.choices)
    only = django_filters.ChoiceFilter(
        label="只差一项", method="lacking_one", choices=[("hnte", "高新技术企业只差一项"), ("sme", "科技型中小企业只差一项")]
    )
    township = django_filters.CharFilter(label="所属乡镇", field_name="firm__township", lookup_expr="icontains")

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(Q(firm__in=firms_matching(word)))
        return queryset

    def lacking_one(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Firms that do not hold the title and lack one condition."""
        return queryset.filter(one_gap(value))


def readiness_link(row: Any) -> str:
    """企业研判 as of the day of the row."""
    return f"{reverse('coaching:readiness', args=[row.firm_id])}?period={row.as_of.year}&as_of={row.as_of:%Y-%m-%d}"


COUNTY = ListSpec(
    "standings",
    "企业梯度研判",
    (
        Column("firm", "企业名称", "firm.name", sort=("firm__name",), link=readiness_link),
        Column("township", "所属乡镇", "firm.township", sort=("firm__township",), hidden=True),
        Column("rung", "梯度位置", "get_rung_display", sort=("rung",)),
        Column("sme", "科技型中小企业条件", lambda row: verdict(row.sme), kind="light", sort=("sme", "sme_gaps")),
        Column("hnte", "高新技术企业条件", lambda row: verdict(row.hnte), kind="light", sort=("hnte", "hnte_gaps")),
        Column("hnte_gaps", "不符合", kind="number", unit="项", sort=("hnte_gaps",), hidden=True),
        Column("hnte_words", "高新技术企业差距"),
        Column("score", "得分范围", score, sort=("score_high", "score_low"), is_right=True),
        Column("rd_gap", "研发费用缺口", kind="money", unit="万元", sort=("rd_gap",), total="rd_gap"),
        Column("hnte_missing", "缺资料", kind="number", unit="项", sort=("hnte_missing",), hidden=True),
        Column("hnte_to_judge", "待人工判断", kind="number", unit="项", sort=("hnte_to_judge",), hidden=True),
        Column("sme_words", "科技型中小企业差距", hidden=True),
        Column("credit_code", "统一社会信用代码", "firm.credit_code", kind="code", hidden=True),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    StandingFilter,
    default_sort="firm",
    empty_title="还没有研判结果",
    empty_hint="登记或导入企业经营数据、知识产权后，系统自动研判；每天夜间重新研判一次。",
    noun="家",
)


class HeldFilter(OfficeFilterSet):
    """证书筛选."""

    q = django_filters.CharFilter(label="企业名称、曾用名或代码", method="search")
    valid_to = django_filters.DateFromToRangeFilter(label="有效期至")
    need = django_filters.ChoiceFilter(
        label="待办", method="needing", choices=[("renew", "一年内到期，未准备重新认定"), ("report", "上年度报表未登记填报")]
    )

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(Q(enterprise__in=firms_matching(word)))
        return queryset

    def needing(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What the office still has to see to."""
        return queryset.filter(needs_renewal=True) if value == "renew" else queryset.filter(owes_report=True)


def held_spec(day: date) -> ListSpec:
    """有效证书清单 as of ``day``: how long each is still valid and whether the report of last year was filed."""
    return ListSpec(
        "held",
        "证书到期和年报",
        (
            Column("firm", "企业名称", "enterprise.name", sort=("enterprise__name",), link=lambda row: _firm_page(row)),
            Column("certificate_number", "证书编号", kind="code", sort=("certificate_number",)),
            Column("issued_on", "发证日期", kind="date", sort=("issued_on",)),
            Column("valid_to", "有效期至", kind="date", sort=("valid_to",)),
            Column("days", "剩余天数", lambda row: (row.valid_to - day).days, kind="number", unit="天", sort=("valid_to",)),
            Column("renewal", "重新认定", lambda row: renewal(row), kind="state"),
            Column("report", f"{day.year - 1}年度报表", lambda row: reported(row), kind="state"),
            Column("org", "所属单位", "org.shown_name", hidden=True),
        ),
        HeldFilter,
        default_sort="valid_to",
        empty_title="没有有效的高新技术企业证书",
        empty_hint="证书在企业台账中登记或导入。",
        noun="张",
    )


def _firm_page(row: Any) -> str:
    return reverse("coaching:readiness", args=[row.enterprise_id])


def renewal(row: Any) -> tuple[str, str]:
    """重新认定: there is no re-examination since 2016, only a full new application."""
    if row.is_prepared:
        return "done", "已准备"
    return ("warn", "应准备") if row.needs_renewal else ("plain", "未到时间")


def reported(row: Any) -> tuple[str, str]:
    """上年度报表."""
    if row.is_reported:
        return "done", "已填报"
    return ("warn", "未登记") if row.owes_report else ("plain", "不需填报")
