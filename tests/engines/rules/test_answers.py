"""整列结论与逐条结论相等: every rule that is no duty, over its own cases and over rows made up around them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tongpin.engines.rules.book import RULEBOOK, book
from tongpin.engines.rules.columns import NotInColumns, answer_frame
from tongpin.engines.rules.evaluate import Answer, apply_rule
from tongpin.engines.rules.expressions import Unknown
from tongpin.engines.rules.given import WrongFact
from tongpin.engines.rules.rule import Rule
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
