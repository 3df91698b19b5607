"""减负检查: refuses punching in, hours on line, likes, log-ins, photo counts and study hours as a source of scores."""

from __future__ import annotations

from datetime import date

from tongpin.engines.rules.evaluate import Answer, evaluate
from tongpin.engines.rules.rule import Outcome
from tongpin.kernel.errors import Refused


def burden_answer(definition: str, *, gives_score: bool, is_special_scene: bool = False, as_of: date) -> Answer:
    """What the rule says of an indicator's or form's name and definition."""
    facts = {"definition": definition, "gives_score": gives_score, "is_special_scene": is_special_scene}
    return evaluate("indicators.burden", facts, as_of)


def refuse_burden(definition: str, *, gives_score: bool, as_of: date, field: str = "") -> None:
    """Raises ``Refused`` with the documents where the definition may not give scores."""
    answer = burden_answer(definition, gives_score=gives_score, as_of=as_of)
    if answer.outcome is Outcome.NOT_MET:
        raise Refused(f"{answer.reason}依据：{'；'.join(map(str, answer.rule.sources))}。", field=field)
