"""重复问题: whether the same was ordered before, by the office's own rule. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongpin.kernel.dates import plus_months


@dataclass(frozen=True, slots=True)
class Problem:
    """问题: what an order was about, whose it was and when."""

    key: int
    name: str
    subject: str
    cause: str
    lead: int
    on: date


@dataclass(frozen=True, slots=True)
class RepeatRule:
    """重复规则: so many months back, by the same subject, by the same cause at the same unit, or by either."""

    months: int
    by_subject: bool
    by_cause: bool


def repeats(problem: Problem, others: Iterable[Problem], rule: RepeatRule) -> list[tuple[int, str]]:
    """(key, one sentence) of each earlier order that makes this one a repeat, the latest first."""
    since = plus_months(problem.on, -rule.months)
    earlier = [o for o in others if o.key != problem.key and since <= o.on and (o.on, o.key) < (problem.on, problem.key)]
    found = []
    for other in sorted(earlier, key=lambda o: (o.on, o.key), reverse=True):
        if rule.by_subject and problem.subject and plain(problem.subject) == plain(other.subject):
            found.append((other.key, f"{rule.months}个月内同一主题已督办：{other.name}。"))
        elif rule.by_cause and problem.cause and problem.cause == other.cause and problem.lead == other.lead:
            found.append((other.key, f"{rule.months}个月内该单位因同一原因已督办：{other.name}。"))
    return found


def plain(text: str) -> str:
    """The subject without blanks and marks, so that writing it a little otherwise does not hide a repeat."""
    return re.sub(r"[\W_]+", "", text).lower()
