"""全县研判: every firm of an organisation at once, from the same rule files, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from tongpin.domains.coaching.calculations.facts import HNTE_RULE, SME_RULE, FirmRecord, hnte_facts, sme_facts
from tongpin.domains.coaching.calculations.gaps import MET, MISSING, NOT_MET, PERSON, Gap, gap_of
from tongpin.engines.rules.book import rule
from tongpin.engines.rules.columns import answer_frame
from tongpin.engines.rules.rule import Condition, Rule
from tongpin.engines.rules.wording import fill, slots
from tongpin.kernel.values import ValueType

PLACES = {"元": 2, "人": 4, "项": 6}


@dataclass(frozen=True, slots=True)
class Judged:
    """研判结果 of one firm for one programme."""

    outcome: str
    gaps: tuple[Gap, ...]
    score_low: Decimal | None = None
    score_high: Decimal | None = None

    def count(self, state: str) -> int:
        return sum(gap.state == state for gap in self.gaps)

    @property
    def words(self) -> str:
        return "；".join(gap.words.rstrip("。").replace("。", "，") for gap in self.gaps if gap.state == NOT_MET)


def judge_hnte(records: Mapping[int, FirmRecord], as_of: date) -> dict[int, Judged]:
    """高新技术企业研判 of all firms."""
    return judge(rule(HNTE_RULE), {pk: hnte_facts(record, as_of) for pk, record in records.items()}, as_of, ("score_low", "score_high"))


def judge_sme(records: Mapping[int, FirmRecord], as_of: date) -> dict[int, Judged]:
    """科技型中小企业研判 of all firms."""
    return judge(rule(SME_RULE), {pk: sme_facts(record, as_of) for pk, record in records.items()}, as_of, ("score",))


def judge(of: Rule, facts: Mapping[int, Mapping[str, Any]], as_of: date, scores: Sequence[str] = ()) -> dict[int, Judged]:
    """研判 of all firms by any rule: conditions with their gaps, and the two steps in ``scores`` where it has a score."""
    if not facts:
        return {}
    version = of.version_on(as_of)
    if version is None:
        return {pk: Judged("unknown", ()) for pk in facts}
    frame = frame_of(of, facts)
    steps = _steps(of, scores)
    answers = answer_frame([of], frame, as_of=as_of, keep=("firm",), steps={of.key: steps})
    found = {}
    for row in answers.iter_rows(named=True):
        given = {name: _as_stored(value) for name, value in facts[row["firm"]].items()}
        known = {**version.values, **given, **{name: row[f"{of.key}.{name}"] for name in steps}}
        gaps = tuple(_gap(of, condition, known, given) for condition in of.conditions)
        low, high = (known.get(scores[0]), known.get(scores[-1])) if scores else (None, None)
        found[row["firm"]] = Judged(row[f"{of.key}.outcome"], gaps, low, high)
    return found


def frame_of(of: Rule, facts: Mapping[int, Mapping[str, Any]]) -> pl.DataFrame:
    """事实表: one row for each firm, one column for each fact of the rule."""
    columns: dict[str, list[Any]] = {"firm": list(facts)}
    schema: dict[str, Any] = {"firm": pl.Int64}
    for name, term in of.facts.items():
        columns[name] = [_as_stored(row.get(name)) for row in facts.values()]
        schema[name] = {
            ValueType.NUMBER: pl.Decimal(24, PLACES.get(term.unit, 0)),
            ValueType.YES_NO: pl.Boolean(),
            ValueType.DATE: pl.Date(),
        }.get(term.type, pl.String())
    return pl.DataFrame(columns, schema=schema)


def _as_stored(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _steps(of: Rule, scores: Sequence[str]) -> list[str]:
    """Conditions, their gaps, and the steps that their sentences name."""
    named = {name for condition in of.conditions for name, _ in slots(condition.says)}
    terms = {step.term.name for step in of.steps}
    gaps = [condition.gap.name for condition in of.conditions if condition.gap]
    return list(dict.fromkeys([*(c.term.name for c in of.conditions), *gaps, *sorted(named & terms), *scores]))


def _gap(of: Rule, condition: Condition, known: Mapping[str, Any], facts: Mapping[str, Any]) -> Gap:
    holds = known[condition.term.name]
    if holds is None:
        missing = "、".join(f"“{of.facts[name].title}”" for name in _needed(of, condition) if name not in facts)
        state = PERSON if condition.by_person else MISSING
        return gap_of(condition, state, f"{'须由人判断后填写' if condition.by_person else '缺少'}{missing}。" if missing else "", None)
    amount = known[condition.gap.name] if condition.gap and not holds else None
    return gap_of(condition, MET if holds else NOT_MET, fill(condition.says, known), amount)


def _needed(of: Rule, condition: Condition) -> Iterable[str]:
    step = next(step for step in of.steps if step.term.name == condition.term.name)
    names = {*step.expression.names(), *of.needs[condition.term.name]}
    return [name for name in of.facts if name in names]
