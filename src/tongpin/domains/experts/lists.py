"""专家智库清单."""

from __future__ import annotations

from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


class InstituteFilter(OfficeFilterSet):
    """院所筛选."""

    q = KeywordFilter("name", "place", label="名称或所在地")


class ExpertFilter(OfficeFilterSet):
    """专家筛选."""

    q = KeywordFilter("name", "institute__name", "title", "field", label="姓名、院所、职称或领域")


INSTITUTES = ListSpec(
    "institutes",
    "院所",
    (
        Column("name", "院所名称", sort=("name",), link="experts:institute"),
        Column("place", "所在地", sort=("place",)),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    InstituteFilter,
    default_sort="name",
    empty_title="还没有院所",
    empty_hint="导入对接活动专家名单时，院所会自动登记；也可以逐个登记。",
    noun="家",
)

EXPERTS = ListSpec(
    "experts",
    "专家智库",
    (
        Column("name", "姓名", sort=("name",), link="experts:expert"),
        Column("institute", "所在院所", "institute.name", sort=("institute__name",)),
        Column("title", "职称", sort=("title",)),
        Column("field", "专业领域", sort=("field",)),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    ExpertFilter,
    default_sort=("institute", "name"),
    empty_title="还没有专家",
    empty_hint="导入对接活动专家名单时，专家会自动登记；也可以逐人登记。",
    noun="人",
)

EXPERT_PANEL = (
    Column("name", "姓名", link="experts:expert"),
    Column("title", "职称"),
    Column("field", "专业领域"),
)
