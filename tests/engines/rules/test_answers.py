"""整列结论与逐条结论相等: every rule that is no duty, over its own cases and over rows made up around them."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from tongpin.engines.rules.book import RULEBOOK, book
from tongpin.engines.rules.columns import NotInColumns, answer_frame
from tongpin.engines.rules.evaluate import Answer, apply_rule
from tongpin.engines.rules.expressions import Unknown
from tongpin.engines.rules.given import WrongFact
from tongpin.engines.rules.rule import Rule, Term
from tongpin.engines.rules.yaml_text import read_yaml
from tongpin.kernel.rounding import round_half_up
from tongpin.kernel.values import ValueType

DTYPES = {
    ValueType.NUMBER: pl.Decimal(38, 2),
    ValueType.TEXT: pl.String(),
    ValueType.YES_NO: pl.Boolean(),
    ValueType.DATE: pl.Date(),
    ValueType.TEXTS: pl.List(pl.String()),
}
RULES = [r for r in book().rules.values() if not r.duty and r.key.startswith("science.")]


def cases_of(rule: Rule) -> list[tuple[date, dict[str, Any]]]:
    """The cases beside the rule, each also with every one of its facts taken away."""
    content = read_yaml(Path(RULEBOOK, *rule.key.split(".")).with_suffix(".cases.yaml").read_text(encoding="utf-8"))
    found = []
    for case in content["cases"]:
        facts = dict.fromkeys(rule.facts) | content.get("given", {}) | case["facts"]
        day = case.get("as_of", content["as_of"])
        found += [(day, facts), *((day, facts | {name: None}) for name in rule.facts)]
    return found


def frame_of(rule: Rule, cases: list[tuple[date, dict[str, Any]]]) -> pl.DataFrame:
    columns = {
        name: pl.Series([_exact(facts[name]) for _, facts in cases], dtype=DTYPES[term.type], strict=False)
        for name, term in rule.facts.items()
    }
    return pl.DataFrame({**columns, "as_of": pl.Series([day for day, _ in cases], dtype=pl.Date)})


def _exact(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def told(value: Any, rule: Rule, answer: Answer) -> Any:
    """The scalar value as a frame tells it: a quotient to six decimals."""
    if isinstance(value, Unknown):
        return None
    return round_half_up(value, 6) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.key)
def test_columns_answer_what_the_scalar_way_answers(rule: Rule) -> None:
    cases = cases_of(rule)
    steps = [step.term.name for step in rule.steps]
    found = answer_frame([rule], frame_of(rule, cases), steps={rule.key: steps})
    for (day, facts), row in zip(cases, found.iter_rows(named=True), strict=True):
        answer = apply_rule(rule, {n: _exact(v) for n, v in facts.items()}, day)
        assert row[f"{rule.key}.outcome"] == answer.outcome.value, facts
        assert row[f"{rule.key}.value"] == told(answer.value, rule, answer), facts
        for step in steps if answer.version else ():
            assert row[f"{rule.key}.{step}"] == told(answer.known[step], rule, answer), (step, facts)


def test_a_day_is_needed() -> None:
    with pytest.raises(WrongFact, match="统计日"):
        answer_frame(RULES[:1], pl.DataFrame({"staff": [1]}))


def test_places_that_differ_by_row_are_refused() -> None:
    rule = book().rules["indicators.growth"]
    facts = pl.DataFrame({"current": [5], "previous": [4], "places": [2]})
    with pytest.raises(NotInColumns, match="小数位数"):
        answer_frame([rule], facts, as_of=date(2025, 1, 1))


def test_a_rule_not_yet_in_force_answers_nothing() -> None:
    rule = RULES[0]
    found = answer_frame([rule], pl.DataFrame({"pk": [1]}), as_of=date(1990, 1, 1), keep=["pk"])
    assert found["pk"].to_list() == [1]
    assert found[f"{rule.key}.value"].to_list() == [None]
    assert found[f"{rule.key}.outcome"].to_list() == ["unknown"]


@pytest.mark.parametrize("key", ["science.hnte.recognition", "science.sme.evaluation", "science.rdd.deduction"])
@pytest.mark.parametrize("kind", ["small", "whole", "any"])
def test_columns_answer_the_same_whatever_the_frame_holds(key: str, kind: str) -> None:
    """What is known of a frame decides how it is worked out: nothing missing, no 0, all within the limits, numbers that need more room."""
    rule, rng, day = book().rules[key], Random(f"{key}/{kind}"), date(2025, 6, 30)
    rows = [{name: _made_up(rng, term, kind) for name, term in rule.facts.items()} for _ in range(40)]
    steps = [step.term.name for step in rule.steps]
    found = answer_frame([rule], frame_of(rule, [(day, facts) for facts in rows]), steps={key: steps})
    alone = answer_frame([rule], frame_of(rule, [(day, facts) for facts in rows]), steps={key: steps}, parts=())
    assert alone.equals(found.select(alone.columns))
    for facts, row in zip(rows, found.iter_rows(named=True), strict=True):
        answer = apply_rule(rule, facts, day)
        assert (row[f"{key}.outcome"], row[f"{key}.line"]) == (answer.outcome.value, answer.line_number), facts
        assert row[f"{key}.value"] == told(answer.value, rule, answer), facts
        for step in steps:
            assert row[f"{key}.{step}"] == told(answer.known[step], rule, answer), (step, facts)


def _made_up(rng: Random, term: Term, kind: str) -> Any:
    """``small``: a few units, nothing missing, never 0; ``whole``: within the limits; ``any``: missing, 0, out of the limits as well."""
    if kind == "any" and rng.random() < 0.1:
        return None
    match term.type:
        case ValueType.YES_NO:
            return rng.random() < 0.8
        case ValueType.DATE:
            return date(rng.randint(2005, 2026), rng.randint(1, 12), rng.randint(1, 28))
        case ValueType.TEXT:
            return rng.choice([*term.choices, "别的"] if kind == "any" else term.choices)
    if kind == "small":
        least = max(1, math.ceil(term.least or 1))
        return Decimal(rng.randint(least, least + 2))
    most = min(term.most or 10**9, 10 ** rng.randint(1, 13))
    number = Decimal(rng.randint(0, int(most) * 100)) / (100 if most > 1000 else 10)
    if kind == "any" and rng.random() < 0.2:
        return rng.choice([Decimal(0), Decimal(-1), Decimal("0.35"), Decimal(10**14), term.most or Decimal(7)])
    return max(number.quantize(Decimal(1)) if number < 100 else number, term.least or Decimal(0))
