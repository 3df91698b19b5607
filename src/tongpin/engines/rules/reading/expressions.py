"""读取表达式: constants, names and operations, each checked for its type while it is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.engines.rules.expressions import (
    AllOf,
    AnyOf,
    Branch,
    Choose,
    Constant,
    Expression,
    IsKnown,
    Name,
    Not,
    Operation,
    PlusWorkdays,
)
from tongpin.engines.rules.operators import OPERATORS, Operator, Value
from tongpin.engines.rules.reading.walker import Walker
from tongpin.kernel.values import ValueType

_JUNCTIONS: Mapping[str, type[Branch]] = {"all": AllOf, "any": AnyOf}
_NOTHING = Constant(ValueType.YES_NO, False)
OTHER_OPERATIONS = ("all", "any", "not", "is_known", "if", "plus_workdays", "text", "texts")


class ExpressionReader(Walker):
    """表达式读取器."""

    def part(self, given: Mapping[str, Any], name: str, type: ValueType | None = None) -> Expression | None:
        if name not in given:
            return None
        with self.at(name):
            return self.expression(given[name], type)

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
        if operator == "plus_workdays":
            return self.plus_workdays(arguments)
        if operator in OPERATORS:
            return self.applied(OPERATORS[operator], arguments)
        known = "、".join([*OPERATORS, *OTHER_OPERATIONS])
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

    def plus_workdays(self, items: list[Any]) -> Expression:
        arguments = self.arguments(items, None, least=2, most=2)
        for place, wanted in enumerate((ValueType.DATE, ValueType.NUMBER)):
            if arguments[place].type != wanted and arguments[place] is not _NOTHING:
                self.wrong(f"第 {place + 1} 个参数应为{wanted.label}，现为{arguments[place].type.label}。")
        return PlusWorkdays(ValueType.DATE, arguments)

    def applied(self, operator: Operator, items: list[Any]) -> Expression:
        arguments = self.arguments(items, None, least=operator.least, most=operator.most)
        for place, argument in enumerate(arguments):
            allowed = operator.allowed_at(place)
            if argument.type not in allowed and argument is not _NOTHING:
                self.wrong(f"第 {place + 1} 个参数应为{'或'.join(t.label for t in allowed)}，现为{argument.type.label}。")
        if operator.alike and len({a.type for a in arguments}) > 1 and _NOTHING not in arguments:
            self.wrong(f"两边应是同一类型，现为{'、'.join(a.type.label for a in arguments)}。")
        return Operation(operator.gives or arguments[0].type, arguments, operator)
