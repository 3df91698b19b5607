"""读取规则: turns one YAML file into a ``Rule``; everything that is wrong is collected, each with file, key and what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.engines.rules.operators import Value
from tongpin.engines.rules.reading.duties import DutyReader
from tongpin.engines.rules.rule import AS_OF, BUILT_IN, RESULT, Force, Line, Outcome, Rule, Source, Step, Term, Version
from tongpin.kernel.values import ValueType

RULE_KEYS = {"key", "title", "force", "sources", "note", "facts", "parameters", "duty", "steps", "conditions", "decide", "versions"}
SOURCE_KEYS = {"document", "number", "article", "url", "quote"}


class RuleReader(DutyReader):
    """规则读取器: one file, from the top."""

    def rule(self, content: Any, key: str) -> Rule:
        """The rule; to be used only where ``problems`` stayed empty."""
        given = self.mapping(content, RULE_KEYS, RULE_KEYS - {"note", "parameters", "steps", "conditions", "duty"})
        for name in (AS_OF, *self.window_dates(given.get("duty"))):
            self.types[name], self.titles[name] = ValueType.DATE, BUILT_IN[name]
        with self.at("key"):
            if given.get("key") != key:
                self.wrong(f"应与文件位置一致，为“{key}”。")
        facts = self.terms(given.get("facts") or {}, "facts")
        if "duty" in given:
            facts = {name: _counted(term) for name, term in facts.items()}
        parameters = self.terms(given.get("parameters") or {}, "parameters")
        steps = tuple(self.steps(given.get("steps")))
        conditions, of_conditions = self.conditions(given.get("conditions"))
        force = self.force(given.get("force"))
        duty = self.duty(given["duty"], facts, force) if "duty" in given else None
        lines = tuple(self.lines(given.get("decide")))
        self.check_all_decide(conditions, lines)
        if duty and self.columns:
            self.wrong("应尽事项的规则不用分档表：单位要能逐项调整其参数。")
        return Rule(
            key=key,
            title=self.field(given, "title"),
            force=force,
            sources=tuple(self.sources(given.get("sources"))),
            facts=facts,
            parameters=parameters,
            steps=steps + of_conditions,
            conditions=conditions,
            lines=lines,
            versions=tuple(self.versions(given.get("versions"), parameters)),
            note=self.field(given, "note", required=False),
            file=self.file,
            titles=dict(self.titles),
            duty=duty,
        )

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
                    more = {"secret", "stated", "choices", "least", "most", "within"} if part == "facts" else {"columns"}
                    given = self.mapping(item, {"title", "type", "unit"} | more, {"title", "type"})
                    term = self.declare(name, given, self.choice(given.get("type"), ValueType, ValueType.TEXT))
                    secret, stated = self.yes_no(given, "secret"), self.yes_no(given, "stated")
                    term = replace(term, secret=secret, stated=stated, choices=self.choices(given, term.type))
                    limits = {bound: self.bound(given, bound, term.type) for bound in ("least", "most")}
                    found[name] = replace(term, **limits, within=self.field(given, "within", required=False))  # type: ignore[arg-type]
                    if secret and stated:
                        self.wrong("不公开的事实（secret）不能由人认定（stated）。")
                    if term.type is ValueType.TABLE or "columns" in given:
                        found[name] = replace(term, columns=self.table_heads(given, part, term))
                    if sum(term.title == found[name].title for term in found.values()) > 1:
                        self.wrong("title 与前面的重复，填写的人无法分辨。")
            for name, term in found.items():
                with self.at(name, "within"):
                    self.check_part(term, found.get(term.within))
        return found

    def check_part(self, term: Term, whole: Term | None) -> None:
        """Both are numbers of this rule."""
        if term.within and (whole is None or whole is term or {term.type, whole.type} != {ValueType.NUMBER}):
            self.wrong("应为本规则另一个数（number）的名称。")

    def choices(self, given: Mapping[str, Any], type: ValueType) -> tuple[str, ...]:
        with self.at("choices"):
            if "choices" not in given:
                return ()
            if type is not ValueType.TEXT:
                self.wrong("只有文字（text）的事实才列可选内容。")
            return tuple(self.text(item) for item in self.listing(given["choices"], least=2))

    def bound(self, given: Mapping[str, Any], name: str, type: ValueType) -> Decimal | None:
        with self.at(name):
            if name not in given:
                return None
            if type is not ValueType.NUMBER or not isinstance(given[name], int | Decimal) or isinstance(given[name], bool):
                self.wrong("只有数（number）的事实才有上下限，应为数。")
                return None
            return Decimal(given[name])

    def table_heads(self, given: Mapping[str, Any], part: str, term: Term) -> tuple[str, ...]:
        """Only a parameter is a table: it is dated and sourced, which a fact is not."""
        if part == "facts" or term.type is not ValueType.TABLE:
            self.wrong("分档表（type: table 和 columns）只写在 parameters 里。")
            return ()
        self.columns[term.name] = self.heads(given.get("columns"))
        return self.columns[term.name]

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
            self.check_slots(because, (RESULT,) if "then" in given else ())
        with self.at("outcome"):
            outcome = self.choice(given.get("outcome"), Outcome, Outcome.UNKNOWN)
        return Line(
            when=self.part(given, "when", ValueType.YES_NO),
            then=self.part(given, "then"),
            places=self.part(given, "places", ValueType.NUMBER),
            outcome=outcome,
            because=because,
        )

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
                    if name in parameters and parameters[name].type is ValueType.TABLE:
                        found[name] = self.table(content, parameters[name].columns)
                    elif name in parameters:
                        found[name] = self.constant(content, parameters[name].type)
            return found


def _counted(term: Term) -> Term:
    """What a duty asks is counted: below 0 is a slip of the pen, unless the rule itself says how far down a number may go."""
    return replace(term, least=Decimal(0)) if term.type is ValueType.NUMBER and term.least is None else term
