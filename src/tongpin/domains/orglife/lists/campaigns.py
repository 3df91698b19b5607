"""主题教育清单."""

from __future__ import annotations

from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


class CampaignFilter(OfficeFilterSet):
    """主题教育筛选."""

    q = KeywordFilter("title", "basis", label="名称或依据文件")


CAMPAIGNS = ListSpec(
    "campaigns",
    "主题教育",
    (
        Column("title", "名称", sort=("title",), link="orglife:campaign"),
        Column("basis", "依据文件"),
        Column("starts_on", "开始日期", kind="date", sort=("starts_on",)),
        Column("ends_on", "结束日期", kind="date", sort=("ends_on",)),
        Column("action_count", "规定动作", kind="number", unit="项"),
        Column("org", "组织单位", "org.shown_name", sort=("org__name",)),
    ),
    CampaignFilter,
    default_sort="-starts_on",
    empty_title="还没有主题教育",
    empty_hint="点“启动主题教育”登记名称、起止日期和规定动作，各党支部的完成情况随后逐项登记。",
    noun="项",
)
