"""应尽事项查询: rules in force for a unit, subjects and facts, verdicts as of any day, kept findings, and what pages show of them."""

from tongpin.engines.duties.selectors.duties import duty_of, duty_rule, duty_rules
from tongpin.engines.duties.selectors.judging import Verdict, explain, verdicts
from tongpin.engines.duties.selectors.kept import findings, findings_of_person, findings_seen

__all__ = ["Verdict", "duty_of", "duty_rule", "duty_rules", "explain", "findings", "findings_of_person", "findings_seen", "verdicts"]
