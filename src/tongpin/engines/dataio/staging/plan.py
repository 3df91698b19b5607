"""读法: how one sheet is to be read: the guess, what was remembered for this header, and what the person chose, in rising order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tongpin.engines.dataio.reading.workbook import RawSheet, RowBlock
from tongpin.engines.dataio.recognition.headers import normalised
from tongpin.engines.dataio.recognition.layout import Layout, find_layout, layout_at, title_constants
from tongpin.engines.dataio.recognition.matching import Match
from tongpin.kernel.extensions import ImportSheet

NOT_LEDGERS = frozenset({"填写说明", "说明", "填表说明", "填报说明", "字典", "下拉选项", "选项"})

Remembered = Callable[[str, str], dict[int, str] | None]


@dataclass(slots=True)
class Choices:
    """人工选择 for a sheet: ``mapping`` leads from a position (or a header's words) to a column name, "" for a column not wanted."""

    kind: str = ""
    header_row: int = 0
    mapping: Mapping[Any, str] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    left_out: bool = False

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Choices:
        """From what was kept with the sheet."""
        mapping = {int(k) if str(k).isdigit() else k: v for k, v in body.get("mapping", {}).items()}
        return cls(
            kind=body.get("kind", ""),
            header_row=body.get("header_row", 0),
            mapping=mapping,
            constants=body.get("constants", {}),
            left_out=bool(body.get("left_out", False)),
        )

    def to_json(self) -> dict[str, Any]:
        """To be kept with the sheet; only what was chosen."""
        body = {
            "kind": self.kind,
            "header_row": self.header_row,
            "mapping": {str(position): name for position, name in self.mapping.items()},
            "constants": dict(self.constants),
            "left_out": self.left_out,
        }
        return {name: value for name, value in body.items() if value}


def plan_sheet(
    raw: RawSheet, block: RowBlock, sheets: Sequence[ImportSheet], choices: Choices, *, file_name: str, remembered: Remembered
) -> Layout:
    """The layout to read the sheet by."""
    wanted = [sheet for sheet in sheets if sheet.kind == choices.kind]
    layout = find_layout(raw, block, sheets, file_name=file_name)
    if wanted and (layout.kind != choices.kind or choices.header_row):
        layout = _forced(raw, block, wanted[0], choices, file_name)
    sheet = next((s for s in sheets if s.kind == layout.kind), None)
    if sheet is None:
        return layout
    known = remembered(layout.kind, layout.fingerprint)
    if known is not None and not choices.mapping:
        layout = with_mapping(layout, sheet, known, raw, file_name)
    if choices.mapping:
        layout = with_mapping(layout, sheet, choices.mapping, raw, file_name)
    if choices.constants:
        layout = replace(layout, constants={**layout.constants, **choices.constants})
    return layout


def _forced(raw: RawSheet, block: RowBlock, sheet: ImportSheet, choices: Choices, file_name: str) -> Layout:
    if choices.header_row:
        chosen = layout_at(raw, block, choices.header_row, sheet, file_name=file_name)
        if chosen is not None:
            return chosen
    return replace(find_layout(raw, block, [sheet], file_name=file_name), kind=sheet.kind)


def with_mapping(layout: Layout, sheet: ImportSheet, mapping: Mapping[Any, str], raw: RawSheet, file_name: str) -> Layout:
    """The layout with the columns named in ``mapping`` set and the others as guessed; a column is never used twice."""
    chosen = _positions(layout, sheet, mapping)
    taken = set(chosen.values())
    kept = [m for m in layout.matches if m.position not in chosen and m.name not in taken]
    matches = sorted([*kept, *(Match(p, name, 1.0) for p, name in chosen.items() if name)], key=lambda match: match.position)
    constants = title_constants(sheet, matches, (*layout.titles, raw.name, file_name.rsplit(".", 1)[0]))
    return replace(layout, matches=tuple(matches), constants=constants)


def _positions(layout: Layout, sheet: ImportSheet, mapping: Mapping[Any, str]) -> dict[int, str]:
    names = {column.name for column in sheet.columns}
    by_words = {name: cell.position for cell in layout.cells for name in (cell.text, *cell.names)}
    found: dict[int, str] = {}
    for key, name in mapping.items():
        position = key if isinstance(key, int) else by_words.get(key, by_words.get(normalised(str(key))[0], -1))
        if position >= 0 and (name in names or not name) and (not name or name not in found.values()):
            found[position] = name
    return found
