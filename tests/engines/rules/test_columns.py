"""整列判断与逐条判断相等: every rule of the rulebook, facts by type with gaps, the numbers and dates it turns on, leap days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tongpin.engines.rules.book import book, duty_rule
from tongpin.engines.rules.columns import Row, judge_frame, missing_facts, rulings
from tongpin.engines.rules.duty import WrongWindow, judge
from tongpin.engines.rules.expressions import Branch, Constant, Expression
from tongpin.engines.rules.given import WrongFact
from tongpin.engines.rules.overrides import Override
from tongpin.engines.rules.rule import Duty, DutyWindow, Rule, Term
from tongpin.engines.rules.tables import Table
from tongpin.engines.rules.trace import of_lines
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType

DTYPES = {
    ValueType.NUMBER: pl.Decimal(38, 2),
    ValueType.TEXT: pl.String(),
    ValueType.YES_NO: pl.Boolean(),
    ValueType.DATE: pl.Date(),
    ValueType.TEXTS: pl.List(pl.String()),
}
DAYS = [date(2024, 2, 29), date(2026, 1, 31), date(2026, 2, 28), date(2026, 6, 30), date(2026, 7, 1), date(2028, 2, 29), date(2025, 12, 31)]
ORGS = (1, 2)


def as_duty(rule: Rule) -> Rule:
    """A rule that is no duty judged as a state that must hold: the whole book goes both ways."""
    return rule if rule.duty else replace(rule, duty=Duty(code="ANY-01", subject="any", window=DutyWindow.STANDING))


RULES = [as_duty(r) for r in book().rules.values() if not any(line.places for line in r.lines)]


def constants(expression: Expression) -> Iterator[Any]:
    if isinstance(expression, Constant):
        yield expression.content
    if isinstance(expression, Branch):
        for argument in expression.arguments:
            yield from constants(argument)


def turning_points(rule: Rule) -> list[Any]:
    """Constants and parameters of the rule: where its answers change."""
    assert rule.duty
    parts = [e for e in (rule.duty.applies, rule.duty.due) if e] + of_lines(rule.lines) + [s.expression for s in rule.steps]
    given = [c for part in parts for c in constants(part)] + [v for version in rule.versions for v in version.values.values()]
    bounds = [bound for v in given if isinstance(v, Table) for bound, _ in v.rows if bound is not None]
    return [v for v in given if not isinstance(v, Table)] + bounds + [c for term in rule.facts.values() for c in term.choices]


def days(points: list[Any]) -> st.SearchStrategy[date]:
    own = [p for p in points if type(p) is date] or DAYS
    lengths = [int(p) for p in points if isinstance(p, Decimal)]
    near = st.builds(
        lambda d, n, sign: d + timedelta(days=sign * min(n, 4000)),
        st.sampled_from(DAYS + own),
        st.sampled_from([0, 1, *lengths]),
        st.sampled_from([-1, 1]),
    )
    return st.one_of(st.sampled_from(DAYS + own), near, st.dates(date(2013, 1, 1), date(2029, 12, 31)))


def values(term: Term, points: list[Any]) -> st.SearchStrategy[Any]:
    numbers = [p for p in points if isinstance(p, Decimal) and abs(p) < 10**10]
    words = sorted({w for p in points for w in (p if isinstance(p, tuple) else [p] if isinstance(p, str) else [])}) or ["甲"]
    of_type: dict[ValueType, st.SearchStrategy[Any]] = {
        ValueType.NUMBER: st.one_of(
            st.builds(
                lambda n, d: (n + d).quantize(Decimal("0.01")),
                st.sampled_from([Decimal(0), *numbers]),
                st.sampled_from([Decimal(-1), Decimal("-0.01"), Decimal(0), Decimal("0.5"), Decimal(1)]),
            ),
            st.integers(0, 60).map(Decimal),
        ),
        ValueType.TEXT: st.one_of(st.sampled_from([*words, "其他"]), st.lists(st.sampled_from(words), max_size=2).map("和".join)),
        ValueType.YES_NO: st.booleans(),
        ValueType.DATE: days(points),
        ValueType.TEXTS: st.lists(st.sampled_from([*words, "其他"]), max_size=3),
    }
    return st.one_of(st.none(), of_type[term.type], of_type[term.type], of_type[term.type])


def overrides(rule: Rule, points: list[Any]) -> st.SearchStrategy[Override]:
    parameters = {
        name: values(term, points).filter(lambda v: v is not None)
        for name, term in rule.parameters.items()
        if term.type not in (ValueType.TEXTS, ValueType.TABLE)
    }
    return st.builds(
        Override,
        rule=st.sampled_from([rule.key, "area.other"]),
        starts_on=st.sampled_from([date(2015, 1, 1), *DAYS]),
        ends_on=st.sampled_from([None, date(2027, 1, 1)]),
        basis=st.just("局文件"),
        adopted=st.sampled_from([None, True, False]),
        values=st.fixed_dictionaries({}, optional=parameters),
        due_shift_days=st.sampled_from([None, -3, 0, 20]),
    )


@st.composite
def tables(draw: st.DrawFn, rule: Rule) -> tuple[list[dict[str, Any]], dict[int, list[Override]]]:
    points = turning_points(rule)
    row = st.fixed_dictionaries(
        {
            **{name: values(term, points) for name, term in rule.facts.items()},
            "as_of": days(points),
            "window_day": st.sampled_from([*DAYS, date(2018, 5, 5), date(2014, 1, 1)]),
            "org_id": st.sampled_from(ORGS),
        }
    )
    taken_up = Override(rule=rule.key, starts_on=date(1949, 10, 1), basis="", adopted=True)
    adjusted = {org: [taken_up, *draw(st.lists(overrides(rule, points), max_size=2))] for org in ORGS[:1]}
    return draw(st.lists(row, min_size=1, max_size=25)), {**adjusted, ORGS[1]: [taken_up]}


def judged(rule: Rule, row: dict[str, Any], by_org: dict[int, list[Override]]) -> dict[str, Any]:
    assert rule.duty
    kind = rule.duty.window.period_kind
    window = Period.containing(row["window_day"], kind) if kind else None
    found = judge(rule, {n: row[n] for n in rule.facts}, row["as_of"], window, by_org.get(row["org_id"], []))
    code = rule.duty.code
    return {
        f"{code}.state": found.state.value,
        f"{code}.outcome": found.outcome.value if found.outcome else None,
        f"{code}.due": found.due,
        f"{code}.line": found.line_number,
        "missing": set(found.missing_names),
    }


def in_columns(rule: Rule, rows: list[dict[str, Any]], **more: Any) -> list[dict[str, Any]]:
    assert rule.duty
    schema = {n: DTYPES[t.type] for n, t in rule.facts.items()} | {"as_of": pl.Date(), "window_day": pl.Date(), "org_id": pl.Int64()}
    answers = judge_frame([rule], pl.DataFrame(rows, schema=schema), **more)
    bits = f"{rule.duty.code}.missing"
    return [{**{k: v for k, v in row.items() if k != bits}, "missing": set(missing_facts(rule, row[bits]))} for row in answers.to_dicts()]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.key)
def test_columns_say_what_the_scalar_way_says(rule: Rule) -> None:
    @settings(
        phases=[Phase.generate],
        max_examples=6,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(tables(rule))
    def both(table: tuple[list[dict[str, Any]], dict[int, list[Override]]]) -> None:
        rows, by_org = table
        assert in_columns(rule, rows, overrides=by_org) == [judged(rule, row, by_org) for row in rows]
        # one day and window for all rows: constants are folded, and the answers stay the same
        day = rows[0]["as_of"]
        same = [{**row, "as_of": day, "window_day": day} for row in rows]
        assert in_columns(rule, [{k: v for k, v in r.items() if k != "window_day"} | {"window_day": day} for r in same], as_of=day) == [
            judged(rule, row, {}) for row in same
        ]

    both()


WORDS = (
    "state", "reason", "outcome", "due", "missing", "missing_names", "line_number", "provisional", "version", "setting", "window",
    "state_label", "citation", "sentence",
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.key)
def test_columns_say_it_in_the_same_words(rule: Rule) -> None:
    """Also where the unit began to keep its records here only from some day on."""
    assert rule.duty
    kind = rule.duty.window.period_kind

    @settings(
        phases=[Phase.generate],
        max_examples=5,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(tables(rule), st.sampled_from(DAYS), st.sampled_from([None, date(2025, 11, 1), *DAYS]))
    def both(table: tuple[list[dict[str, Any]], dict[int, list[Override]]], day: date, since: date | None) -> None:
        rows = [
            Row(
                {n: v for n in rule.facts if (v := one[n]) is not None},
                Period.containing(one["window_day"], kind) if kind else None,
                tuple(table[1][one["org_id"]]),
                since if number % 3 else None,
            )
            for number, one in enumerate(table[0])
        ]
        found = rulings(rule, rows, day, few=0)
        for row, one in zip(rows, found, strict=True):
            plain = judge(rule, row.facts, day, row.window, row.overrides, since=row.since)
            assert {name: getattr(one, name) for name in WORDS} == {name: getattr(plain, name) for name in WORDS}

    both()


def test_a_frame_is_refused_by_the_name_of_its_column() -> None:
    rule = duty_rule("LIFE-01")

    def frame(dtype: Any, value: Any) -> pl.DataFrame:
        return pl.DataFrame({"general_meetings_held": [value]}, schema={"general_meetings_held": dtype})

    for wrong in (frame(pl.Float64, 1.0), frame(pl.String, "1"), frame(pl.Int64, 10**15), frame(pl.Decimal(38, 9), Decimal(1))):
        with pytest.raises(WrongFact, match="general_meetings_held"):
            judge_frame([rule], wrong, as_of=DAYS[0])
    with pytest.raises(WrongFact, match="as_of"):
        judge_frame([rule], frame(pl.Int8, 1))
    with pytest.raises(WrongFact, match="org_id"):
        judge_frame([rule], frame(pl.Int8, 1), as_of=DAYS[0], overrides={1: []})
    with pytest.raises(WrongWindow, match="应为每季度一次的期间"):
        judge_frame([rule], frame(pl.Int8, 1), as_of=DAYS[0], window=Period.parse("2026"))


def test_a_column_that_is_not_there_is_missing_in_every_row() -> None:
    rules = [duty_rule("LIFE-01"), duty_rule("ORG-02")]
    facts = pl.DataFrame({"pk": [7, 8, 9], "members": [50, None, 51]}, schema={"pk": pl.Int64, "members": pl.Int16})
    found = judge_frame(rules, facts, as_of=date(2026, 7, 1), window=Period.parse("2026-Q2"), keep=["pk"])
    assert found["pk"].to_list() == [7, 8, 9]
    assert found["ORG-02.state"].to_list() == ["done", "missing", "overdue"]
    assert found["LIFE-01.state"].to_list() == ["missing"] * 3
    assert [missing_facts(rules[0], bits) for bits in found["LIFE-01.missing"]] == [("general_meetings_held",)] * 3
    assert judge_frame(rules, facts.clear(), as_of=date(2026, 7, 1)).height == 0


def test_numbers_are_exact_whatever_their_type() -> None:
    rule = duty_rule("ORG-02")
    for dtype, value, state in (
        (pl.UInt8, 50, "done"),
        (pl.Int64, 51, "overdue"),
        (pl.Decimal(20, 6), Decimal("50.000001"), "overdue"),
        (pl.Decimal(20, 6), Decimal("50.000000"), "done"),
    ):
        facts = pl.DataFrame({"members": [value]}, schema={"members": dtype})
        assert judge_frame([rule], facts, as_of=date(2026, 7, 1))["ORG-02.state"].to_list() == [state]


def test_only_the_parts_asked_for_are_worked_out() -> None:
    rules = [duty_rule("LIFE-01"), duty_rule("ORG-02")]
    facts = pl.DataFrame({"members": [50, None, 51]}, schema={"members": pl.Int16})
    whole = judge_frame(rules, facts, as_of=date(2026, 7, 1))
    alone = judge_frame(rules, facts, as_of=date(2026, 7, 1), parts=["state"])
    assert alone.columns == ["LIFE-01.state", "ORG-02.state"] and alone.equals(whole.select(alone.columns))


@pytest.mark.parametrize(("part", "whole", "state"), [(16, 16, "done"), (17, 16, "missing"), (16.5, 16, "missing"), (9, None, "missing")])
def test_a_part_that_is_more_than_its_whole_tells_nothing(part: float, whole: int | None, state: str) -> None:
    rule = duty_rule("LIFE-15")
    facts = {"decision_body": "党员大会", "vote_matter": "处分党员", "due_voting": whole, "present_voting": Decimal(str(part))}
    frame = pl.DataFrame([facts], schema_overrides={"present_voting": pl.Decimal(18, 1), "due_voting": pl.Int32})
    assert judge_frame([rule], frame, as_of=date(2026, 6, 30))["LIFE-15.state"].to_list() == [state]
    assert judge(rule, {name: value for name, value in facts.items() if value is not None}, date(2026, 6, 30)).state == state
