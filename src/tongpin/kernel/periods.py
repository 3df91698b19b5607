"""期间: month, quarter, half and year as half-open ranges of dates, and the business date (Asia/Shanghai)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


def business_date(moment: datetime) -> date:
    """业务日期: the date in the office of an aware moment. The one way from a moment to a date."""
    if moment.tzinfo is None:
        raise ValueError("business_date needs an aware moment")
    return moment.astimezone(OFFICE_ZONE).date()


class PeriodKind(StrEnum):
    """期间种类, by number of months."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.value]


_TEXT = re.compile(r"^(?P<year>[12]\d{3})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])))?$")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """期间 [start, end): written 2023, 2023-H1, 2023-Q3 or 2023-07."""

    start: date
    kind: PeriodKind

    def __post_init__(self) -> None:
        if self.start.day != 1 or (self.start.month - 1) % self.kind.months:
            raise ValueError(f"{self.start} does not begin a {self.kind}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Reads 2023, 2023-H1, 2023-Q3, 2023-07; ValueError for anything else."""
        found = _TEXT.match(text.strip())
        if not found:
            raise ValueError(f"期间“{text}”写法不对，应为 2023、2023-H1、2023-Q3 或 2023-07。")
        year = int(found["year"])
        if found["month"]:
            return cls(date(year, int(found["month"]), 1), PeriodKind.MONTH)
        if found["quarter"]:
            return cls(date(year, int(found["quarter"]) * 3 - 2, 1), PeriodKind.QUARTER)
        if found["half"]:
            return cls(date(year, int(found["half"]) * 6 - 5, 1), PeriodKind.HALF)
        return cls.year(year)

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), PeriodKind.YEAR)

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> Period:
        return cls(date(day.year, (day.month - 1) // kind.months * kind.months + 1, 1), kind)

    @property
    def end(self) -> date:
        """The first day after the period."""
        month = self.start.year * 12 + self.start.month - 1 + self.kind.months
        return date(month // 12, month % 12 + 1, 1)

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    def shifted(self, count: int) -> Period:
        """The period ``count`` periods of the same kind later (earlier where negative)."""
        month = self.start.year * 12 + self.start.month - 1 + self.kind.months * count
        return Period(date(month // 12, month % 12 + 1, 1), self.kind)

    @property
    def same_last_year(self) -> Period:
        """上年同期."""
        return Period(date(self.start.year - 1, self.start.month, 1), self.kind)

    def split(self, kind: PeriodKind) -> Iterator[Period]:
        """The shorter periods this one consists of, in order."""
        part = Period(self.start, kind)
        while part.start < self.end:
            yield part
            part = part.shifted(1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.start.year}"
            case PeriodKind.HALF:
                return f"{self.start.year}-H{(self.start.month + 5) // 6}"
            case PeriodKind.QUARTER:
                return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
            case PeriodKind.MONTH:
                return f"{self.start.year}-{self.start.month:02d}"

    @property
    def title(self) -> str:
        """ "2023年", "2023年上半年", "2023年第3季度", "2023年7月"."""
        year = f"{self.start.year}年"
        match self.kind:
            case PeriodKind.YEAR:
                return year
            case PeriodKind.HALF:
                return year + ("上半年" if self.start.month == 1 else "下半年")
            case PeriodKind.QUARTER:
                return f"{year}第{(self.start.month + 2) // 3}季度"
            case PeriodKind.MONTH:
                return f"{year}{self.start.month}月"


def same_day_last_year(day: date) -> date:
    """上年同日; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
