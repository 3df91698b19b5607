"""图表: our own small neutral description of a chart; the page draws it and always offers the same figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.foundation.ui import formats

SERIES_KINDS = frozenset({"bar", "line"})
SERIES_ROLES = frozenset({"current", "last_year", "target", "forecast"})
MOST_SERIES = 5


@dataclass(frozen=True)
class Series:
    """系列: one value per category, None where there is none (drawn as a gap, never as 0)."""

    name: str
    values: Sequence[Decimal | int | None]
    kind: str = "bar"
    role: str = "current"

    def __post_init__(self) -> None:
        if self.kind not in SERIES_KINDS:
            raise ValueError(f"series kind {self.kind!r} is not one of {sorted(SERIES_KINDS)}")
        if self.role not in SERIES_ROLES:
            raise ValueError(f"series role {self.role!r} is not one of {sorted(SERIES_ROLES)}")

    def exact(self) -> list[str | None]:
        """Figures as exact text, None where missing."""
        return [None if value is None else format(Decimal(value), "f") for value in self.values]


@dataclass(frozen=True)
class ChartRow:
    """数据表行: a category and its figures as text."""

    category: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """图表: ``title`` names what is shown, ``unit`` goes with it, ``as_of`` stands under it; five series at most."""

    title: str
    unit: str
    categories: Sequence[str]
    series: Sequence[Series]
    as_of: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"a chart shows {MOST_SERIES} series at most")
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise ValueError(f"series {one.name!r} has {len(one.values)} values for {len(self.categories)} categories")

    @property
    def heading(self) -> str:
        """Title with its unit: 技术合同成交额（亿元）."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title

    @property
    def is_empty(self) -> bool:
        return all(value is None for one in self.series for value in one.values)

    def description(self) -> dict[str, Any]:
        """For ``json_script``: figures as exact text, missing as null."""
        return {
            "title": self.title,
            "heading": self.heading,
            "unit": self.unit,
            "as_of": formats.day(self.as_of) if self.as_of else None,
            "categories": list(self.categories),
            "series": [{"name": s.name, "kind": s.kind, "role": s.role, "values": s.exact()} for s in self.series],
        }

    def rows(self) -> list[ChartRow]:
        """The same figures for the table view."""
        shown = [[formats.number(value) for value in s.values] for s in self.series]
        return [ChartRow(category, tuple(values[index] for values in shown)) for index, category in enumerate(self.categories)]
