"""议题类别、节点日历、讲堂、职务层次的预设: read from the data files beside the app; a bureau arranges its own over them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tongpin.domains.orglife.calculations.catalogues import FESTIVAL, HALL, POST, QINGMING, TOPIC, Entry

FIRST_TOPIC = "first_topic"
PERSONNEL = "personnel"
OWN = "."
"""Stands in a key between what something is and the mark of the bureau that added it."""
_DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Festival:
    """节点: a day of note in one year, with the theme usually taken."""

    key: str
    title: str
    day: date
    theme: str


def _rows(name: str) -> Any:
    return yaml.safe_load((_DATA / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def presets(catalogue: str) -> tuple[Entry, ...]:
    """预设目录, in the order of the files."""
    return tuple({TOPIC: _topics, FESTIVAL: _festivals, HALL: _halls, POST: _posts}[catalogue]())


def _topics() -> list[Entry]:
    return [
        Entry(
            "",
            TOPIC,
            row["key"],
            row["title"],
            10 * place,
            materials=tuple(row["materials"]),
            general_only=row.get("decides") == "general",
            two_thirds=row.get("attendance") == "two_thirds",
        )
        for place, row in enumerate(_rows("topics"), 1)
    ]


def _festivals() -> list[Entry]:
    found = []
    for row in _rows("festivals"):
        moves = row["day"] == "清明"
        when: dict[str, Any] = {"day_rule": QINGMING} if moves else {"month": int(row["month"]), "day": int(row["day"])}
        order = int(row["month"]) * 31 + (5 if moves else int(row["day"]))
        found.append(Entry("", FESTIVAL, row["key"], row["title"], order, theme=row["theme"], **when))
    return found


def _halls() -> list[Entry]:
    return [
        Entry("", HALL, f"hall{place}", row["title"], 10 * place, layer=row["speaker"])
        for place, row in enumerate(_rows("study")["halls"], 1)
    ]


def _posts() -> list[Entry]:
    found = []
    for base, (layer, titles) in enumerate(_rows("study")["layers"].items()):
        found += [Entry("", POST, f"{layer}{place}", title, 100 * base + place, layer=layer) for place, title in enumerate(titles, 1)]
    return found


def nature_of(key: str) -> str:
    """议题性质: what stands before the mark of the bureau in the key of a class of topics."""
    return key.partition(OWN)[0]


def preset_title(key: str) -> str:
    """预设的议题类别名称; "" where there is none."""
    return next((one.title for one in presets(TOPIC) if one.key == nature_of(key)), "")


def preset_festival_title(key: str) -> str:
    """预设的节点名称; "" where there is none."""
    return next((one.title for one in presets(FESTIVAL) if one.key == key), "")


def festivals(entries: Iterable[Entry], year: int) -> list[Festival]:
    """节点 of a year, by day."""
    found = [Festival(one.key, one.title, festival_day(one, year), one.theme) for one in entries]
    return sorted(found, key=lambda one: (one.day, one.title))


def festival_day(entry: Entry, year: int) -> date:
    """日期 of a day of note in a year; the last day of the month where the month is shorter."""
    if entry.day_rule == QINGMING or entry.month is None or entry.day is None:
        return qingming(year)
    return date(year, entry.month, min(entry.day, monthrange(year, entry.month)[1]))


def qingming(year: int) -> date:
    """清明 of a year from 2000 to 2099: the 4th or 5th of April."""
    short = year % 100
    return date(year, 4, (short * 2422 + 48100) // 10000 - short // 4)
