"""工作记录办理, by noun: what is recorded, and a bureau's own kinds."""

from tongpin.engines.activities.services.books import ORIGINAL, record_book, upload_book
from tongpin.engines.activities.services.kinds import change_kind, define_kind, end_kind
from tongpin.engines.activities.services.parts import Outsider
from tongpin.engines.activities.services.recording import (
    ActivityFields,
    cancel_activity,
    correct_activity,
    hold_activity,
    link_activity,
    plan_activity,
    record_activity,
    withdraw_activity,
)

__all__ = [
    "ORIGINAL",
    "ActivityFields",
    "Outsider",
    "cancel_activity",
    "change_kind",
    "correct_activity",
    "define_kind",
    "end_kind",
    "hold_activity",
    "link_activity",
    "plan_activity",
    "record_activity",
    "record_book",
    "upload_book",
    "withdraw_activity",
]
