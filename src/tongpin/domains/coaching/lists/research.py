"""研发费用清单; the headers of the ledger are those of the official form."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse

from tongpin.domains.coaching.enums import RdGroup, RdItem, RdState, RdWay
from tongpin.domains.coaching.research.items import untaxed_alike, untaxed_kinds
from tongpin.domains.coaching.selectors.research import differing, left_out
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet, YesNoFilter
from tongpin.foundation.ui.lists import Column, ListSpec

LEFT = (("capitalised", "资本化支出"), ("fiscal", "使用不征税收入列支"), ("invoice", "委托个人未取得票据"))


class RdProjectFilter(OfficeFilterSet):
    """研发项目筛选."""

    q = KeywordFilter("number", "title", "firm__name", "firm__credit_code", label="编号、名称或企业")
    way = django_filters.ChoiceFilter(label="研发形式", choices=RdWay.choices)
    state = django_filters.ChoiceFilter(label="实施状态", choices=RdState.choices)


def state_of(row: Any) -> tuple[str, str]:
    """A project's state with its tone."""
    tones = {RdState.RUNNING.value: "plain", RdState.DONE.value: "done", RdState.FAILED.value: "stop"}
    return tones[row.state], row.get_state_display()


PROJECT_COLUMNS = (
    Column("number", "项目编号", sort=("number",), link="coaching:rd_project"),
    Column("title", "项目名称", sort=("title",), link="coaching:rd_project"),
    Column("way", "研发形式", "get_way_display", sort=("way",)),
    Column("state", "实施状态", state_of, kind="state", sort=("state",)),
    Column("starts_on", "开始日期", kind="date", sort=("starts_on",)),
    Column("ends_on", "结束日期", kind="date", sort=("ends_on",)),
    Column("entry_count", "分录数", kind="number", link=lambda row: reverse("coaching:rd_ledger", args=[row.pk])),
    Column("spent", "账载研发费用", kind="money", unit="元", sort=("spent",)),
)
FIRM_COLUMN = Column(
    "firm", "企业名称", "firm.name", sort=("firm__name",), link=lambda row: reverse("coaching:rd_firm", args=[row.firm_id])
)
RD_PROJECTS = ListSpec(
    "rd_projects",
    "研发项目",
    (FIRM_COLUMN, *PROJECT_COLUMNS, Column("org", "所属单位", "org.shown_name", hidden=True)),
    RdProjectFilter,
    default_sort=("firm", "number"),
    empty_title="还没有研发项目",
    empty_hint="在企业页面点“建立研发项目”，或下载“研发项目清单”模板填好后导入。",
    noun="个",
)
FIRM_PROJECTS = ListSpec(
    "rd_projects",
    "研发项目",
    PROJECT_COLUMNS,
    RdProjectFilter,
    default_sort="number",
    empty_title="该企业还没有研发项目",
    empty_hint="点“建立研发项目”登记，或下载“研发项目清单”模板填好后导入。",
    noun="个",
)


class RdEntryFilter(OfficeFilterSet):
    """辅助账筛选."""

    q = KeywordFilter("summary", "voucher_number", "project__number", "project__title", label="摘要、凭证号或项目")
    booked_on = django_filters.DateFromToRangeFilter(label="凭证日期")
    group = django_filters.ChoiceFilter(label="费用项目", choices=RdGroup.choices)
    item = django_filters.ChoiceFilter(label="费用明细", choices=RdItem.choices)
    left = django_filters.ChoiceFilter(label="不计入加计扣除", choices=LEFT, method="filter_left")
    untaxed = django_filters.ChoiceFilter(label="不计入的明细", choices=untaxed_kinds, method="filter_untaxed")
    differs = YesNoFilter(label="归集与账载不同", method="filter_differing")

    def filter_left(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """分录 that the super-deduction leaves out for this reason."""
        return queryset.filter(left_out(value))

    def filter_untaxed(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """分录 of the items that the super-deduction leaves out for one and the same reason."""
        return queryset.filter(item__in=untaxed_alike(RdItem(value)))

    def filter_differing(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """分录 of which the tax law takes another amount."""
        return queryset.filter(differing()) if value else queryset.exclude(differing())


ENTRY_COLUMNS = (
    Column("booked_on", "日期", kind="date", sort=("booked_on",), link="coaching:rd_entry"),
    Column("voucher", "凭证", lambda row: f"{row.voucher_type}{row.voucher_number}", sort=("voucher_type", "voucher_number")),
    Column("summary", "摘要", sort=("summary",), link="coaching:rd_entry"),
    Column("group", "费用项目", "get_group_display", sort=("group",)),
    Column("item", "费用明细", "get_item_display", sort=("item",)),
    Column("amount", "会计凭证记载金额", kind="money", unit="元", sort=("amount",), total="amount"),
    Column("collected", "税法规定的归集金额", kind="money", unit="元", sort=("collected",), total="collected"),
    Column("spending", "支出类型", lambda row: "资本化" if row.is_capitalised else "费用化", sort=("is_capitalised",)),
    Column("is_fiscal", "不征税收入列支", lambda row: "是" if row.is_fiscal else "否", hidden=True),
    Column("has_invoice", "已取得票据", lambda row: "是" if row.has_invoice else "否", hidden=True),
)
PROJECT_COLUMN = Column(
    "project",
    "研发项目",
    lambda row: str(row.project),
    sort=("project__number",),
    link=lambda row: reverse("coaching:rd_project", args=[row.project_id]),
)


def ledger_spec(title: str, *, of_firm: bool) -> ListSpec:
    """研发支出辅助账 of a project or of a firm."""
    columns = (PROJECT_COLUMN, *ENTRY_COLUMNS) if of_firm else ENTRY_COLUMNS
    return ListSpec(
        "rd_entries",
        title,
        columns,
        RdEntryFilter,
        default_sort=("booked_on", "voucher"),
        empty_title="辅助账还没有分录",
        empty_hint="在项目页面点“登记分录”，或下载“研发支出辅助账”模板填好后导入。",
        noun="笔",
        signers=("填表人", "财务负责人", "企业负责人"),
    )
