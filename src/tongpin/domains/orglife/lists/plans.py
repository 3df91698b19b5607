"""年度计划清单."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.domains.orglife.enums import PlanState
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


def plan_state(row: Any) -> tuple[str, str]:
    """Draft or confirmed."""
    return ("done" if row.state == PlanState.CONFIRMED else "active"), row.get_state_display()


class PlanFilter(OfficeFilterSet):
    """年度计划筛选."""

    q = KeywordFilter("org__name", "org__short_name", label="党组织")
    year = django_filters.NumberFilter(label="年度")
    state = django_filters.ChoiceFilter(label="状态", choices=PlanState.choices)


PLANS = ListSpec(
    "year-plans",
    "年度计划",
    (
        Column("org", "党组织", "org.shown_name", sort=("org__name",), link="orglife:plan"),
        Column("year", "年度", lambda row: str(row.year), sort=("year",)),
        Column("planned", "计划项", kind="number", unit="次", sort=("planned",)),
        Column("state", "状态", plan_state, kind="state", sort=("state",)),
        Column("confirmed_on", "确认日期", kind="date", sort=("confirmed_on",)),
        Column("basis", "研究确定的会议"),
    ),
    PlanFilter,
    default_sort="-year",
    empty_title="还没有年度计划",
    empty_hint="切换到党支部、党组等党组织后，点“编制年度计划”，系统按规则的频次排好全年会议和主题党日，可逐项调整。",
    noun="份",
)
