"""预审: forms of a workbook held against the unit's rules, against each other and against themselves; each finding at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.domains.coaching.calculations.gaps import NOT_MET
from tongpin.domains.coaching.contributions.rd_sheets import row_problems
from tongpin.domains.coaching.precheck.layouts import ACTIVITY, FORM_YEAR, PROJECTS, SUMS, YUAN, Layout
from tongpin.domains.coaching.precheck.reading import FORMAT, Entry, Finding, Form, Place, form_in, shares_in, year_in
from tongpin.engines.dataio.annotating import Note, annotated, read_own_sheets
from tongpin.engines.packs.selectors import own_rules
from tongpin.engines.rules.evaluate import Answer, apply_rule
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.rounding import round_half_up
from tongpin.kernel.values import ValueType

SHEET = "预审结果"
HEADERS = ("序号", "表", "行", "列", "栏目", "值", "应为", "怎么办", "规则")
NO_RULES = "本单位没有采用研发报表的预审规则，只检查了格式、单位和合计；请在“规则包”中从模板“研发统计表预审”登记并采用。"
_TIMES = {Decimal(times): f"{times}倍" for times in (10, 100, 1_000, 10_000)}


@dataclass(frozen=True)
class Prechecked:
    """预审结果: findings in the order of the workbook, what was looked at, and the rules that were asked."""

    name: str
    findings: tuple[Finding, ...]
    forms: tuple[tuple[str, str, int], ...]
    rules: tuple[str, ...]
    remarks: tuple[str, ...]

    def rows(self) -> list[list[str]]:
        """The sheet of findings."""
        told = [
            [
                str(number),
                one.place.sheet,
                str(one.place.row) if one.place.row else "",
                one.place.letter,
                one.place.title,
                one.place.value,
                one.expected,
                one.advice,
                one.rule,
            ]
            for number, one in enumerate(self.findings, 1)
        ]
        return told + [["", "", "", "", "", "", remark, "", "说明"] for remark in self.remarks]

    def notes(self) -> list[Note]:
        return [
            Note(one.place.sheet, one.place.row, one.place.column, f"{one.expected}。{one.advice}（{one.rule}）")
            for one in self.findings
            if one.place.row and one.place.column
        ]


def precheck(content: bytes, name: str, *, org: Organisation, on: date) -> Prechecked:
    """预审一份表: reads, checks and forgets it; Refused where it cannot be read or holds no form that is known."""
    sheets = read_own_sheets(content, name)
    forms, remarks = [], []
    for sheet in sheets:
        if sheet.is_hidden:
            remarks.append(f"工作表“{sheet.name}”是隐藏的，没有预审；需要预审的请取消隐藏后再上传。")
        elif form := form_in(sheet):
            forms.append(form)
        elif sheet.rows:
            remarks.append(f"工作表“{sheet.name}”不是认得的表式，没有预审。")
    if not forms:
        known = "研发项目情况（107-1）、研发活动情况（107-2）、研发支出辅助账（2015版、2021版）"
        remarks.append(f"没有认出可以预审的表。可以预审的有{known}，请保留原来的表头。")
    rules = [one.rule for one in own_rules(org, on)]
    asked = _Asked(forms, rules, on, year_in(sheets, name))
    shares = [one for sheet in sheets if not sheet.is_hidden for one in shares_in(sheet)]
    findings = [*(one for form in forms for one in form.findings), *shares, *asked.findings()]
    if forms and not asked.used and any(not form.layout.items for form in forms):
        remarks.append(NO_RULES)
    order = {sheet.name: place for place, sheet in enumerate(sheets)}
    findings.sort(key=lambda one: (order.get(one.place.sheet, 0), one.place.row, one.place.column))
    counted = tuple((form.layout.title, form.sheet, len(form.entries)) for form in forms)
    return Prechecked(name, tuple(findings), counted, tuple(dict.fromkeys(asked.used)), tuple(remarks))


def marked(content: bytes, found: Prechecked) -> bytes:
    """The firm's own file with the findings in place."""
    return annotated(content, found.notes(), SHEET, HEADERS, found.rows())


class _Asked:
    """规则与表的对照: which rule is asked of which form, by the names of its facts."""

    def __init__(self, forms: Sequence[Form], rules: Iterable[Rule], on: date, year: int | None) -> None:
        self.forms, self.rules, self.on, self.year = forms, list(rules), on, year
        self.used: list[str] = []

    def findings(self) -> Iterator[Finding]:
        for form in self.forms:
            if form.layout.items:
                yield from _of_ledger(form)
                continue
            names = _names(form.layout) | ({FORM_YEAR} if form.layout is PROJECTS else set())
            for rule in self.rules:
                if rule.facts and set(rule.facts) <= names:
                    for entry in form.entries:
                        yield from self._asked(rule, entry)
        yield from self._together()

    def _together(self) -> Iterator[Finding]:
        projects = [form for form in self.forms if form.layout is PROJECTS]
        activity = [form for form in self.forms if form.layout is ACTIVITY]
        if not projects or len(activity) != 1:
            return
        entry = activity[0].entries[0]
        sums = {SUMS[0]: _total(projects, "project_spending"), SUMS[1]: _total(projects, "project_months")}
        known = {name: value for name, value in sums.items() if value is not None}
        both = Entry(entry.row, {**entry.values, **known}, dict(entry.places))
        for rule in self.rules:
            if set(rule.facts) & set(SUMS) and set(rule.facts) <= _names(ACTIVITY) | set(SUMS):
                yield from self._asked(rule, both)

    def _asked(self, rule: Rule, entry: Entry) -> Iterator[Finding]:
        self.used.append(rule.title)
        facts: dict[str, Any] = {name: entry.values[name] for name in rule.facts if name in entry.values}
        if FORM_YEAR in rule.facts and self.year is not None:
            facts[FORM_YEAR] = Decimal(self.year)
        facts = {name: value for name, value in facts.items() if _fits(rule, name, value)}
        answer = apply_rule(rule, facts, self.on)
        for one in answer.conditions:
            if one.state == NOT_MET:
                place = _place(rule, one.condition.term.name, entry)
                if place is not None:
                    advice = f"{one.says.rstrip('。')}。请核对{_columns(rule, one.condition.term.name, entry)}，更正后重新预审。"
                    yield Finding(place, one.condition.term.title, advice, rule.title)
        yield from _odd(rule, answer, entry)
        for name, term in rule.facts.items():
            if name in entry.places and name not in entry.values and not entry.places[name].value:
                yield Finding(
                    entry.places[name], f"应填{term.title}{f'（{term.unit}）' if term.unit else ''}", "请补填；没有发生的填 0。", rule.title
                )


def _odd(rule: Rule, answer: Answer, entry: Entry) -> Iterator[Finding]:
    """Figures outside the limits that the rule names."""
    for name, term in rule.facts.items():
        value = entry.values.get(name)
        if isinstance(value, Decimal) and name in entry.places:
            if term.least is not None and value < term.least:
                yield Finding(entry.places[name], f"应不小于{term.least}{term.unit}", "请核对数值和单位。", rule.title)
            elif term.most is not None and value > term.most:
                yield Finding(entry.places[name], f"应不大于{term.most}{term.unit}", "请核对数值和单位，是否把元填作千元。", rule.title)


def _fits(rule: Rule, name: str, value: Any) -> bool:
    kinds: Mapping[ValueType, type] = {ValueType.NUMBER: Decimal, ValueType.DATE: date, ValueType.TEXT: str}
    return isinstance(value, kinds.get(rule.facts[name].type, str))


def _names(layout: Layout) -> set[str]:
    return {one.name for one in layout.asks}


def _facts_of(rule: Rule, step: str) -> list[str]:
    """The facts a condition rests on, in the order of the rule."""
    expression = next(one.expression for one in rule.steps if one.term.name == step)
    names = {*expression.names(), *rule.needs[step]}
    return [name for name in rule.facts if name in names]


def _place(rule: Rule, step: str, entry: Entry) -> Place | None:
    """The cell of the first fact that has one."""
    return next((entry.places[name] for name in _facts_of(rule, step) if name in entry.places), None)


def _columns(rule: Rule, step: str, entry: Entry) -> str:
    places = [entry.places[name] for name in _facts_of(rule, step) if name in entry.places]
    return "、".join(f"“{place.title}”（{place.letter}{place.row}）" for place in places)


def _total(forms: Iterable[Form], name: str) -> Decimal | None:
    """The sum over all projects; None where one of them does not tell."""
    values = [entry.values.get(name) for form in forms for entry in form.entries]
    known = [value for value in values if isinstance(value, Decimal)]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def _of_ledger(form: Form) -> Iterator[Finding]:
    for entry in form.entries:
        row = {"collected": None, "booked": None, **{item.value: None for item in form.layout.items}, **entry.values}
        total = sum((row[item.value] for item in form.layout.items if row[item.value] is not None), Decimal(0))
        for name, problem, advice in row_problems(form.layout.items, row):
            place = entry.places.get(name) or next(iter(entry.places.values()))
            mixed = _mixed(row.get(name), total) if name in ("collected", "booked") else ""
            yield Finding(place, problem, f"{mixed or advice}。", f"{form.layout.title}{FORMAT}")
        for item in form.layout.items:
            value = row[item.value]
            if isinstance(value, Decimal) and value != round_half_up(value, 2):
                yield Finding(
                    entry.places[item.value],
                    f"金额应为{YUAN}，最多两位小数",
                    "请核对是否把万元的数填在元的列里。",
                    f"{form.layout.title}{FORMAT}",
                )


def _mixed(one: Any, other: Decimal) -> str:
    if not isinstance(one, Decimal) or not one or not other:
        return ""
    times = max(one, other) / min(one, other) if one * other > 0 else Decimal(0)
    return f"两个数相差{_TIMES[times]}，像是元和万元（或千元）混用，请统一为元" if times in _TIMES else ""
