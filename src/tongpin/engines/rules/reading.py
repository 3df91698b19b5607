"""读取规则: turns one YAML file into a ``Rule``; everything that is wrong is collected, each with file, key and what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tongpin.engines.rules.expressions import AllOf, AnyOf, Branch, Choose, Constant, Expression, IsKnown, Name, Not, Operation
from tongpin.engines.rules.operators import OPERATORS, Operator, Value
from tongpin.engines.rules.rule import Force, Line, Outcome, Rule, Source, Step, Term, Version
from tongpin.engines.rules.wording import is_form, slots
from tongpin.kernel.values import ValueType

RULE_KEYS = {"key", "title", "force", "sources", "note", "facts", "parameters", "steps", "decide", "versions"}
SOURCE_KEYS = {"document", "number", "article", "url", "quote"}
RESULT = "result"
_JUNCTIONS: Mapping[str, type[Branch]] = {"all": AllOf, "any": AnyOf}
_NOTHING = Constant(ValueType.YES_NO, False)


@dataclass(frozen=True, slots=True)
class Problem:
    """规则文件的问题."""

    file: str
    key: str
    expected: str

    def __str__(self) -> str:
        return f"规则文件 {self.file}，{self.key}：{self.expected}"


@dataclass
class RuleReader:
    """规则读取器: walks one file and remembers where it is."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    types: dict[str, ValueType] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    # --- where we are ---------------------------------------------------------------------------------------------------
    @contextmanager
    def at(self, *steps: object) -> Iterator[None]:
        self.path.extend(str(s) for s in steps)
        try:
            yield
        finally:
            del self.path[len(self.path) - len(steps) :]

    def wrong(self, expected: str) -> None:
        self.problems.append(Problem(self.file, ".".join(self.path) or "全文", expected))

    def mapping(self, content: Any, allowed: set[str], required: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
        """The content as a mapping with known keys only; {} and a problem otherwise."""
        if not isinstance(content, dict):
            self.wrong(f"应为若干“名称: 内容”，可用的名称有 {'、'.join(sorted(allowed))}。")
            return {}
        for key in content.keys() - allowed:
            self.wrong(f"不认识“{key}”，可用的名称有 {'、'.join(sorted(allowed))}。")
        for key in sorted(required - content.keys()):
            self.wrong(f"缺少“{key}”。")
        return content

    def listing(self, content: Any, *, least: int = 0) -> list[Any]:
        if content is None and not least:
            return []
        if not isinstance(content, list) or len(content) < least:
            self.wrong(f"应为清单（每项以“- ”开头），至少 {least} 项。")
            return []
        return content

    def text(self, content: Any, *, required: bool = True) -> str:
        if content is None and not required:
            return ""
        if not isinstance(content, str) or (required and not content.strip()):
            self.wrong("应为文字。")
            return ""
        return content.strip()

    def choice(self, content: Any, allowed: type[StrEnum], fallback: Any) -> Any:
        try:
            return allowed(content)
        except ValueError:
            self.wrong(f"应为 {'、'.join(allowed)} 之一，现为“{content}”。")
            return fallback

    # --- the rule -------------------------------------------------------------------------------------------------------
    def rule(self, content: Any, key: str) -> Rule:
        """The rule; to be used only where ``problems`` stayed empty."""
        given = self.mapping(content, RULE_KEYS, RULE_KEYS - {"note", "parameters", "steps"})
        with self.at("key"):
            if given.get("key") != key:
                self.wrong(f"应与文件位置一致，为“{key}”。")
        facts = self.terms(given.get("facts") or {}, "facts")
        parameters = self.terms(given.get("parameters") or {}, "parameters")
        steps = tuple(self.steps(given.get("steps")))
        lines = tuple(self.lines(given.get("decide")))
        return Rule(
            key=key,
            title=self.field(given, "title"),
            force=self.force(given.get("force")),
            sources=tuple(self.sources(given.get("sources"))),
            facts=facts,
            parameters=parameters,
            steps=steps,
            lines=lines,
            versions=tuple(self.versions(given.get("versions"), parameters)),
            note=self.field(given, "note", required=False),
            file=self.file,
            titles=dict(self.titles),
        )

    def field(self, given: Mapping[str, Any], name: str, *, required: bool = True) -> str:
        with self.at(name):
            return self.text(given.get(name), required=required)

    def force(self, content: Any) -> Force:
        with self.at("force"):
            force: Force = self.choice(content, Force, Force.PRACTICE)
            return force

    def sources(self, content: Any) -> Iterator[Source]:
        with self.at("sources"):
            for number, item in enumerate(self.listing(content, least=1), 1):
                with self.at(f"第{number}项"):
                    given = self.mapping(item, SOURCE_KEYS, {"document"})
                    yield Source(**{name: self.field(given, name, required=name == "document") for name in SOURCE_KEYS})

    def terms(self, content: Any, part: str) -> dict[str, Term]:
        found: dict[str, Term] = {}
        with self.at(part):
            for name, item in self.mapping(content, set(content) if isinstance(content, dict) else set()).items():
                with self.at(name):
                    given = self.mapping(item, {"title", "type", "unit"}, {"title", "type"})
                    found[name] = self.declare(name, given, self.choice(given.get("type"), ValueType, ValueType.TEXT))
        return found

    def declare(self, name: Any, given: Mapping[str, Any], type: ValueType) -> Term:
        if not isinstance(name, str) or not name.isidentifier() or name != name.lower() or name == RESULT:
            self.wrong(f"名称应为小写英文字母、数字和下划线，且不用 {RESULT}。")
        if name in self.types:
            self.wrong("名称与前面的重复。")
        self.types[name] = type
        self.titles[name] = self.field(given, "title")
        return Term(name=name, title=self.titles[name], type=type, unit=self.field(given, "unit", required=False))

    def steps(self, content: Any) -> Iterator[Step]:
        with self.at("steps"):
            for name, item in self.mapping(content or {}, set(content or {})).items():
                with self.at(name):
                    given = self.mapping(item, {"title", "is", "unit"}, {"title", "is"})
                    with self.at("is"):
                        expression = self.expression(given.get("is"))
                    yield Step(term=self.declare(name, given, expression.type), expression=expression)

    def lines(self, content: Any) -> Iterator[Line]:
        with self.at("decide"):
            items = self.listing(content, least=1)
            for number, item in enumerate(items, 1):
                with self.at(f"第{number}行"):
                    yield self.line(item, last=number == len(items))

    def line(self, item: Any, *, last: bool) -> Line:
        given = self.mapping(item, {"when", "then", "places", "outcome", "because"}, {"outcome", "because"})
        if last == ("when" in given):
            self.wrong("最后一行不写 when，其余各行都要写，这样才不会没有结论。")
        because = self.field(given, "because")
        with self.at("because"):
            for name, form in slots(because):
                if name not in self.types and not (name == RESULT and "then" in given):
                    self.wrong(f"空位“{name}”不是已声明的事实、参数或步骤（有 then 的一行还可用 {RESULT}）。")
                if not is_form(form):
                    self.wrong(f"空位“{name}”的写法“{form}”应为 percent 或 0 至 6。")
        with self.at("outcome"):
            outcome = self.choice(given.get("outcome"), Outcome, Outcome.UNKNOWN)
        return Line(
            when=self.part(given, "when", ValueType.YES_NO),
            then=self.part(given, "then"),
            places=self.part(given, "places", ValueType.NUMBER),
            outcome=outcome,
            because=because,
        )

    def part(self, given: Mapping[str, Any], name: str, type: ValueType | None = None) -> Expression | None:
        if name not in given:
            return None
        with self.at(name):
            return self.expression(given[name], type)

    def versions(self, content: Any, parameters: Mapping[str, Term]) -> Iterator[Version]:
        with self.at("versions"):
            before: date | None = None
            for number, item in enumerate(self.listing(content, least=1), 1):
                with self.at(f"第{number}项"):
                    given = self.mapping(item, {"valid_from", "basis", "values"}, {"valid_from"})
                    starts = self.day(given.get("valid_from"), before)
                    before = starts
                    yield Version(
                        valid_from=starts, basis=self.field(given, "basis", required=False), values=self.values(given, parameters)
                    )

    def day(self, content: Any, before: date | None) -> date:
        with self.at("valid_from"):
            if type(content) is not date:
                self.wrong("应为日期，如 2024-01-01。")
                return date.min
            if before and content <= before:
                self.wrong(f"各版本按施行日期从早到晚排列，应晚于 {before}。")
            return content

    def values(self, given: Mapping[str, Any], parameters: Mapping[str, Term]) -> dict[str, Value]:
        with self.at("values"):
            written = self.mapping(given.get("values") or {}, set(parameters), set(parameters))
            found: dict[str, Value] = {}
            for name, content in written.items():
                with self.at(name):
                    if name in parameters:
                        found[name] = self.constant(content, parameters[name].type)
            return found

    def constant(self, content: Any, wanted: ValueType) -> Value:
        """A parameter's value, written plainly: its type is declared."""
        match content, wanted:
            case (bool(), ValueType.YES_NO):
                return bool(content)
            case (int() | Decimal(), ValueType.NUMBER) if not isinstance(content, bool):
                return Decimal(content)
            case (str(), ValueType.TEXT):
                return str(content)
            case (date(), ValueType.DATE):
                day: date = content
                return day
            case (list(), ValueType.TEXTS) if content and all(isinstance(c, str) for c in content):
                return tuple(content)
        self.wrong(f"应为{wanted.label}。")
        return ""

    # --- expressions ----------------------------------------------------------------------------------------------------
    def expression(self, content: Any, wanted: ValueType | None = None) -> Expression:
        found = self._expression(content)
        if wanted and found.type != wanted and found is not _NOTHING:
            self.wrong(f"应得出{wanted.label}，现得出{found.type.label}。")
        return found

    def _expression(self, content: Any) -> Expression:
        match content:
            case bool():
                return Constant(ValueType.YES_NO, content)
            case int() | Decimal():
                return Constant(ValueType.NUMBER, Decimal(content))
            case date():
                return Constant(ValueType.DATE, content)
            case str():
                return self.name(content)
            case dict() if len(content) == 1:
                [(operator, argument)] = content.items()
                with self.at(operator):
                    return self.operation(operator, argument)
        self.wrong("应为数、日期、名称，或者“运算: [参数…]”一项；文字写作 {text: 文字}。")
        return _NOTHING

    def name(self, name: str) -> Expression:
        if name in self.types:
            return Name(self.types[name], name)
        self.wrong(f"“{name}”没有在前面声明；已声明的有 {'、'.join(self.types) or '（无）'}。文字请写作 {{text: {name}}}。")
        return _NOTHING

    def operation(self, operator: Any, argument: Any) -> Expression:
        if operator == "text":
            return Constant(ValueType.TEXT, self.text(argument, required=False))
        if operator == "texts":
            return Constant(ValueType.TEXTS, self.constant(argument, ValueType.TEXTS))
        arguments = argument if isinstance(argument, list) else [argument]
        if operator in _JUNCTIONS:
            return _JUNCTIONS[operator](ValueType.YES_NO, self.arguments(arguments, ValueType.YES_NO, least=1))
        if operator == "not":
            return Not(ValueType.YES_NO, self.arguments(arguments, ValueType.YES_NO, least=1, most=1))
        if operator == "is_known":
            return IsKnown(ValueType.YES_NO, self.arguments(arguments, None, least=1, most=1))
        if operator == "if":
            return self.choose(arguments)
        if operator in OPERATORS:
            return self.applied(OPERATORS[operator], arguments)
        known = "、".join([*OPERATORS, "all", "any", "not", "is_known", "if", "text", "texts"])
        self.wrong(f"没有“{operator}”这种运算，可用的有 {known}。")
        return _NOTHING

    def arguments(self, items: list[Any], wanted: ValueType | None, *, least: int, most: int = 50) -> tuple[Expression, ...]:
        if not least <= len(items) <= most:
            wanted_count = f"{least}" if least == most else f"{least} 至 {most}"
            self.wrong(f"应有 {wanted_count} 个参数，现有 {len(items)} 个。")
            return tuple(_NOTHING for _ in range(least))
        found: list[Expression] = []
        for number, item in enumerate(items, 1):
            with self.at(number):
                found.append(self.expression(item, wanted))
        return tuple(found)

    def choose(self, items: list[Any]) -> Expression:
        arguments = self.arguments(items, None, least=3, most=3)
        if arguments[0].type != ValueType.YES_NO or arguments[1].type != arguments[2].type:
            self.wrong("if 的第 1 个参数应得出是否，后两个参数应是同一类型。")
        return Choose(arguments[1].type, arguments)

    def applied(self, operator: Operator, items: list[Any]) -> Expression:
        arguments = self.arguments(items, None, least=operator.least, most=operator.most)
        for place, argument in enumerate(arguments):
            allowed = operator.allowed_at(place)
            if argument.type not in allowed and argument is not _NOTHING:
                self.wrong(f"第 {place + 1} 个参数应为{'或'.join(t.label for t in allowed)}，现为{argument.type.label}。")
        if operator.alike and len({a.type for a in arguments}) > 1 and _NOTHING not in arguments:
            self.wrong(f"两边应是同一类型，现为{'、'.join(a.type.label for a in arguments)}。")
        return Operation(operator.gives or arguments[0].type, arguments, operator)
