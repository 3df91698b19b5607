"""不外显的清单: names of cases and the bases of dues stand on the page only; exports and prints go without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import django_filters

from tongpin.domains.membership.enums import CaseState, CorrectionOutcome, ProcedureKind, ProcedureState
from tongpin.domains.membership.selectors import next_of, next_procedure_words, stage_of
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec

ON_THE_PAGE_ONLY = ("person", "post", "base", "amount", "waiver")


class AppointmentFilter(OfficeFilterSet):
    """任用案筛选."""

    state = django_filters.ChoiceFilter(label="状态", choices=CaseState.choices)


class ProcedureFilter(OfficeFilterSet):
    """组织程序筛选."""

    kind = django_filters.ChoiceFilter(label="程序种类", choices=ProcedureKind.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=ProcedureState.choices)


class CorrectionFilter(OfficeFilterSet):
    """限期改正筛选."""

    outcome = django_filters.ChoiceFilter(label="结论", choices=CorrectionOutcome.choices)


APPOINTMENTS = ListSpec(
    "appointments",
    "选拔任用",
    (
        Column("number", "任用案", str, link="membership:appointment"),
        Column("person", "拟任人选", "person.name"),
        Column("post", "拟任职务"),
        Column("began_on", "启动日期", kind="date", sort=("began_on",)),
        Column("stage", "所处步骤", stage_of),
        Column("next", "下一步", next_of),
        Column("state", "状态", "get_state_display", sort=("state",)),
        Column("ended_on", "结束日期", kind="date", sort=("ended_on",)),
    ),
    AppointmentFilter,
    default_sort=("-state", "-began_on"),
    empty_title="还没有任用案",
    empty_hint="启动选拔任用时建立，系统按程序逐步提示，前一步没有登记的不能登记后一步。",
    noun="件",
)

PROCEDURES = ListSpec(
    "procedures",
    "组织程序",
    (
        Column("number", "程序", str, link="membership:procedure"),
        Column("person", "党员", "member.person.name"),
        Column("org", "所在党支部", "org.shown_name", sort=("org__name",)),
        Column("kind", "程序种类", "get_kind_display", sort=("kind",)),
        Column("began_on", "启动日期", kind="date", sort=("began_on",)),
        Column("next", "下一步", next_procedure_words),
        Column("state", "状态", "get_state_display", sort=("state",)),
        Column("decided_on", "决定日期", kind="date", sort=("decided_on",)),
    ),
    ProcedureFilter,
    default_sort=("-state", "-began_on"),
    empty_title="还没有组织程序",
    empty_hint="系统只提出建议。需要启动程序的，在“建议启动程序”中办理，或者直接启动。",
    noun="件",
)

CORRECTIONS = ListSpec(
    "corrections",
    "限期改正",
    (
        Column("number", "记录", str, link="membership:correction"),
        Column("person", "党员", "member.person.name"),
        Column("org", "所在党支部", "org.shown_name", sort=("org__name",)),
        Column("placed_on", "起始日期", kind="date", sort=("placed_on",)),
        Column("until", "截止日期", kind="date", sort=("until",)),
        Column("helps", "帮教措施", lambda row: len(row.helps.all()), kind="number", unit="项"),
        Column("outcome", "结论", "get_outcome_display", sort=("outcome",)),
        Column("settled_on", "作出结论日期", kind="date", sort=("settled_on",)),
    ),
    CorrectionFilter,
    default_sort=("outcome", "until"),
    empty_title="没有限期改正",
    empty_hint="党组织作出限期改正决定后登记起止日期和帮教措施，期满登记结论。",
    noun="件",
)


def as_shown(spec: ListSpec, request: Any) -> ListSpec:
    """这一次显示的清单: what leaves the page, as a sheet or on paper, names nobody and tells no base of dues."""
    leaves = "export" in request.GET or "print" in request.GET
    columns: Sequence[Column] = [c for c in spec.columns if not leaves or c.key not in ON_THE_PAGE_ONLY]
    return replace(spec, columns=tuple(columns))
