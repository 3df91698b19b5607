"""分档表: a parameter that is a small table, looked up by a number (bands) or by a text; dated like every parameter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tongpin.kernel.rounding import plain


class Lookup(StrEnum):
    """查表方式. ``FROM``: each row names the least number of its band (含); ``TO``: the greatest (含); ``TEXT``: the text itself."""

    FROM = "band_from"
    TO = "band_to"
    TEXT = "look_up"


@dataclass(frozen=True, slots=True)
class Table:
    """分档表: rows in ascending order; a bound of None is open (first row of ``FROM``, last row of ``TO``)."""

    rows: tuple[tuple[Decimal | str | None, tuple[Decimal, ...]], ...]

    @property
    def is_by_text(self) -> bool:
        return isinstance(self.rows[0][0], str)

    def found(self, way: Lookup, subject: Decimal | str, column: int) -> Decimal | None:
        """The number in the row of ``subject``, ``column`` counted from 0; None where no row takes it in."""
        for bound, numbers in self.in_order(way):
            if _takes_in(way, bound, subject):
                return numbers[column]
        return None

    def in_order(self, way: Lookup) -> Sequence[tuple[Decimal | str | None, tuple[Decimal, ...]]]:
        """Rows in the order in which they are tried."""
        return self.rows[::-1] if way is Lookup.FROM else self.rows

    def __str__(self) -> str:
        return "；".join(f"{_shown(bound)}：{'～'.join(plain(n) for n in numbers)}" for bound, numbers in self.rows)


def _takes_in(way: Lookup, bound: Decimal | str | None, subject: Decimal | str) -> bool:
    if bound is None:
        return True
    if way is Lookup.FROM:
        return subject >= bound  # type: ignore[operator]  # both numbers, checked on reading
    if way is Lookup.TO:
        return subject <= bound  # type: ignore[operator]
    return subject == bound


def _shown(bound: Decimal | str | None) -> str:
    return "其余" if bound is None else bound if isinstance(bound, str) else plain(bound)
