"""党员清单; the headers are those of the import sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import django_filters

from tongpin.domains.membership.enums import LeavingReason, Standing
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class MemberFilter(OfficeFilterSet):
    """党员筛选."""

    q = KeywordFilter("person__name", "person__pinyin", "org__name", label="姓名或党支部")
    standing = django_filters.ChoiceFilter(label="党员类别", choices=Standing.choices)


class LeftFilter(OfficeFilterSet):
    """减少党员筛选."""

    q = KeywordFilter("person__name", "person__pinyin", "org__name", label="姓名或党支部")
    left_for = django_filters.ChoiceFilter(label="减少原因", choices=LeavingReason.choices)
    left_on = django_filters.DateFromToRangeFilter(label="离开日期")


_NAME = Column("person", "姓名", "person.name", sort=("person__pinyin",), link="membership:member")
_BRANCH = Column("org", "所在党支部", "org.shown_name", sort=("org__name",))
_STANDING = Column("standing", "党员类别", "get_standing_display", sort=("standing",))

MEMBERS = ListSpec(
    "members",
    "党员名册",
    (
        _NAME,
        _BRANCH,
        _STANDING,
        Column("joined_on", "入党日期", kind="date", sort=("joined_on",)),
        Column("full_since", "转为正式党员日期", kind="date", sort=("full_since",)),
        Column("group", "党小组", "group.shown_name", sort=("group__name",)),
        Column("arrived_on", "编入本组织日期", kind="date", sort=("arrived_on",)),
        Column("is_leader", "党员领导干部", hidden=True),
        Column("is_exempt", "不作硬性要求", hidden=True),
        Column("away_since", "外出起始日期", kind="date", sort=("away_since",), hidden=True),
        Column("last_contact_on", "最近联系日期", kind="date", sort=("last_contact_on",), hidden=True),
    ),
    MemberFilter,
    default_sort=("org__path", "person__pinyin"),
    empty_title="还没有党员",
    empty_hint="可先下载导入模板，填好后导入；也可以逐个登记。",
    noun="人",
)

LEFT = ListSpec(
    "left-members",
    "减少党员",
    (
        _NAME,
        _BRANCH,
        _STANDING,
        Column("left_on", "离开日期", kind="date", sort=("left_on",)),
        Column("left_for", "减少原因", "get_left_for_display", sort=("left_for",)),
        Column("left_to", "转往组织"),
    ),
    LeftFilter,
    default_sort="-left_on",
    empty_title="没有减少的党员",
    empty_hint="转出、去世等在党员的记录页办理后列在这里。",
    noun="人",
)


def members_as_of(on: date) -> ListSpec:
    """党员名册 with the standing as it was on the day the page looks at."""

    def standing(row: Any) -> str:
        known = row.standing_on(on)
        return Standing(known).label if known else ""

    columns = tuple(replace(c, value=standing) if c.key == "standing" else c for c in MEMBERS.columns)
    return replace(MEMBERS, columns=columns, title=f"党员名册（{on:%Y-%m-%d}）")


def panel_columns(on: date) -> tuple[Column, ...]:
    """党员面板: the columns that stand on the page of a Party organisation."""
    return tuple(c for c in members_as_of(on).columns if c.key in ("person", "standing", "joined_on", "full_since", "group"))
