"""目录的生效: of rows that organisations arranged for themselves, which one holds for an organisation on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

TOPIC, FESTIVAL, HALL, POST = "topic", "festival", "hall", "post"
"""目录: classes of topics, days of note, halls, layers of posts."""
QINGMING = "qingming"
"""A day that is worked out for each year."""


@dataclass(frozen=True, slots=True)
class Entry:
    """目录项 as the calculation takes it; ``path`` "" is what the product presets, and lies above every organisation."""

    path: str
    catalogue: str
    key: str
    title: str
    order: int = 500
    starts_on: date = date.min
    ends_on: date | None = None
    materials: tuple[str, ...] = ()
    general_only: bool = False
    two_thirds: bool = False
    day_rule: str = ""
    month: int | None = None
    day: int | None = None
    theme: str = ""
    layer: str = ""
    note: str = ""
    pk: int | None = None
    org_name: str = ""


def in_force(entries: Iterable[Entry], path: str, on: date) -> list[Entry]:
    """现行目录 of the organisation at ``path`` on a day, in order: of each key the row of the nearest organisation, the latest begun."""
    nearest: dict[str, Entry] = {}
    for entry in entries:
        if entry.starts_on > on or not path.startswith(entry.path):
            continue
        known = nearest.get(entry.key)
        if known is None or (len(entry.path), entry.starts_on) > (len(known.path), known.starts_on):
            nearest[entry.key] = entry
    found = [one for one in nearest.values() if one.ends_on is None or one.ends_on > on]
    return sorted(found, key=lambda one: (one.order, one.title))
