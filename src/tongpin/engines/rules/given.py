"""给定的事实: what the caller hands in, checked by name and type before a rule looks at it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from tongpin.engines.rules.expressions import Unknown
from tongpin.engines.rules.operators import PYTHON_TYPE, Value
from tongpin.engines.rules.rule import Rule, Term
from tongpin.engines.rules.wording import show_value
from tongpin.kernel.dates import read_date
from tongpin.kernel.errors import Refused
from tongpin.kernel.values import ValueType

EXAMPLES: Mapping[ValueType, str] = {
    ValueType.NUMBER: "1",
    ValueType.TEXT: '"公示"',
    ValueType.YES_NO: "true",
    ValueType.DATE: '"2026-06-30"',
    ValueType.TEXTS: '["甲", "乙"]',
}
EXPECTED: Mapping[ValueType, str] = {
    ValueType.NUMBER: "数，如 1 或 1.5（整数部分不超过 15 位，小数不超过 6 位）",
    ValueType.TEXT: "文字，加引号",
    ValueType.YES_NO: "是否，写 true 或 false",
    ValueType.DATE: "日期，如 2026-06-30",
    ValueType.TEXTS: "文字清单，如 [甲, 乙]，各项加引号",
}
DIGITS, DECIMALS = 15, 6
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


class WrongFact(TypeError):
    """事实写法不对: a mistake of the caller (unknown name, float, other type), never of the data."""


def known_facts(rule: Rule, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Every declared fact, Unknown where it was not given; WrongFact for a name or a type that the rule does not know."""
    if facts.keys() - rule.facts.keys():
        raise WrongFact(f"{rule.key} 没有声明事实：{'、'.join(sorted(facts.keys() - rule.facts.keys()))}")
    typed = {name: typed_value(rule, term, facts[name]) for name, term in rule.facts.items() if facts.get(name) is not None}
    return {name: _known(rule, term, typed) if name in typed else Unknown(missing=(name,)) for name, term in rule.facts.items()}


def _known(rule: Rule, term: Term, typed: Mapping[str, Value]) -> Value | Unknown:
    """The value; a slip of the pen (none of the choices, out of the limits, more than its whole) tells nothing and is not reckoned with."""
    known = typed[term.name]
    if term.choices and known not in term.choices:
        return Unknown(reason=f"“{term.title}”登记为“{known}”，应为{'、'.join(term.choices)}之一，请更正")
    if isinstance(known, Decimal) and not within(term, known):
        return Unknown(reason=f"“{term.title}”登记为{show_value(known)}{term.unit}，应{limit_in_words(term, known)}，请核对数值和单位")
    if too_much := more_than_whole(rule, term, typed):
        return Unknown(reason=f"“{term.title}”登记为{show_value(known)}{term.unit}，{too_much}，请核对数值和单位")
    return known


def more_than_whole(rule: Rule, term: Term, typed: Mapping[str, Value]) -> str:
    """多于总数: in words, where a part is more than what it is a part of; empty otherwise."""
    part, whole = typed.get(term.name), typed.get(term.within)
    if isinstance(part, Decimal) and isinstance(whole, Decimal) and part > whole:
        of = rule.facts[term.within]
        return f"应不大于“{of.title}”{show_value(whole)}{of.unit}"
    return ""


def within(term: Term, number: Decimal) -> bool:
    return (term.least is None or number >= term.least) and (term.most is None or number <= term.most)


def limit_in_words(term: Term, number: Decimal) -> str:
    """越过的上限或下限."""
    if term.least is not None and number < term.least:
        return f"不小于{show_value(term.least)}{term.unit}"
    return f"不大于{show_value(term.most)}{term.unit}"


def typed_value(rule: Rule, term: Term, value: Any) -> Value:
    """The value of a fact or parameter, whole numbers made exact decimals."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if isinstance(value, list):
        value = tuple(value)
    if type(value) is not PYTHON_TYPE[term.type] and not (isinstance(value, str) and PYTHON_TYPE[term.type] is str):
        raise WrongFact(f"{rule.key}：“{term.title}”应为{term.type.label}，现为 {type(value).__name__}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise WrongFact(f"{rule.key}：“{term.title}”不是普通的数")
    return cast(Value, value)


def read_facts(rule: Rule, text: str) -> dict[str, Value]:
    """Facts written as JSON; Refused with every mistake at once: the name, the value and what is expected."""
    try:
        content = json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_no_twins)
    except json.JSONDecodeError as error:
        raise Refused(f"事实文件不是正确的 JSON：第 {error.lineno} 行第 {error.colno} 列写法不对。") from error
    except (ValueError, RecursionError) as error:
        raise Refused("事实文件不是正确的 JSON：数太长或者层次太多。") from error
    if not isinstance(content, dict):
        raise Refused(f"事实文件应为一个 JSON 对象，如 {{{_example(rule)}}}。")
    found: dict[str, Value] = {}
    problems = [f"“{name}”不是这条规则的事实，可用的有 {'、'.join(rule.facts)}。" for name in sorted(content.keys() - rule.facts.keys())]
    for name, term in rule.facts.items():
        value = content.get(name)
        if value is None:
            continue
        try:
            found[name] = typed_value(rule, term, _from_json(value, term.type))
            _check_limits(term, found[name], problems)
        except (TypeError, ValueError):
            shown = json.dumps(value, ensure_ascii=False, default=str)
            problems.append(f"“{name}”（{term.title}）的值 {shown} 不对，应为{EXPECTED[term.type]}。")
    problems += [
        f"“{name}”（{term.title}）的值 {show_value(found[name])}{term.unit} 不对，{too_much}，请核对数值和单位。"
        for name, term in rule.facts.items()
        if (too_much := more_than_whole(rule, term, found))
    ]
    if problems:
        raise Refused("\n".join(problems))
    return found


def _check_limits(term: Term, value: Value, problems: list[str]) -> None:
    if isinstance(value, Decimal) and not within(term, value):
        problems.append(
            f"“{term.name}”（{term.title}）的值 {show_value(value)}{term.unit} 不对，应{limit_in_words(term, value)}，请核对数值和单位。"
        )


def read_value(term: Term, text: str) -> Value:
    """One value written on the command line; Refused with what is expected."""
    plain = {"是": "true", "否": "false"}.get(text, text)
    try:
        match term.type:
            case ValueType.NUMBER:
                return _number(Decimal(plain))
            case ValueType.DATE:
                return read_date(plain)
            case ValueType.YES_NO:
                return {"true": True, "false": False}[plain]
            case ValueType.TEXTS:
                return tuple(text.split("、"))
    except (ArithmeticError, KeyError, ValueError) as error:
        raise Refused(f"“{term.name}”（{term.title}）的值“{text}”不对，应为{EXPECTED[term.type]}。") from error
    return text


def _from_json(value: Any, type: ValueType) -> Any:
    match type:
        case ValueType.DATE if isinstance(value, str):
            return read_date(value)
        case ValueType.TEXTS if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        case ValueType.TEXTS | ValueType.DATE:
            raise ValueError
        case ValueType.NUMBER if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return _number(Decimal(value))
        case ValueType.NUMBER if isinstance(value, str) and PLAIN_NUMBER.fullmatch(value):
            # the way the commands themselves print a number, so that an answer's facts can be asked again
            return _number(Decimal(value))
    return value


def _number(value: Decimal) -> Decimal:
    """A number such as registers hold: beyond that it is a slip of the pen."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or exponent < -DECIMALS or len(digits) + exponent > DIGITS:
        raise ValueError
    return value


def _no_number(text: str) -> Any:
    raise Refused(f"事实文件里的 {text} 不是数。")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for name, _ in pairs:
        if sum(name == other for other, _ in pairs) > 1:
            raise Refused(f"事实文件里“{name}”写了两次。")
    return dict(pairs)


def _example(rule: Rule) -> str:
    return ", ".join(f'"{name}": {EXAMPLES[term.type]}' for name, term in list(rule.facts.items())[:2])
