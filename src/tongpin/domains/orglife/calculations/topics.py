"""议题类别与节点日历: read from the data files beside the app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FIRST_TOPIC = "first_topic"
PERSONNEL = "personnel"
_DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Topic:
    """议题类别: the materials it should have, whether only a general meeting decides it, whether two thirds must be there."""

    key: str
    title: str
    materials: tuple[str, ...]
    general_only: bool
    two_thirds: bool


@dataclass(frozen=True, slots=True)
class Festival:
    """节点: a day of note in one year, with the theme usually taken."""

    key: str
    title: str
    day: date
    theme: str


def _rows(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((_DATA / f"{name}.yaml").read_text(encoding="utf-8")))


@cache
def topics() -> dict[str, Topic]:
    """议题类别 by key, in the order of the file."""
    return {
        row["key"]: Topic(
            row["key"], row["title"], tuple(row["materials"]), row.get("decides") == "general", row.get("attendance") == "two_thirds"
        )
        for row in _rows("topics")
    }


def topic_choices() -> list[tuple[str, str]]:
    """议题类别 for a form."""
    return [(topic.key, topic.title) for topic in topics().values()]


@cache
def _festival_rows() -> tuple[dict[str, Any], ...]:
    return tuple(_rows("festivals"))


def festivals(year: int) -> list[Festival]:
    """节点 of a year, by day."""
    found = [
        Festival(
            row["key"],
            row["title"],
            qingming(year) if row["day"] == "清明" else date(year, int(row["month"]), int(row["day"])),
            row["theme"],
        )
        for row in _festival_rows()
    ]
    return sorted(found, key=lambda one: one.day)


def festival_choices() -> list[tuple[str, str]]:
    """节点 for a form."""
    return [(row["key"], row["title"]) for row in sorted(_festival_rows(), key=lambda r: int(r["month"]))]


def festival_title(key: str) -> str:
    """节点名称; "" where there is none."""
    return next((row["title"] for row in _festival_rows() if row["key"] == key), "")


def qingming(year: int) -> date:
    """清明 of a year from 2000 to 2099: the 4th or 5th of April."""
    short = year % 100
    return date(year, 4, (short * 2422 + 48100) // 10000 - short // 4)
