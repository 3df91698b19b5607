"""应尽事项的判断: what one dated rule says of one subject in one window as of a day, from given facts alone.

judgement = judge(rule, {"general_meetings_held": 0}, as_of=date(2026, 7, 1), window=Period.parse("2026-Q2"))
judgement.state, judgement.due, judgement.sentence, judgement.missing, judgement.trace
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from tongpin.engines.rules.evaluate import (
    Answer,
    built_in_dates,
    decide,
    missing_titles,
    not_yet_in_force,
    why_unknown,
    window_of,
    with_step_values,
)
from tongpin.engines.rules.expressions import CALENDAR, Expression, Unknown, workday_parts
from tongpin.engines.rules.given import known_facts
from tongpin.engines.rules.overrides import Override, Setting, setting_on
from tongpin.engines.rules.rule import Duty, DutyWindow, Force, Outcome, Rule, Version
from tongpin.engines.rules.trace import (
    TraceLine,
    clause_lines,
    of_lines,
    shown,
    source_lines,
    value_lines,
    version_line,
    with_steps,
)
from tongpin.engines.rules.wording import fill, show_value
from tongpin.kernel.periods import Period
from tongpin.kernel.workdays import WorkCalendar

PROVISIONAL = "（所涉年度的放假安排尚未公布，期限按暂定工作日推算。）"


class WrongWindow(ValueError):
    """期间不对: a mistake of the caller."""


class DutyState(StrEnum):
    """应尽事项状态: missing means that a fact is not recorded; it is never counted as overdue."""

    OPEN = "open"
    SOON = "soon"
    DONE = "done"
    OVERDUE = "overdue"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"

    @property
    def label(self) -> str:
        return {
            "open": "未到期",
            "soon": "临期",
            "done": "已完成",
            "overdue": "逾期",
            "not_applicable": "不适用",
            "missing": "缺资料",
        }[self.value]


WORDING: Mapping[Force, str] = {Force.MANDATORY: "违反", Force.GUIDANCE: "提醒", Force.PRACTICE: "本单位做法"}


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """判断结果: the state of a duty with its words. ``missing``: titles of the facts to be supplied.

    ``outcome`` is None where the rule was not asked (不适用).
    """

    rule: Rule
    state: DutyState
    reason: str
    as_of: date
    window: Period | None
    version: Version | None
    setting: Setting
    outcome: Outcome | None = None
    due: date | None = None
    missing: tuple[str, ...] = ()
    missing_names: tuple[str, ...] = ()
    line_number: int = 0
    provisional: bool = False

    @property
    def state_label(self) -> str:
        """The state in words; what has no due date is 不符合, not 逾期."""
        return "不符合" if self.state is DutyState.OVERDUE and self.due is None else self.state.label

    @property
    def wording(self) -> str:
        """违反 / 提醒 / 本单位做法 by force, where something is overdue or does not hold; empty otherwise."""
        return WORDING[self.rule.force] if self.state is DutyState.OVERDUE else ""

    @cached_property
    def citation(self) -> str:
        """The documents with their articles; for a practice the unit's own basis, never a regulation."""
        if self.rule.force is Force.PRACTICE:
            return self.setting.basis or "本单位做法"
        return "；".join(map(str, self.rule.sources))

    @property
    def sentence(self) -> str:
        """The finding in one line, worded by force."""
        match self.wording:
            case "违反":
                return f"违反{self.citation}：{self.reason}"
            case "提醒":
                return f"提醒：{self.reason}依据：{self.citation}。"
            case "本单位做法":
                basis = self.setting.basis
                return f"本单位做法：{self.reason}" + (f"依据：{basis}。" if basis else "")
        return self.reason


@dataclass(frozen=True, kw_only=True)
class Judgement(Ruling):
    """判断: the same with the way to it. ``since``: the day from which the unit keeps records here, where that had a say."""

    known: Mapping[str, Any]
    expressions: tuple[Expression, ...] = field(default=(), repr=False)
    since: date | None = None

    @cached_property
    def trace(self) -> tuple[TraceLine, ...]:
        """The whole way to the state, worked out only when somebody asks."""
        return tuple(_traced(self))


def duty_of(rule: Rule) -> Duty:
    if rule.duty is None:
        raise WrongWindow(f"{rule.key} 不是应尽事项规则（没有 duty 一节）。")
    return rule.duty


def duty_window(rule: Rule, as_of: date, window: Period | None) -> Period | None:
    """The window to be judged: the one given, else the one around ``as_of``; None for standing rules and events."""
    kind = duty_of(rule).window.period_kind
    if window and window.kind != kind:
        wanted = f"应为{duty_of(rule).window.label}一次的期间，如 {Period.containing(as_of, kind)}" if kind else "不按期间检查，不写期间"
        raise WrongWindow(f"“{rule.title}”{wanted}，现为 {window}。")
    return window or window_of(rule, as_of)


def judge(
    rule: Rule,
    facts: Mapping[str, Any],
    as_of: date,
    window: Period | None = None,
    overrides: Iterable[Override] = (),
    calendar: WorkCalendar | None = None,
    since: date | None = None,
) -> Judgement:
    """What the rule says of these facts; ``calendar``: the office's own workdays; ``since``: the day it began to keep records."""
    duty, window = duty_of(rule), duty_window(rule, as_of, window)
    known = {**known_facts(rule, facts), **built_in_dates(as_of, window)}
    if calendar:
        known[CALENDAR] = calendar
    day = version_day(duty, known, as_of, window)
    setting, version = setting_on(rule, overrides, day), rule.version_on(day)
    asked = _Asked(rule, duty, as_of, window, version, setting, known)
    if not setting.adopted:
        return asked.not_applicable(switched_off(rule, setting))
    if version is None:
        return asked.not_applicable(not_yet_in_force(rule, day))
    known.update(version.values, **setting.values)
    found = asked.judgement(version)
    reason = before_records(duty, found.state, found.due, window, as_of, since)
    if not reason:
        return found
    return replace(found, state=DutyState.NOT_APPLICABLE, reason=reason, missing=(), missing_names=(), since=since)


def version_day(duty: Duty, known: Mapping[str, Any], as_of: date, window: Period | None) -> date:
    """The day whose text decides: that of the case where the rule says so, else the end of the window or today, whichever comes first."""
    day = duty.version_on.value(known) if duty.version_on else None
    if isinstance(day, date):
        return day
    return min(as_of, window.last_day) if window else as_of


def before_records(duty: Duty, state: DutyState, due: date | None, window: Period | None, as_of: date, since: date | None) -> str:
    """启用台账之前: why nothing is held against a unit for a time of which it kept no records here; empty where the answer stands.

    What is done stays done, late entries included. A window that ended before is not asked about; in the one that ``since`` lies in,
    what may have happened before is not known, so that it is never overdue, but what is still to come is shown.
    """
    if since is None or state in (DutyState.DONE, DutyState.NOT_APPLICABLE):
        return ""
    began = show_value(since)
    if window:
        if window.last_day < since:
            return f"本单位自{began}起启用台账，{window.title}在此之前，不作检查。"
        late = window.start < since and state is DutyState.OVERDUE
        return f"本单位自{began}起启用台账，{window.title}此前的情况没有登记，不作逾期认定。" if late else ""
    if as_of < since:
        return f"本单位自{began}起启用台账，{show_value(as_of)}在此之前，不作检查。"
    if duty.window is DutyWindow.EVENT and state is DutyState.OVERDUE and due and due < since:
        return f"本单位自{began}起启用台账，期限{show_value(due)}在此之前，不作逾期认定。"
    return ""


def switched_off(rule: Rule, setting: Setting) -> str:
    basis = f"依据：{setting.basis}。" if setting.basis else ""
    return f"本单位不执行“{rule.title}”。{basis}" if setting.used else f"本单位没有采用“{rule.title}”。"


@dataclass(frozen=True)
class _Asked:
    """待判断: everything that is known before the rule is asked."""

    rule: Rule
    duty: Duty
    as_of: date
    window: Period | None
    version: Version | None
    setting: Setting
    known: dict[str, Any]

    def found(self, state: DutyState, reason: str, **more: Any) -> Judgement:
        base = {name: getattr(self, name) for name in ("rule", "as_of", "window", "version", "setting", "known")}
        provisional = self._is_provisional(more.get("expressions", ()))
        return Judgement(state=state, reason=reason + (PROVISIONAL if provisional else ""), provisional=provisional, **base, **more)

    def not_applicable(self, reason: str, **more: Any) -> Judgement:
        return self.found(DutyState.NOT_APPLICABLE, reason, **more)

    def judgement(self, version: Version) -> Judgement:
        with_step_values(self.rule, self.known)
        applies = self.duty.applies.value(self.known) if self.duty.applies else True
        asked = (self.duty.applies,) if self.duty.applies else ()
        if isinstance(applies, Unknown):
            return self.lacking(applies, expressions=asked)
        if not applies:
            return self.not_applicable(fill(self.duty.otherwise, self.known), expressions=asked)
        answer = decide(self.rule, version, self.known)
        read = (*asked, *of_lines(self.rule.lines[: answer.line_number]))
        due = self.due()
        if isinstance(due, Unknown) and answer.outcome is Outcome.NOT_MET:
            return self.lacking(due, outcome=Outcome.UNKNOWN, line_number=answer.line_number, expressions=(*read, self.duty.due))
        known_due = due if isinstance(due, date) else None
        return self.found(
            self.state(answer, known_due),
            answer.reason,
            outcome=answer.outcome,
            due=known_due,
            missing=answer.missing,
            missing_names=names_of(self.rule, answer.missing),
            line_number=answer.line_number,
            expressions=(*read, self.duty.due) if self.duty.due else read,
        )

    def lacking(self, unknown: Unknown, **more: Any) -> Judgement:
        titles = missing_titles(self.rule, unknown)
        more.setdefault("outcome", Outcome.UNKNOWN)
        return self.found(
            DutyState.MISSING, why_unknown(self.rule, unknown), missing=titles, missing_names=names_of(self.rule, titles), **more
        )

    def due(self) -> date | Unknown | None:
        due = self.duty.due.value(self.known) if self.duty.due else None
        if isinstance(due, date) and self.setting.due_shift_days:
            return due + timedelta(days=self.setting.due_shift_days)
        return due  # type: ignore[return-value]  # the expression was checked to give a date

    def state(self, answer: Answer, due: date | None) -> DutyState:
        if answer.outcome is Outcome.MET:
            return DutyState.DONE
        if answer.outcome is Outcome.UNKNOWN:
            return DutyState.MISSING
        if due is None or self.as_of > due:
            return DutyState.OVERDUE
        return DutyState.SOON if (due - self.as_of).days <= self.duty.soon_days else DutyState.OPEN

    def _is_provisional(self, expressions: Iterable[Expression]) -> bool:
        for expression in with_steps(self.rule, tuple(expressions)):
            for part in workday_parts(expression):
                found = part.found(self.known)
                if not isinstance(found, Unknown) and found.provisional:
                    return True
        return False


def names_of(rule: Rule, titles: Iterable[str]) -> tuple[str, ...]:
    wanted = set(titles)
    return tuple(name for name, term in rule.facts.items() if term.title in wanted)


def _traced(judgement: Judgement) -> Iterator[TraceLine]:
    rule, known, duty = judgement.rule, judgement.known, duty_of(judgement.rule)
    yield from source_lines(rule)
    for one in judgement.setting.used:
        yield TraceLine("调整", f"自{show_value(one.starts_on)}起由本单位调整", one.basis)
    if judgement.version:
        yield version_line(judgement.version)
    if judgement.window:
        yield TraceLine("期间", judgement.window.title, f"{show_value(judgement.window.start)}至{show_value(judgement.window.last_day)}")
    if judgement.expressions:
        yield from value_lines(rule, known, judgement.expressions)
        if duty.applies:
            yield TraceLine("适用", duty.applies.words(rule.titles), shown(duty.applies.value(known)))
        yield from clause_lines(rule, known, rule.lines[: judgement.line_number])
        if judgement.due and duty.due:
            shift = judgement.setting.due_shift_days
            moved = f"，本单位调整 {shift} 天" if shift else ""
            yield TraceLine("期限", duty.due.words(rule.titles) + moved, show_value(judgement.due))
    if judgement.since:
        yield TraceLine("启用台账", f"自{show_value(judgement.since)}起", "此前的情况没有登记")
    yield TraceLine("结论", judgement.state_label, judgement.reason)
