"""届次清单."""

from __future__ import annotations

import django_filters

from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class TermFilter(OfficeFilterSet):
    """届次筛选."""

    q = KeywordFilter("org__name", "number", label="党组织或届次")
    elected_on = django_filters.DateFromToRangeFilter(label="选举日期")


TERMS = ListSpec(
    "terms",
    "换届与任期",
    (
        Column("term", "届次", "number", sort=("number",), link="membership:term"),
        Column("org", "党组织", "org.shown_name", sort=("org__name",)),
        Column("elected_on", "选举日期", kind="date", sort=("elected_on",)),
        Column("months", "任期", kind="number", unit="个月", sort=("months",)),
        Column("due_on", "应换届日期", "due_on", kind="date"),
        Column("postponed_to", "换届调整到", kind="date", sort=("postponed_to",), hidden=True),
        Column("ended_on", "本届结束日期", kind="date", sort=("ended_on",)),
    ),
    TermFilter,
    default_sort=("org__path", "-elected_on"),
    empty_title="还没有届次",
    empty_hint="登记各党组织本届的选举日期后，系统按任期提前提醒换届。",
    noun="届",
)

OFFICER_COLUMNS = (
    Column("person", "姓名", "person.name"),
    Column("office", "党内职务", "get_office_display"),
    Column("starts_on", "任职日期", kind="date"),
    Column("ends_on", "免职日期", kind="date"),
    Column("approved_on", "批准日期", kind="date"),
    Column("approval", "批准文号"),
)
