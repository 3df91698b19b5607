"""责任状和条款清单."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters

from tongpin.domains.accountability.enums import LetterLevel, LetterState, TargetKind
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec

STATE_TONES = {LetterState.DRAFTED: "warn", LetterState.SIGNED: "done", LetterState.ENDED: "stop"}


def letter_state(row: Any) -> tuple[str, str]:
    """A letter's state with its tone; a signed one that is being amended says so."""
    words = row.get_state_display()
    return STATE_TONES[LetterState(row.state)], f"{words}，修订中" if row.is_amending and row.state == LetterState.SIGNED else words


class LetterFilter(OfficeFilterSet):
    """责任状筛选."""

    q = KeywordFilter("title", "signer__name", "department__name", "post", label="名称、责任人或单位")
    year = django_filters.NumberFilter(label="年度")
    level = django_filters.ChoiceFilter(label="签订层级", choices=LetterLevel.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=LetterState.choices)


LETTERS = ListSpec(
    "letters",
    "责任状",
    (
        Column("title", "名称", sort=("title",), link="accountability:letter"),
        Column("year", "年度", lambda row: str(row.year), sort=("year",)),
        Column("level", "签订层级", "get_level_display", sort=("level",)),
        Column("signer", "责任人", "signer.name", sort=("signer__pinyin",)),
        Column("post", "职务"),
        Column("department", "责任单位", "department.shown_name", sort=("department__name",)),
        Column("superior", "签订领导", "superior.name"),
        Column("state", "状态", letter_state, kind="state", sort=("state",)),
        Column("signed_on", "签订日期", kind="date", sort=("signed_on",)),
        Column("version_number", "版次", lambda row: f"第{row.version_number}版" if row.version_number else None),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    LetterFilter,
    default_sort=("-year", "level"),
    empty_title="还没有责任状",
    empty_hint="先维护条款模板，再点“拟订责任状”，条款由模板带入。",
    noun="份",
)


class TemplateFilter(OfficeFilterSet):
    """条款模板筛选."""

    q = KeywordFilter("duty", "post", "evidence", "scorer", label="责任内容、岗位或评分单位")
    level = django_filters.ChoiceFilter(label="签订层级", choices=LetterLevel.choices)
    target_kind = django_filters.ChoiceFilter(label="落实方式", choices=TargetKind.choices)


def template_list(on: date) -> ListSpec:
    """条款模板清单 as of a day."""

    def state(row: Any) -> tuple[str, str]:
        if row.valid_from > on:
            return "plain", "未启用"
        return ("stop", "已停用") if row.valid_to is not None and row.valid_to <= on else ("done", "在用")

    return ListSpec(
        "clause-templates",
        "条款模板",
        (
            Column("duty", "责任内容", sort=("duty",), link="accountability:template"),
            Column("level", "签订层级", "get_level_display", sort=("level",)),
            Column("post", "岗位", lambda row: row.post or "全部"),
            Column("target_kind", "落实方式", "get_target_kind_display"),
            Column("evidence", "佐证要求"),
            Column("due", "完成时限"),
            Column("rhythm", "频次", "get_rhythm_display"),
            Column("scorer", "评分单位"),
            Column("state", "状态", state, kind="state"),
            Column("valid_from", "启用日期", kind="date", sort=("valid_from",), hidden=True),
        ),
        TemplateFilter,
        default_sort=("level", "post", "position"),
        empty_title="还没有条款模板",
        empty_hint="点“登记模板”，按层级和岗位逐条登记；拟订责任状时自动带入。",
        noun="条",
    )


CLAUSES = (
    Column("duty", "责任内容", "clause.duty", link="accountability:clause"),
    Column("light", "灯", lambda row: row.light[:2], kind="light"),
    Column("target", "落实方式", "target"),
    Column("now", "现值", lambda row: row.now or None),
    Column("evidence", "佐证要求", "clause.evidence"),
    Column("due_on", "完成时限", "clause.due_on", kind="date"),
    Column("rhythm", "频次", lambda row: row.clause.get_rhythm_display()),
    Column("scorer", "评分单位", "clause.scorer"),
)

SIGNING = (
    Column("unit", "单位"),
    Column("name", "责任人", lambda row: row.name or None),
    Column("level", "签订层级", "level_words"),
    Column("light", "签订情况", "light", kind="light"),
    Column("signed_on", "签订日期", kind="date"),
)
