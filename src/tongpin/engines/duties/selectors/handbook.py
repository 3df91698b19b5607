"""规则手册页面: how a rule stands in a unit, its versions and its cases in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.selectors.duties import choices_of, duty_of, duty_rules
from tongpin.engines.duties.selectors.gathering import contributed_facts, kind_title
from tongpin.engines.rules.book import RULEBOOK
from tongpin.engines.rules.overrides import Override, setting_on
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.orgs.models import Organisation

_SLOT = re.compile(r"\{(?P<name>[a-z][a-z0-9_]*)(?::[a-z0-9]+)?\}")
STANDING_WORDS = ("执行", "执行，有调整", "已采用", "待补充事实", "未采用", "已停用")


@dataclass(frozen=True)
class Standing:
    """规则在本单位: whether it is asked, in a word with its tone, and why."""

    rule: Rule
    tone: str
    word: str
    reason: str

    @property
    def code(self) -> str:
        return duty_of(self.rule).code

    @property
    def subject(self) -> str:
        return kind_title(duty_of(self.rule).subject)

    @property
    def every(self) -> str:
        return duty_of(self.rule).window.label

    @property
    def sources(self) -> str:
        return "；".join(map(str, self.rule.sources))


@dataclass(frozen=True)
class CaseInWords:
    """一例: one sentence and what the rule says to it."""

    sentence: str
    state: str
    colour: str


def standings(org: Organisation, day: date) -> list[Standing]:
    """规则清单 as they stand in a unit on a day; one query."""
    choices = choices_of({org.pk: org.path})
    return [standing(rule, choices.overrides(org.pk, rule), day) for rule in duty_rules()]


def standing_in(rule: Rule, org: Organisation, day: date) -> Standing:
    """How one rule stands in a unit on a day."""
    return standing(rule, choices_of({org.pk: org.path}).overrides(org.pk, rule), day)


def standing(rule: Rule, overrides: tuple[Override, ...], day: date) -> Standing:
    """执行情况 in words."""
    setting = setting_on(rule, overrides, day)
    chosen = [one for one in setting.used if one.adopted is not None]
    untold = [rule.facts[name].title for name in rule.facts if name not in contributed_facts(duty_of(rule).subject)]
    if not setting.adopted:
        return Standing(rule, "stop", "已停用", setting.basis) if chosen else Standing(rule, "plain", "未采用", "由单位自行决定是否采用。")
    if chosen:
        return Standing(rule, "done", "已采用", setting.basis)
    if untold:
        return Standing(rule, "warn", "待补充事实", f"记录中没有{_few(untold)}，补充认定事实或采用后才检查。")
    if setting.used:
        return Standing(rule, "done", "执行，有调整", setting.basis)
    return Standing(rule, "done", "执行", "")


def _few(titles: Sequence[str]) -> str:
    shown = "、".join(f"“{title}”" for title in titles[:2])
    return f"{shown}等{len(titles)}项事实" if len(titles) > 2 else shown


def cases_of(rule: Rule) -> list[CaseInWords]:
    """规则的例子 that stand beside it in the rulebook."""
    file = RULEBOOK.joinpath(*rule.key.split(".")).with_suffix(".cases.yaml")
    if not file.exists():
        return []
    read: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    return [_case(one) for one in read.get("cases", ())]


def lines_in_words(rule: Rule) -> list[tuple[str, str]]:
    """怎样判断: each clause with what is said, the names in it written as people know them."""
    return [(line.when.words(rule.titles) if line.when else "其余情形", _SLOT.sub(_titled(rule), line.because)) for line in rule.lines]


def otherwise_in_words(rule: Rule) -> str:
    """不适用的说法."""
    return _SLOT.sub(_titled(rule), duty_of(rule).otherwise)


def _titled(rule: Rule) -> Callable[[re.Match[str]], str]:
    return lambda found: f"〔{rule.titles.get(found['name'], '数值')}〕"


def _case(one: Mapping[str, Any]) -> CaseInWords:
    expect = one.get("expect", {})
    known = {state.value: state for state in FindingState}
    state = known.get(expect.get("state", ""))
    return CaseInWords(str(one.get("case", "")), state.label if state else "", state.colour if state else "grey")
