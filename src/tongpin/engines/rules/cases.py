"""规则案例: the cases that stand beside every rule, asked of it as it stands now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tongpin.engines.rules.book import RULEBOOK, book
from tongpin.engines.rules.duty import DutyState, Judgement, WrongWindow, judge
from tongpin.engines.rules.evaluate import Answer, apply_rule
from tongpin.engines.rules.given import WrongFact
from tongpin.engines.rules.overrides import Override
from tongpin.engines.rules.rule import Outcome, Rule
from tongpin.engines.rules.yaml_text import read_yaml, yaml_trouble
from tongpin.kernel.periods import Period

EXPECTABLE: Mapping[str, str] = {"outcome": "结论", "value": "数值", "reason": "理由", "missing": "缺少的事实"}
EXPECTABLE_OF_DUTIES: Mapping[str, str] = {
    "state": "状态",
    "outcome": "结论",
    "due": "期限",
    "reason": "理由",
    "missing": "缺少的事实",
    "sentence": "整句",
}
CASE_KEYS = frozenset({"case", "as_of", "window", "adopted", "facts", "expect"})


class WrongCase(ValueError):
    """案例写法不对: says which case of which file, and what is expected."""


@dataclass(frozen=True)
class Case:
    """案例: a plain sentence, the facts, and the expected answer."""

    rule: str
    sentence: str
    as_of: date
    facts: Mapping[str, Any]
    expect: Mapping[str, Any]
    window: str | int | None = None
    adopted: bool | None = None
    of: Rule | None = None
    """The rule itself, where it does not stand in the rulebook."""

    @property
    def asked(self) -> Rule:
        return self.of or book().rules[self.rule]

    def answer(self) -> Answer | Judgement:
        rule = self.asked
        if not rule.duty:
            return apply_rule(rule, self.facts, self.as_of)
        window = Period.parse(str(self.window)) if self.window else None
        return judge(rule, self.facts, self.as_of, window, self.overrides())

    def overrides(self) -> list[Override]:
        """Rules that a unit has to take up first are judged as taken up, unless the case says ``adopted: false``."""
        duty = self.asked.duty
        adopted = self.adopted if self.adopted is not None else None if duty and duty.adopted else True
        return [] if adopted is None else [Override(rule=self.rule, starts_on=date(1949, 10, 1), basis="", adopted=adopted)]

    def differences(self) -> list[str]:
        """What the rule answers otherwise than the case expects, each in words."""
        try:
            answer = self.answer()
        except (WrongFact, WrongWindow, ValueError) as error:
            return [f"写法不对：{error}"]
        names = EXPECTABLE_OF_DUTIES if isinstance(answer, Judgement) else EXPECTABLE
        given = got(answer)
        unknown = [f"expect 中的“{name}”不认识，可用的有 {'、'.join(names)}" for name in self.expect if name not in names]
        return unknown + [
            f"{names[name]}应为“{in_words(name, wanted)}”，现为“{in_words(name, given[name])}”"
            for name, wanted in self.expect.items()
            if name in names and given[name] != wanted
        ]


def cases_file(rule_file: Path) -> Path:
    return rule_file.with_suffix(".cases.yaml")


def cases_of(rule: Rule) -> list[Case]:
    """案例 of a rule, in the order of the file; WrongCase where it cannot be read."""
    place = rule.file.removeprefix("rulebook/")
    file = cases_file(RULEBOOK / place)
    name = f"rulebook/{cases_file(Path(place)).as_posix()}"
    if not file.exists():
        raise WrongCase(f"没有案例文件 {name}。")
    try:
        content = read_yaml(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise WrongCase(f"案例文件 {name}，{yaml_trouble(error)}。") from error
    return list(cases_in(content, rule, f"案例文件 {name}"))


def cases_in(content: Any, rule: Rule, name: str) -> Iterator[Case]:
    """案例 as they are written, of a rule in hand; WrongCase names the first that cannot be read."""
    key = rule.key
    if not isinstance(content, dict) or content.get("rule") != key or not isinstance(content.get("cases"), list):
        raise WrongCase(f"{name} 应写有 rule: {key}、as_of 和 cases。")
    for number, case in enumerate(content["cases"], 1):
        where = f"{name} 第 {number} 个案例"
        if not isinstance(case, dict) or not {"case", "facts", "expect"} <= case.keys():
            raise WrongCase(f"{where}应写有 case、facts 和 expect。")
        if unknown := sorted(case.keys() - CASE_KEYS):
            raise WrongCase(f"{where}中的“{unknown[0]}”不认识，可用的有 {'、'.join(sorted(CASE_KEYS))}。")
        as_of = case.get("as_of", content.get("as_of"))
        if type(as_of) is not date:
            raise WrongCase(f"{where}的 as_of 应为日期，如 2027-07-15。")
        given = content.get("given") or {}
        if not all(isinstance(part, dict) for part in (given, case["facts"] or {}, case["expect"] or {})):
            raise WrongCase(f"{where}的 given、facts 和 expect 应为“名称: 值”。")
        facts = {**given, **(case["facts"] or {})}
        more = {part: case.get(part, content.get(part)) for part in ("window", "adopted")}
        yield Case(key, str(case["case"]), as_of, facts, case["expect"] or {}, **more, of=rule)


def not_covered(rule: Rule, cases: list[Case]) -> list[str]:
    """没有案例的情形: lines of the rule that no case reaches, and a missing fact that none shows."""
    answers = [case.answer() for case in cases]
    reached = {(a.line_number, a.outcome) for a in answers}
    found = [f"第 {n} 行没有案例" for n, line in enumerate(rule.lines, 1) if (n, line.outcome) not in reached]
    asks_nothing = any(
        not c.facts and isinstance(a, Judgement) and a.state is DutyState.NOT_APPLICABLE for c, a in zip(cases, answers, strict=True)
    )
    if not asks_nothing and Outcome.UNKNOWN not in {a.outcome for a in answers}:
        found.append("没有缺事实的案例")
    return found


def got(answer: Answer | Judgement) -> dict[str, Any]:
    """The parts of an answer that a case may expect."""
    if isinstance(answer, Judgement):
        outcome = answer.outcome.value if answer.outcome else None
        more = {"state": answer.state.value, "due": answer.due, "sentence": answer.sentence}
        return {"outcome": outcome, "reason": answer.reason, "missing": list(answer.missing), **more}
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"outcome": answer.outcome.value, "value": value, "reason": answer.reason, "missing": list(answer.missing)}


def in_words(name: str, value: Any) -> str:
    """A part of an answer as a person reads it, with the word of the file where it has one."""
    if value is None:
        return "无"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "无"
    labels = {"outcome": {o.value: o.label for o in Outcome}, "state": {s.value: s.label for s in DutyState}}.get(name, {})
    return f"{labels[value]} {value}" if value in labels else str(value)
