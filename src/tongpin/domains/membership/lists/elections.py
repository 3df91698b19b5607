"""选举、民主评议和党费清单."""

from __future__ import annotations

import django_filters

from tongpin.domains.membership.enums import ElectionKind, PayerKind
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class ElectionFilter(OfficeFilterSet):
    """选举筛选."""

    q = KeywordFilter("org__name", label="党组织")
    kind = django_filters.ChoiceFilter(label="选举种类", choices=ElectionKind.choices)
    on = django_filters.DateFromToRangeFilter(label="选举日期")


class AppraisalFilter(OfficeFilterSet):
    """民主评议筛选."""

    q = KeywordFilter("org__name", label="党组织")
    year = django_filters.NumberFilter(label="年度")


class BaseFilter(OfficeFilterSet):
    """党费基数筛选."""

    q = KeywordFilter("member__person__name", "org__name", label="姓名或党支部")
    payer = django_filters.ChoiceFilter(label="交费人员类别", choices=PayerKind.choices)


ELECTIONS = ListSpec(
    "elections",
    "选举",
    (
        Column("on", "选举日期", kind="date", sort=("on",), link="membership:election"),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
        Column("kind", "选举种类", "get_kind_display", sort=("kind",)),
        Column("seats", "应选人数", kind="number", unit="人", sort=("seats",)),
        Column("voters_due", "应到", kind="number", unit="人", sort=("voters_due",)),
        Column("voters_present", "实到", kind="number", unit="人", sort=("voters_present",)),
        Column("ballots_valid", "有效选票", kind="number", unit="张", sort=("ballots_valid",)),
    ),
    ElectionFilter,
    default_sort="-on",
    empty_title="还没有选举",
    empty_hint="登记选举后提名候选人、登记计票，结果由系统按规定得出。",
    noun="次",
)

APPRAISALS = ListSpec(
    "appraisals",
    "民主评议党员",
    (
        Column("year", "年度", lambda row: str(row.year), sort=("year",), link="membership:appraisal"),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
        Column("held_on", "评议日期", kind="date", sort=("held_on",)),
        Column("self_on", "个人自评日期", kind="date", sort=("self_on",)),
        Column("mutual_on", "党员互评日期", kind="date", sort=("mutual_on",)),
        Column("tested_on", "民主测评日期", kind="date", sort=("tested_on",)),
    ),
    AppraisalFilter,
    default_sort=("-year", "org__path"),
    empty_title="还没有民主评议",
    empty_hint="登记本年度民主评议后评定等次；等次只有本人和经办人可以看到。",
    noun="次",
)

BASES = ListSpec(
    "dues-bases",
    "党费基数",
    (
        Column("member", "姓名", "member.person.name", sort=("member__person__pinyin",), link="membership:base_edit"),
        Column("org", "所在党支部", "org.shown_name", sort=("org__name",)),
        Column("starts_on", "起用月份", kind="date", sort=("starts_on",)),
        Column("payer", "交费人员类别", "get_payer_display", sort=("payer",)),
        Column("base", "党费计算基数", kind="money", unit="元", sort=("base",)),
        Column("amount", "每月应交", kind="money", unit="元", sort=("amount",), total="amount"),
        Column("waiver", "减免", "get_waiver_display", sort=("waiver",)),
    ),
    BaseFilter,
    default_sort=("org__path", "member__person__pinyin", "-starts_on"),
    empty_title="还没有党费基数",
    empty_hint="每年初核定一次，年内一般不变。",
    noun="条",
)

CANDIDATE_COLUMNS = (
    Column("person", "姓名", "person.name"),
    Column("is_nominated", "正式候选人"),
    Column("votes", "得赞成票", kind="number", unit="票"),
)
