"""应尽事项办理."""

from tongpin.engines.duties.services.adopting import adopt_rule, change_adoption, end_adoption, move_due_date
from tongpin.engines.duties.services.exporting import note_export
from tongpin.engines.duties.services.judging import judge_again, judge_all, judge_stale
from tongpin.engines.duties.services.marks import records_changed
from tongpin.engines.duties.services.starting import change_ledger_start, start_ledgers, withdraw_ledger_start
from tongpin.engines.duties.services.stating import state_fact, state_facts

__all__ = [
    "adopt_rule",
    "change_adoption",
    "change_ledger_start",
    "end_adoption",
    "judge_again",
    "judge_all",
    "judge_stale",
    "move_due_date",
    "note_export",
    "records_changed",
    "start_ledgers",
    "state_fact",
    "state_facts",
    "withdraw_ledger_start",
]
