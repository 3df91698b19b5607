"""读取规则包: each rule by the reader of the rulebook, with its cases; everything that is wrong is told with its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from tongpin.engines.rules.cases import Case, WrongCase, cases_in
from tongpin.engines.rules.pack_text.guard import Hostile, guarded, line_at
from tongpin.engines.rules.reading import RuleReader
from tongpin.engines.rules.rule import Rule
from tongpin.engines.rules.yaml_text import read_yaml, yaml_trouble

PREFIX = "local"
MOST_RULES, MOST_CASES = 30, 300
_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_OF_CASES = ("as_of", "given", "cases")
_LINE = re.compile(r"第 (\d+) 行第 \d+ 列：(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PackProblem:
    """规则包的问题: at which line, in which item, and what is expected there."""

    line: int | None
    where: str
    expected: str

    def __str__(self) -> str:
        place = (f"第 {self.line} 行" if self.line else "") + (f"（{self.where}）" if self.where else "")
        return f"{place}：{self.expected}" if place else self.expected


@dataclass(frozen=True, slots=True)
class PackRule:
    """规则包里的一条规则, and its cases."""

    rule: Rule
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class PackText:
    """规则包文本: its rules, none where there is any problem."""

    rules: tuple[PackRule, ...]
    problems: tuple[PackProblem, ...]


def read_pack(text: str, code: str, taken: Collection[str] = ()) -> PackText:
    """The rules of a pack, their keys beginning with ``local.<code>.``; ``taken`` are the names of national rules. Never raises."""
    try:
        root = guarded(text)
        content = read_yaml(text)
    except Hostile as error:
        return PackText((), (PackProblem(error.line, "", f"{error.expected}。"),))
    except yaml.YAMLError as error:
        told = _LINE.fullmatch(yaml_trouble(error))
        return PackText((), (PackProblem(int(told[1]) if told else None, "", f"{told[2] if told else yaml_trouble(error)}。"),))
    reader = _PackReader(code, taken, root)
    rules = tuple(reader.rules(content))
    return PackText((), tuple(reader.problems)) if reader.problems else PackText(rules, ())


class _PackReader:
    """规则包读取器: remembers the tree with the lines."""

    def __init__(self, code: str, taken: Collection[str], root: yaml.Node | None) -> None:
        self.code, self.taken, self.root = code, taken, root
        self.problems: list[PackProblem] = []

    def wrong(self, path: list[str], expected: str, where: str = "") -> None:
        self.problems.append(PackProblem(line_at(self.root, path), where or ".".join(path), expected))

    def rules(self, content: Any) -> Iterator[PackRule]:
        if isinstance(content, dict) and "key" in content:
            yield from self.rule(content, [], set())
            return
        if not isinstance(content, dict) or set(content) != {"rules"} or not isinstance(content["rules"], list) or not content["rules"]:
            self.wrong([], "全文应为一条规则（写有 key、title 等），或者 rules: 下面列出各条规则，如“rules: [{key: …, title: …}]”。")
            return
        if len(content["rules"]) > MOST_RULES:
            self.wrong(["rules"], f"一个规则包最多 {MOST_RULES} 条规则。")
            return
        seen: set[str] = set()
        for number, item in enumerate(content["rules"], 1):
            yield from self.rule(item, ["rules", f"第{number}项"], seen)

    def rule(self, item: Any, path: list[str], seen: set[str]) -> Iterator[PackRule]:
        if not isinstance(item, dict):
            self.wrong(path, "应为一条规则，写有 key、title、force、sources、decide、versions 和 cases。")
            return
        key = self.key(item.get("key"), [*path, "key"], seen)
        if "duty" in item:
            self.wrong([*path, "duty"], "本单位的规则不设应尽事项（duty）。")
        about = {name: value for name, value in item.items() if name not in (*_OF_CASES, "duty")}
        reader = RuleReader(key)
        try:
            rule = reader.rule({**about, "key": key}, key)
        except (TypeError, ValueError, ArithmeticError, AttributeError):
            # a shape that nobody writes by mistake; what the reader found until then is told as well
            self.wrong(path, "内容的写法不对，请对照模板检查各项。")
            return
        finally:
            for problem in reader.problems:
                self.wrong([*path, *problem.key.split(".")], problem.expected, problem.key)
        if reader.problems:
            return
        cases = self.cases(item, rule, path)
        if cases is not None:
            yield PackRule(rule, cases)

    def key(self, written: Any, path: list[str], seen: set[str]) -> str:
        name = str(written)
        if name in self.taken:
            self.wrong(path, f"“{name}”是全国规则的名称，本单位的规则请另取名称。")
        elif not isinstance(written, str) or not _NAME.fullmatch(name):
            self.wrong(path, "应为小写英文字母、数字和下划线，以字母开头，不超过 40 个字符，如 little_giant；前缀由系统加上。")
        elif name in seen:
            self.wrong(path, f"“{name}”与前面的规则重复。")
        seen.add(name)
        return f"{PREFIX}.{self.code}.{name}"

    def cases(self, item: dict[str, Any], rule: Rule, path: list[str]) -> tuple[Case, ...] | None:
        given = {name: item.get(name) for name in _OF_CASES}
        if not isinstance(given["cases"], list) or not 1 <= len(given["cases"]) <= MOST_CASES:
            self.wrong([*path, "cases"], f"每条规则后面应有案例（cases），1 至 {MOST_CASES} 个；没有案例的规则不能采用。", "cases")
            return None
        try:
            return tuple(cases_in({"rule": rule.key, **given}, rule, "规则包"))
        except WrongCase as error:
            number = re.search(r"第 (\d+) 个案例", str(error))
            place = [*path, "cases", *([f"第{number[1]}项"] if number else [])]
            self.wrong(place, str(error).removeprefix("规则包"), "cases")
            return None
