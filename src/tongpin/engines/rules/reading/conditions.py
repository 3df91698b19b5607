"""读取条件: each becomes a step that is yes or no, its gap a step that is a number; every one must have its say in ``decide``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tongpin.engines.rules.reading.tables import TableReader
from tongpin.engines.rules.rule import BUILT_IN, RESULT, Condition, Line, Step, Term
from tongpin.engines.rules.wording import is_form, slots
from tongpin.kernel.values import ValueType

KEYS = {"title", "article", "is", "says", "gap", "by_person"}
RESERVED = (RESULT, *BUILT_IN)


class ConditionReader(TableReader):
    """条件读取器."""

    def conditions(self, content: Any) -> tuple[tuple[Condition, ...], tuple[Step, ...]]:
        """The conditions, and the steps they stand on."""
        found: list[Condition] = []
        steps: list[Step] = []
        with self.at("conditions"):
            for name, item in self.mapping(content or {}, set(content) if isinstance(content, dict) else set()).items():
                with self.at(name):
                    given = self.mapping(item, KEYS, {"title", "is"})
                    expression = self.part(given, "is", ValueType.YES_NO)
                    if expression is None:
                        continue
                    term = self.declare(name, given, ValueType.YES_NO)
                    steps.append(Step(term=term, expression=expression))
                    gap = self.gap(name, given, steps)
                    condition = Condition(term=term, article=self.field(given, "article", required=False), gap=gap)
                    found.append(replace(condition, says=self.says(given), by_person=self.by_person(given)))
        return tuple(found), tuple(steps)

    def declare(self, name: Any, given: Mapping[str, Any], type: ValueType) -> Term:
        if not isinstance(name, str) or not name.isidentifier() or name != name.lower() or name in RESERVED:
            self.wrong(f"名称应为小写英文字母、数字和下划线，且不用 {'、'.join(RESERVED)}。")
        if name in self.types:
            self.wrong("名称与前面的重复。")
        self.types[name] = type
        self.titles[name] = self.field(given, "title")
        return Term(name=name, title=self.titles[name], type=type, unit=self.field(given, "unit", required=False))

    def gap(self, name: str, given: Mapping[str, Any], steps: list[Step]) -> Term | None:
        if "gap" not in given:
            return None
        with self.at("gap"):
            written = self.mapping(given["gap"], {"title", "unit", "is"}, {"title", "is"})
            expression = self.part(written, "is", ValueType.NUMBER)
            if expression is None:
                return None
            term = self.declare(f"{name}_gap", written, ValueType.NUMBER)
            steps.append(Step(term=term, expression=expression))
            return term

    def says(self, given: Mapping[str, Any]) -> str:
        template = self.field(given, "says", required=False)
        with self.at("says"):
            self.check_slots(template, ())
        return template

    def by_person(self, given: Mapping[str, Any]) -> bool:
        with self.at("by_person"):
            found = given.get("by_person", False)
            if not isinstance(found, bool):
                self.wrong("应为 true 或 false。")
            return bool(found)

    def check_slots(self, template: str, more: Iterable[str]) -> None:
        """Every slot names something declared, in a form that is known."""
        for name, form in slots(template):
            if name not in self.types and name not in more:
                self.wrong(f"空位“{name}”不是已声明的事实、参数、步骤或条件（有 then 的一行还可用 result）。")
            if not is_form(form):
                self.wrong(f"空位“{name}”的写法“{form}”应为 percent 或 0 至 6。")

    def check_all_decide(self, conditions: Iterable[Condition], lines: Iterable[Line]) -> None:
        """A condition that no line reads would never count."""
        read = {name for line in lines for e in (line.when, line.then) if e for name in e.names()}
        with self.at("decide"):
            for condition in conditions:
                if condition.term.name not in read:
                    self.wrong(f"条件“{condition.term.title}”（{condition.term.name}）没有用到，这样写它不起作用。")
