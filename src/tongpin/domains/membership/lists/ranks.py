"""干部层次和自愿多交党费清单."""

from __future__ import annotations

import django_filters

from tongpin.domains.membership.enums import CadreRank
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class RankFilter(OfficeFilterSet):
    """干部层次筛选."""

    q = KeywordFilter("person__name", "org__name", label="姓名或党组织")
    rank = django_filters.ChoiceFilter(label="干部层次", choices=CadreRank.choices)


class GiftFilter(OfficeFilterSet):
    """自愿多交党费筛选."""

    q = KeywordFilter("member__person__name", "org__name", label="姓名或党组织")
    on = django_filters.DateFromToRangeFilter(label="交纳日期")


RANKS = ListSpec(
    "rank-records",
    "干部层次",
    (
        Column("person", "姓名", "person.name", sort=("person__pinyin",), link="membership:rank"),
        Column("rank", "干部层次", "get_rank_display", sort=("rank",)),
        Column("starts_on", "自何日起", kind="date", sort=("starts_on",)),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
    ),
    RankFilter,
    default_sort="person__pinyin",
    empty_title="还没有登记干部层次",
    empty_hint="点“登记干部层次”成批登记；层次决定按每年还是每五年检查干部教育培训，变动后再登记一次。",
    noun="条",
)

GIFTS = ListSpec(
    "dues-gifts",
    "自愿多交党费",
    (
        Column("member", "姓名", "member.person.name", sort=("member__person__pinyin",), link="membership:gift_edit"),
        Column("on", "交纳日期", kind="date", sort=("on",)),
        Column("amount", "多交金额", kind="money", unit="元", sort=("amount",)),
        Column("forwarded_on", "转交中央日期", kind="date", sort=("forwarded_on",)),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
    ),
    GiftFilter,
    default_sort="-on",
    empty_title="还没有自愿多交党费",
    empty_hint="党员在应交党费以外自愿多交的在这里登记；一次1000元以上的，转交后补填转交日期。",
    noun="笔",
)
