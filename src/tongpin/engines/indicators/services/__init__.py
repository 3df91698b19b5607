"""指标服务: the writes that happen in the office around indicators."""

from tongpin.engines.indicators.services.definitions import Wording, create_measure, revise_measure, sync_measures
from tongpin.engines.indicators.services.lights import close_month, explain_light
from tongpin.engines.indicators.services.marks import records_changed
from tongpin.engines.indicators.services.observations import refresh, refresh_stale, refresh_year
from tongpin.engines.indicators.services.reports import report_value
from tongpin.engines.indicators.services.targets import adjust_target, issue_target

__all__ = [
    "Wording",
    "adjust_target",
    "close_month",
    "create_measure",
    "explain_light",
    "issue_target",
    "records_changed",
    "refresh",
    "refresh_stale",
    "refresh_year",
    "report_value",
    "revise_measure",
    "sync_measures",
]
