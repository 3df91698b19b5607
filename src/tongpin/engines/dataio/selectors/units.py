"""单位提示: which amounts were read in a unit that the sheet itself does not state. An assumption of ten thousand times is never silent."""

from __future__ import annotations

from tongpin.engines.dataio.models import Batch, SheetImport
from tongpin.engines.dataio.recognition.headers import normalised, unit_of_lines
from tongpin.engines.dataio.selectors.batches import batch_sheets


def assumed_units(sheet: SheetImport) -> list[tuple[str, str]]:
    """(header, unit) of the amounts whose unit stands neither in the header nor in a line above it."""
    if sheet.is_left_out or unit_of_lines(sheet.titles):
        return []
    return [(text, unit) for _position, text, unit in sheet.headers if unit and normalised(text)[1] is None]


def unit_notes(batch: Batch) -> list[str]:
    """One sentence for each such column of a batch."""
    return [
        f"{sheet.file.name}［{sheet.name}］“{header}”没有写明金额单位，已按{unit}读取；如果不是，请撤销或放弃，在表头写明单位后重新导入。"
        for sheet in batch_sheets(batch)
        for header, unit in assumed_units(sheet)
    ]
