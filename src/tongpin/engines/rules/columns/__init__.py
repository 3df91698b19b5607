"""整列判断: rules of the rulebook over all subjects and windows at once. Main nouns: judge_frame, answer_frame, rulings, missing_facts."""

from tongpin.engines.rules.columns.answers import answer_frame
from tongpin.engines.rules.columns.column import NotInColumns
from tongpin.engines.rules.columns.frame import judge_frame, missing_facts
from tongpin.engines.rules.columns.rulings import Row, rulings

__all__ = ["NotInColumns", "Row", "answer_frame", "judge_frame", "missing_facts", "rulings"]
