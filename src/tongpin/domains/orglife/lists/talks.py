"""谈话清单: only what is open."""

from __future__ import annotations

import django_filters

from tongpin.domains.orglife.enums import TalkKind
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


class TalkFilter(OfficeFilterSet):
    """谈话筛选."""

    q = KeywordFilter("talker__name", "talked_to__name", label="谈话人或谈话对象")
    kind = django_filters.ChoiceFilter(label="种类", choices=TalkKind.choices)
    on = django_filters.DateFromToRangeFilter(label="日期")


TALKS = ListSpec(
    "talks",
    "谈话台账",
    (
        Column("on", "日期", kind="date", sort=("on",), link="orglife:talk"),
        Column("kind", "种类", "get_kind_display", sort=("kind",)),
        Column("talker", "谈话人", "talker.name", sort=("talker__pinyin",)),
        Column("talked_to", "谈话对象", "talked_to.name", sort=("talked_to__pinyin",)),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
    ),
    TalkFilter,
    default_sort="-on",
    empty_title="还没有谈话",
    empty_hint="点“登记谈话”登记日期、双方和种类；内容可以不填。",
    noun="次",
)
