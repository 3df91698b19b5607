"""导入服务: submit and read ledgers, confirm a batch once, take it back as a whole."""

from tongpin.engines.dataio.selectors import report, state_hash
from tongpin.engines.dataio.services.changes import ChangeSet
from tongpin.engines.dataio.services.confirming import confirm, confirm_in_background, confirm_queued, is_large, return_to_person
from tongpin.engines.dataio.services.exporting import export_kind
from tongpin.engines.dataio.services.staging import choose, discard, read, read_in_background, stage, stage_many, submit
from tongpin.engines.dataio.services.undoing import UndoRefused, undo
from tongpin.engines.dataio.services.writing import StalePreview

__all__ = [
    "ChangeSet",
    "StalePreview",
    "UndoRefused",
    "choose",
    "confirm",
    "confirm_in_background",
    "confirm_queued",
    "discard",
    "export_kind",
    "is_large",
    "read",
    "read_in_background",
    "report",
    "return_to_person",
    "stage",
    "stage_many",
    "state_hash",
    "submit",
    "undo",
]
