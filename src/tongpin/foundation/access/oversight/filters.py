"""监看筛选."""

from __future__ import annotations

import django_filters
from django_filters.widgets import DateRangeWidget

from tongpin.foundation.audit.selectors import kind_titles, verb_titles
from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.selectors import task_titles
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet


def _by_title(titles: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(titles.items(), key=lambda pair: pair[1])


def _verbs() -> list[tuple[str, str]]:
    return _by_title(verb_titles())


def _kinds() -> list[tuple[str, str]]:
    return _by_title(kind_titles())


def _tasks() -> list[tuple[str, str]]:
    return _by_title(task_titles())


class EventFilter(OfficeFilterSet):
    """审计筛选: who, what, where, when, on which record."""

    person = KeywordFilter("actor_name", label="操作人")
    verb = django_filters.ChoiceFilter(label="动作", choices=_verbs, empty_label="全部")
    unit = KeywordFilter("org_name", label="单位")
    kind = django_filters.ChoiceFilter(field_name="subject_kind", label="对象种类", choices=_kinds, empty_label="全部")
    subject = KeywordFilter("subject_title", label="对象名称")
    at = django_filters.DateFromToRangeFilter(label="日期", widget=DateRangeWidget(attrs={"type": "date"}))
    outcome = django_filters.ChoiceFilter(
        label="结果", choices=[("ok", "成功"), ("refused", "未通过"), ("failed", "失败")], empty_label="全部"
    )


class JobFilter(OfficeFilterSet):
    """后台任务筛选."""

    name = django_filters.ChoiceFilter(label="任务", choices=_tasks, empty_label="全部")
    state = django_filters.ChoiceFilter(label="状态", choices=JobState.choices, empty_label="全部")
    owner = KeywordFilter("owner_name", label="发起人")
