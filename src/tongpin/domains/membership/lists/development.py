"""发展党员清单: for those who handle the files; no contents."""

from __future__ import annotations

import django_filters

from tongpin.domains.membership.enums import CaseState
from tongpin.domains.membership.selectors.development import next_words, stage_words
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class CaseFilter(OfficeFilterSet):
    """发展党员筛选."""

    q = KeywordFilter("person__name", "org__name", label="姓名或党支部")
    state = django_filters.ChoiceFilter(label="状态", choices=CaseState.choices)


CASES = ListSpec(
    "development",
    "发展党员",
    (
        Column("person", "姓名", "person.name", sort=("person__pinyin",), link="membership:case"),
        Column("org", "所在党支部", "org.shown_name", sort=("org__name",)),
        Column("stage", "所处阶段", stage_words),
        Column("next", "下一步", next_words),
        Column("state", "状态", "get_state_display", sort=("state",)),
    ),
    CaseFilter,
    default_sort=("state", "org__path", "person__pinyin"),
    empty_title="还没有发展党员档案",
    empty_hint="收到入党申请书后建立档案，系统按程序提示每一步的期限。",
    noun="人",
)

NOTICES = ListSpec(
    "development-notices",
    "发展党员公示",
    (
        Column("person", "姓名", "case.person.name", link="membership:notice"),
        Column("gender", "性别", "case.get_gender_display"),
        Column("unit", "工作单位", "case.unit"),
        Column("kind", "公示事项", "get_kind_display"),
        Column("starts_on", "公示开始日期", kind="date", sort=("starts_on",)),
        Column("ends_on", "公示截止日期", kind="date", sort=("ends_on",)),
        Column("contact", "受理意见的联系方式"),
    ),
    None,
    default_sort="-starts_on",
    empty_title="目前没有正在公示的事项",
    empty_hint="公示期满自动撤下。",
    noun="项",
)

REVIEW_COLUMNS = (
    Column("kind", "种类", "get_kind_display"),
    Column("on", "日期", kind="date"),
    Column("note", "情况记录"),
)
GUIDE_COLUMNS = (
    Column("role", "身份", "get_role_display"),
    Column("person", "姓名", "person.name"),
    Column("since", "确定日期", kind="date"),
)
NOTICE_COLUMNS = (
    Column("kind", "公示事项", "get_kind_display", link="membership:notice"),
    Column("starts_on", "公示开始日期", kind="date"),
    Column("ends_on", "公示截止日期", kind="date"),
    Column("result", "公示结果", "get_result_display"),
)
