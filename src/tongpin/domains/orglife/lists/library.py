"""文件制度清单."""

from __future__ import annotations

import django_filters

from tongpin.domains.orglife.enums import DocumentKind
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class DocumentFilter(OfficeFilterSet):
    """文件筛选."""

    q = KeywordFilter("title", "number", "issued_by", label="名称、文号或印发单位")
    kind = django_filters.ChoiceFilter(label="类别", choices=DocumentKind.choices)


DOCUMENTS = ListSpec(
    "library",
    "文件制度库",
    (
        Column("title", "文件名称", sort=("title",), link="orglife:document"),
        Column("number", "文号", sort=("number",)),
        Column("kind", "类别", "get_kind_display", sort=("kind",)),
        Column("issued_by", "印发单位", sort=("issued_by",)),
        Column("label_now", "现行版本"),
        Column("in_force_since", "施行日期", kind="date"),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    DocumentFilter,
    default_sort="title",
    empty_title="还没有文件",
    empty_hint="点“文件入库”登记名称和文号，再登记版本。",
    noun="份",
)

VERSION_COLUMNS = (
    Column("label", "版本", link="orglife:version"),
    Column("in_force_on", "施行日期", kind="date"),
    Column("changes", "修订要点"),
    Column("read_by", "阅知期限", kind="date"),
)
DUTY_COLUMNS = (
    Column("article", "条款"),
    Column("text", "职责内容", link="orglife:duty"),
    Column("bearer", "责任主体"),
    Column("rhythm", "频次或期限"),
)
