"""比对: which rows are new, changed or unchanged against what is stored now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tongpin.kernel.extensions import ImportSheet

NEW, CHANGED, UNCHANGED, REFUSED = "n", "c", "u", "r"
Key = tuple[Any, ...]
Row = dict[str, Any]


def complete_rows(sheet: ImportSheet, values: Mapping[str, Sequence[Any]], places: Sequence[int]) -> list[Row]:
    """One dict per place with every column of the ledger; columns that the user's sheet lacks are None."""
    names = [column.name for column in sheet.columns]
    nothing = [None] * len(places)
    columns = [_at(values[name], places) if name in values else nothing for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def keys_of(sheet: ImportSheet, values: Mapping[str, Sequence[Any]], places: Sequence[int]) -> list[Key]:
    """The natural key of each place."""
    return list(zip(*(_at(values[name], places) for name in sheet.key), strict=True))


def classified(
    sheet: ImportSheet, values: Mapping[str, Sequence[Any]], places: Sequence[int], stored: Mapping[Key, Mapping[str, Any]]
) -> tuple[list[str], dict[int, Row]]:
    """The state of each place, and for changed ones the old value of every column that differs, by place."""
    states: list[str] = []
    old: dict[int, Row] = {}
    compared = [(name, column) for name, column in values.items() if name not in sheet.key]
    for place, key in zip(places, keys_of(sheet, values, places), strict=True):
        before = stored.get(key)
        if before is None:
            states.append(NEW)
            continue
        differing = {name: before.get(name) for name, column in compared if differs(before.get(name), column[place])}
        states.append(CHANGED if differing else UNCHANGED)
        if differing:
            old[place] = differing
    return states, old


def differs(one: Any, other: Any) -> bool:
    """Whether two values differ; an empty text is nothing."""
    return (None if one == "" else one) != (None if other == "" else other)


def keep_absent(sheet: ImportSheet, rows: Sequence[Row], present: Mapping[str, Any], stored: Mapping[Key, Mapping[str, Any]]) -> None:
    """Fills columns that the user's sheet lacks with what is stored, so that an import never empties what it does not speak of.

    A new record gets the column's default.
    """
    absent = [column for column in sheet.columns if column.name not in present]
    if not absent:
        return
    for row in rows:
        before = stored.get(tuple(row[name] for name in sheet.key))
        for column in absent:
            row[column.name] = column.default_for(row) if before is None else before.get(column.name)


def _at(values: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    return values if len(places) == len(values) else [values[place] for place in places]
