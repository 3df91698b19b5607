"""选拔任用程序: whether a step may be recorded, from the steps of the rule in force and what is recorded already. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

RECOMMENDATION, DECISION, NOTICE, TALK, OFFICE, PROBATION = "民主推荐", "讨论决定", "任前公示", "任前谈话", "任职", "试用期满考核"

PASSED, FAILED, WAIVED = "passed", "failed", "waived"


@dataclass(frozen=True)
class Way:
    """任用步骤 of the text in force when the case began, with its periods and papers."""

    steps: tuple[str, ...]
    waivable: frozenset[str]
    materials: Mapping[str, tuple[str, ...]]
    publicity_workdays: int
    probation_months: int
    recommendation_months: int
    quorum_parts: int
    quorum_whole: int

    def number_of(self, title: str) -> int:
        return self.steps.index(title) + 1

    def title_of(self, number: int) -> str:
        return self.steps[number - 1]

    @property
    def last(self) -> int:
        return len(self.steps)


@dataclass(frozen=True)
class StepDone:
    """已登记的步骤: its first and last day and what came of it."""

    on: date
    until: date
    conclusion: str


def obstacle(way: Way, number: int, on: date, done: Mapping[int, StepDone]) -> str:
    """阻断原因: why step ``number`` cannot be recorded on that day; it names the step that was skipped, failed or is later."""
    title = way.title_of(number)
    for earlier in range(1, number):
        before = f"第{earlier}步“{way.title_of(earlier)}”"
        found = done.get(earlier)
        if found is None:
            return f"尚未登记{before}，不能登记第{number}步“{title}”。"
        if found.conclusion == FAILED:
            return f"{before}的结论是不通过，不能继续办理。"
        if found.until > on:
            return f"日期早于{before}的 {found.until:%Y-%m-%d}，次序不对，请核对。"
    for later in range(number + 1, way.last + 1):
        after = done.get(later)
        if after is not None and after.on < on:
            return f"日期晚于第{later}步“{way.title_of(later)}”的 {after.on:%Y-%m-%d}，次序不对，请核对。"
    return ""


def next_step(way: Way, done: Mapping[int, StepDone]) -> int | None:
    """下一步; None where all are recorded or one failed."""
    if any(one.conclusion == FAILED for one in done.values()):
        return None
    return next((n for n in range(1, way.last + 1) if n not in done), None)


def is_quorate(way: Way, due: int, present: int) -> bool:
    """到会人数够: at least the share of those due that the rule asks for."""
    return present * way.quorum_whole >= due * way.quorum_parts


def is_agreed(due: int, yes: int) -> bool:
    """形成决定: more than half of those due are for it; exactly half is not enough."""
    return yes * 2 > due
