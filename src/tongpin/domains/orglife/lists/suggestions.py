"""建议清单."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.domains.orglife.enums import SuggestionAnswer
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet, YesNoFilter
from tongpin.foundation.ui.lists import Column, ListSpec
from tongpin.kernel.clock import today

TONES = {SuggestionAnswer.ADOPTED: "done", SuggestionAnswer.PARTLY: "done", SuggestionAnswer.EXPLAINED: "plain"}


def answer_state(row: Any) -> tuple[str, str]:
    """The answer, or that it is awaited or late."""
    if row.answer:
        return TONES[SuggestionAnswer(row.answer)], row.get_answer_display()
    return ("warn", "逾期未答复") if row.answer_due_on < today() else ("active", "待答复")


class SuggestionFilter(OfficeFilterSet):
    """建议筛选."""

    q = KeywordFilter("title", "text", "author__name", "campaign", label="建议、提出人或征集活动")
    answer = django_filters.ChoiceFilter(label="办理意见", choices=SuggestionAnswer.choices)
    waiting = YesNoFilter(field_name="answered_on", lookup_expr="isnull", label="待答复")
    on = django_filters.DateFromToRangeFilter(label="提出日期")


SUGGESTIONS = ListSpec(
    "suggestions",
    "建议台账",
    (
        Column("title", "建议", sort=("title",), link="orglife:suggestion"),
        Column("campaign", "征集活动", sort=("campaign",)),
        Column("author", "提出人", "author.name", sort=("author__pinyin",)),
        Column("on", "提出日期", kind="date", sort=("on",)),
        Column("answer_due_on", "答复期限", kind="date", sort=("answer_due_on",)),
        Column("state", "办理", answer_state, kind="state"),
        Column("answered_on", "答复日期", kind="date", sort=("answered_on",)),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    SuggestionFilter,
    default_sort="-on",
    empty_title="还没有建议",
    empty_hint="点“登记建议”登记；每条建议都会提醒答复，采纳的可以直接交办。",
    noun="条",
)
