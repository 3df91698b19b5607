"""规则: one dated, sourced rule of the rulebook as it is held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from tongpin.engines.rules.expressions import Expression
from tongpin.engines.rules.operators import Value
from tongpin.kernel.periods import PeriodKind
from tongpin.kernel.values import ValueType

RESULT = "result"
AS_OF, WINDOW_START, WINDOW_END = "as_of", "window_start", "window_end"
BUILT_IN: Mapping[str, str] = {AS_OF: "统计日", WINDOW_START: "期间首日", WINDOW_END: "期间末日"}
"""Dates that every expression may use: the last two where the rule has a window, ``window_end`` being its last day."""


class Force(StrEnum):
    """效力: decides the wording. M breach, G reminder, P practice."""

    MANDATORY = "M"
    GUIDANCE = "G"
    PRACTICE = "P"

    @property
    def label(self) -> str:
        return {"M": "必须执行", "G": "一般要求", "P": "工作惯例"}[self.value]


class Outcome(StrEnum):
    """结论: unknown means a fact is missing or a person has to decide; it is never counted as 0 or as a breach."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {"met": "符合", "not_met": "不符合", "unknown": "待补充"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """依据: the document a rule follows, as precisely as it is known."""

    document: str
    number: str = ""
    article: str = ""
    url: str = ""
    quote: str = ""

    def __str__(self) -> str:
        return self.document + (f"（{self.number}）" if self.number else "") + self.article


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """名词: a fact asked for, a dated parameter, or a step in between.

    ``secret``: a fact whose value stands in no trace, finding or export. ``choices``: the only texts that the fact may say.
    ``columns``: the heads of a table, the first being what it is looked up by.
    ``least`` and ``most``: outside of them a number is a slip of the pen. ``within``: the fact of which it is a part; more is one too.
    ``stated``: a fact that people state where no record tells it.
    """

    name: str
    title: str
    type: ValueType
    unit: str = ""
    secret: bool = False
    stated: bool = False
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    within: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """步骤: a value worked out from others, exact and never rounded."""

    term: Term
    expression: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """条件: one of several that a rule asks for; it is a step of its own (yes or no), its gap another (a number).

    ``says``: the figures in one sentence. ``gap``: the step that tells how much is missing where it is not met.
    ``by_person``: what is unknown of it is for a person to decide, not for the registers.
    """

    term: Term
    article: str = ""
    says: str = ""
    gap: Term | None = None
    by_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """条款行: lines are read from the top; the first whose ``when`` holds gives the answer. The last has none."""

    when: Expression | None
    outcome: Outcome
    then: Expression | None = None
    places: Expression | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """版本: parameter values in force from a day on. A newer one follows; an older one is never edited."""

    valid_from: date
    values: Mapping[str, Value]
    basis: str = ""


class DutyWindow(StrEnum):
    """应尽事项的期间: a period of the calendar; standing = a state that must hold on any day; event = one dated case."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    STANDING = "standing"
    EVENT = "event"

    @property
    def period_kind(self) -> PeriodKind | None:
        return {
            DutyWindow.MONTH: PeriodKind.MONTH,
            DutyWindow.QUARTER: PeriodKind.QUARTER,
            DutyWindow.HALF_YEAR: PeriodKind.HALF,
            DutyWindow.YEAR: PeriodKind.YEAR,
        }.get(self)

    @property
    def label(self) -> str:
        return {
            DutyWindow.MONTH: "每月",
            DutyWindow.QUARTER: "每季度",
            DutyWindow.HALF_YEAR: "每半年",
            DutyWindow.YEAR: "每年",
            DutyWindow.STANDING: "随时",
            DutyWindow.EVENT: "逐件",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """应尽事项: of whom a rule asks, in which window and until when. ``version_on``: the day whose text of the rule decides.

    ``given_only``: no register holds such subjects, so that the rule is asked of given facts alone.
    """

    code: str
    subject: str
    window: DutyWindow
    applies: Expression | None = None
    otherwise: str = ""
    due: Expression | None = None
    soon_days: int = 7
    adopted: bool = True
    version_on: Expression | None = None
    given_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    """规则: key is area and file name, as in ``indicators.lights``."""

    key: str
    title: str
    force: Force
    sources: tuple[Source, ...]
    facts: Mapping[str, Term]
    parameters: Mapping[str, Term]
    steps: tuple[Step, ...]
    conditions: tuple[Condition, ...] = ()
    lines: tuple[Line, ...]
    versions: tuple[Version, ...]
    note: str = ""
    file: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    duty: Duty | None = None

    def version_on(self, day: date) -> Version | None:
        """The version in force on a day; None before the first."""
        return next((v for v in reversed(self.versions) if v.valid_from <= day), None)

    @cached_property
    def needs(self) -> Mapping[str, frozenset[str]]:
        """For each step the names it is worked out from, and what those are worked out from."""
        found: dict[str, frozenset[str]] = {}
        for step in self.steps:
            direct = frozenset(step.expression.names())
            found[step.term.name] = direct.union(*(found[name] for name in direct if name in found))
        return found

    def names_behind(self, expression: Expression) -> frozenset[str]:
        """What an expression of this rule is worked out from, and what those are worked out from."""
        kept = self._behind.get(id(expression))
        if kept is None:
            direct = frozenset(expression.names())
            found = direct.union(*(self.needs[name] for name in direct if name in self.needs))
            # with the expression itself, so that its id is never that of another
            kept = self._behind[id(expression)] = (expression, found)
        return kept[1]

    @cached_property
    def _behind(self) -> dict[int, tuple[Expression, frozenset[str]]]:
        return {}

    @cached_property
    def told(self) -> dict[str, tuple[Value, Any]]:
        """What a trace last said of each parameter, with the value it said it of."""
        return {}

    @cached_property
    def condition_names(self) -> frozenset[str]:
        return frozenset(condition.term.name for condition in self.conditions)

    @cached_property
    def step_words(self) -> Mapping[str, str]:
        return {step.term.name: step.expression.words(self.titles) for step in self.steps}

    @cached_property
    def line_words(self) -> tuple[str, ...]:
        """The condition of every line in words; empty for the last."""
        return tuple(line.when.words(self.titles) if line.when else "" for line in self.lines)

    @cached_property
    def secret_names(self) -> frozenset[str]:
        """Facts that are shown to nobody, and the steps from which they could be told."""
        secret = {name for name, term in self.facts.items() if term.secret}
        return frozenset(secret | {name for name, those in self.needs.items() if secret & those})
