"""应尽事项清单: findings with their filters, and one's own."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.engines.duties.calculations.windows import window_title
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.selectors.gathering import kind_title, subject_kinds
from tongpin.engines.duties.selectors.next_steps import who_does_what
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of subjects that are contributed."""
    return [(key, one.title) for key, one in subject_kinds().items()]


class FindingFilter(OfficeFilterSet):
    """研判结果筛选; without a state those that ask for attention are no more than the others."""

    q = KeywordFilter("subject_title", "rule_title", "rule_code", "org__name", label="对象、规则或单位")
    state = django_filters.ChoiceFilter(label="状态", choices=FindingState.choices)
    subject_kind = django_filters.ChoiceFilter(label="对象种类", choices=kind_choices)
    code = django_filters.CharFilter(label="规则编号", field_name="rule_code", lookup_expr="iexact")
    due_on = django_filters.DateFromToRangeFilter(label="期限")


def light(row: Any) -> tuple[str, str]:
    """灯 of a kept finding."""
    return FindingState(row.state).colour, row.word


_COLUMNS = (
    Column("rule_title", "应尽事项", sort=("rule_code",), link="duties:finding"),
    Column("state", "状态", light, kind="light", sort=("state",)),
    Column("subject_kind", "对象种类", lambda row: kind_title(row.subject_kind), sort=("subject_kind",)),
    Column("subject_title", "对象", sort=("subject_title",), link=lambda row: row.subject_url),
    Column("window", "期间", lambda row: window_title(row.window), sort=("window",)),
    Column("due_on", "期限", kind="date", sort=("due_on",)),
    Column("reason", "理由"),
    Column("citation", "依据", hidden=True),
    Column("org", "单位", "org.shown_name", sort=("org__path",)),
    Column("rule_code", "编号", sort=("rule_code",), hidden=True),
    Column("found_at", "研判时间", kind="moment", sort=("found_at",), hidden=True),
)

FINDINGS = ListSpec(
    "duty-findings",
    "研判结果",
    _COLUMNS,
    FindingFilter,
    default_sort=("-weight", "due_on", "rule_code"),
    empty_title="还没有研判结果",
    empty_hint="登记党支部和组织生活后，系统每日按规则研判，记录有变动时随时重新研判。",
    noun="项",
)

_WHO = Column("who", "由谁办理", who_does_what)

MINE = ListSpec(
    "my-duties",
    "我的应尽事项",
    (*(column for column in _COLUMNS if column.key in ("rule_title", "state", "window", "due_on", "reason", "citation")), _WHO),
    default_sort=("due_on", "rule_code"),
    empty_title="没有涉及您本人的应尽事项",
    empty_hint="与您本人有关的应尽事项会列在这里。",
    noun="项",
)

OWN_COLUMNS = (*(column for column in _COLUMNS if column.key in ("rule_title", "state", "window", "due_on", "reason")), _WHO)
PANEL_COLUMNS = tuple(column for column in _COLUMNS if column.key in ("rule_title", "state", "subject_title", "window", "due_on", "reason"))
