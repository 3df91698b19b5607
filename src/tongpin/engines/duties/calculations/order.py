"""规则的先后: in which order areas of the rulebook stand wherever rules stand side by side; what offices look at first comes first."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tongpin.engines.rules.rule import Rule

AREAS: Mapping[str, str] = {
    "life": "组织生活",
    "stu": "理论学习",
    "edu": "党员教育管理",
    "office": "述职、责任和公开",
    "dev": "发展党员",
    "dues": "党费",
    "elec": "换届选举",
    "org": "组织设置",
    "practice": "工作惯例",
}
"""Area (the part of a rule's key before its file name) and its title, in the order of columns and rows."""

_PLACES = {area: place for place, area in enumerate(AREAS)}
_PART = re.compile(r"(\d+)")


def area_of(rule: Rule) -> str:
    """The area of a rule: "life" of ``party.life.life_01_general_meeting``."""
    return rule.key.split(".")[-2]


def rule_order(rule: Rule) -> tuple[int, tuple[tuple[str, int], ...]]:
    """By area, then by code with its numbers as numbers; areas that are not named stand before the practices."""
    code = rule.duty.code if rule.duty else rule.key
    parts = tuple((part, 0) if not part.isdigit() else ("", int(part)) for part in _PART.split(code))
    return _PLACES.get(area_of(rule), _PLACES["practice"] - 1), parts
