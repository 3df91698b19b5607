"""共建协议清单."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters

from tongpin.domains.orglife.selectors.agreements import is_in_force
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


class CoBuildingFilter(OfficeFilterSet):
    """共建协议筛选."""

    q = KeywordFilter("partner", "partner_unit", "content", label="共建党组织、单位或内容")
    signed_on = django_filters.DateFromToRangeFilter(label="签订日期")


def co_building_list(on: date) -> ListSpec:
    """共建协议清单 as of a day."""

    def state(row: Any) -> tuple[str, str]:
        if is_in_force(row, on):
            return "done", "有效"
        return ("stop", "已终止") if row.ended_on is not None else ("plain", "已到期" if row.signed_on <= on else "未生效")

    return ListSpec(
        "co-buildings",
        "共建协议台账",
        (
            Column("partner", "共建党组织", sort=("partner",), link="orglife:co_building"),
            Column("partner_unit", "共建单位", sort=("partner_unit",)),
            Column("org", "本方党组织", "org.shown_name", sort=("org__name",)),
            Column("signed_on", "签订日期", kind="date", sort=("signed_on",)),
            Column("valid_until", "有效期至", kind="date", sort=("valid_until",)),
            Column("state", "状态", state, kind="state"),
        ),
        CoBuildingFilter,
        default_sort="-signed_on",
        empty_title="还没有共建协议",
        empty_hint="点“登记共建协议”登记；共同活动登记为工作记录并关联到协议。",
        noun="份",
    )
