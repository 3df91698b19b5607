"""年度通知清单."""

from __future__ import annotations

import django_filters

from tongpin.domains.orglife.models.deadlines import MATTERS
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


class NoticeFilter(OfficeFilterSet):
    """年度通知筛选."""

    q = KeywordFilter("document", label="通知名称和文号")
    year = django_filters.NumberFilter(label="计入年度")
    matter = django_filters.ChoiceFilter(label="事项", choices=MATTERS)


NOTICES = ListSpec(
    "year-notices",
    "年度通知",
    (
        Column("document", "通知名称和文号", sort=("document",), link="orglife:notice"),
        Column("year", "计入年度", lambda row: str(row.year), sort=("year",)),
        Column("matter", "事项", "get_matter_display", sort=("matter",)),
        Column("due_on", "最迟完成日期", kind="date", sort=("due_on",)),
        Column("org", "适用组织", "org.shown_name", sort=("org__name",)),
    ),
    NoticeFilter,
    default_sort="-year",
    empty_title="还没有年度通知",
    empty_hint="上级对组织生活会、民主生活会另有时间要求的，在这里登记；没有登记的按一般规定判断。",
    noun="份",
)
