"""整列判断: the duty rules of the rulebook over all subjects and windows at once. Main nouns: judge_frame, missing_facts."""

from tongpin.engines.rules.columns.column import NotInColumns
from tongpin.engines.rules.columns.frame import judge_frame, missing_facts

__all__ = ["NotInColumns", "judge_frame", "missing_facts"]
