"""事实: what the registers of a firm say to the rules on a day; what is not known is left out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.kernel.rounding import round_half_up

HNTE_RULE, SME_RULE, SPENT_RULE = "science.hnte.recognition", "science.sme.evaluation", "science.hnte.rd_expense"
GROUP_FACTS = {
    "personnel": "rd_personnel",
    "direct": "rd_direct",
    "depreciation": "rd_depreciation",
    "amortisation": "rd_amortisation",
    "design": "rd_design",
    "trials": "rd_trials",
    "commissioned": "rd_commissioned",
    "overseas": "rd_overseas",
    "other": "rd_other",
}
"""Fact of the rule → figure of the firm's year."""
HNTE_JUDGED = ("owns_core_ip", "in_key_field", "clean_year", "joined_standard", "technical_level", "core_support", "management_points")
SME_JUDGED = (
    "resident",
    "accounts_sound",
    "industry_allowed",
    "clean_record",
    "national_award",
    "research_body",
    "led_standard",
)
MOST_YEARS = 3
_MILLIONTHS = 10**6


@dataclass(frozen=True, slots=True)
class Spent:
    """研发费用归集额 of one year as recognition counts it: in all, and at home."""

    total: Decimal
    domestic: Decimal


@dataclass(frozen=True, slots=True)
class Rights:
    """知识产权件数 valid on a day: class Ⅰ, class Ⅱ, of the latter those not yet spent, and own developments among those usable."""

    one: int = 0
    two: int = 0
    two_unspent: int = 0
    own: int = 0
    are_complete: bool = False
    """All of the firm's rights are in the register, so that none means none."""

    def known(self, number: int) -> int | None:
        return number if number or self.one or self.two or self.are_complete else None


@dataclass(frozen=True, slots=True)
class FirmRecord:
    """企业记录: everything the registers say of one firm on a day."""

    registered_on: date | None = None
    years: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    spent: Mapping[int, Spent] = field(default_factory=dict)
    rights: Rights = Rights()
    reviews: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    is_giant: bool = False
    is_hnte: bool = False
    is_sme: bool = False
    is_coached: bool = False

    def figure(self, year: int, name: str) -> Any:
        return self.years.get(year, {}).get(name)


def group_facts(figures: Mapping[str, Any]) -> dict[str, Any]:
    """研发费用各项 as the rule asks for them."""
    return {fact: figures[name] for fact, name in GROUP_FACTS.items() if figures.get(name) is not None}


def hnte_facts(record: FirmRecord, as_of: date, last: int | None = None) -> dict[str, Any]:
    """高新技术企业认定的事实 on a day; ``last`` is the latest accounting year, the one before the day where it is not given."""
    last = as_of.year - 1 if last is None else last
    years = _years(record.registered_on, last)
    needed = range(last - (MOST_YEARS if years is None else years) + 1, last + 1)
    rights, review = record.rights, record.reviews.get(as_of.year, {})
    spent = [record.spent.get(year) for year in needed]
    facts = {
        "registered_on": record.registered_on,
        "units_checked": True,  # asked when a figure is entered: whatever looks odd has been explained
        "staff": record.figure(last, "staff"),
        "technical_staff": record.figure(last, "technical_staff"),
        "years": years,
        **{f"sales_{MOST_YEARS - back}": record.figure(last - back, "sales") for back in range(MOST_YEARS)},
        **{f"assets_{MOST_YEARS - back}": record.figure(last - back, "net_assets") for back in range(MOST_YEARS)},
        "rd": _sum([one.total if one else None for one in spent]),
        "domestic_rd": _sum([one.domestic if one else None for one in spent]),
        "high_tech_income": record.figure(last, "high_tech_income"),
        "total_income": record.figure(last, "total_income"),
        "class_one": rights.known(rights.one),
        "class_two": rights.known(rights.two_unspent),
        "own_ip": rights.known(rights.own),
        "conversions": _average([record.figure(year, "conversions") for year in needed]),
        **{name: review.get(name) for name in HNTE_JUDGED},
    }
    return {name: value for name, value in facts.items() if value is not None and value != ""}


def sme_facts(record: FirmRecord, as_of: date, last: int | None = None) -> dict[str, Any]:
    """科技型中小企业评价的事实 on a day, from the figures of the year before it."""
    last = as_of.year - 1 if last is None else last
    rights, review = record.rights, record.reviews.get(as_of.year, {})
    facts = {
        "staff": record.figure(last, "staff"),
        "technical_staff": record.figure(last, "technical_staff"),
        "units_checked": True,
        "sales": record.figure(last, "sales"),
        "assets": record.figure(last, "total_assets"),
        "rd": record.figure(last, "rd_tax"),
        "costs": record.figure(last, "costs"),
        "class_one": rights.known(rights.one),
        "class_two": rights.known(rights.two),
        "high_tech": record.is_hnte,
        **{name: review.get(name) for name in SME_JUDGED},
    }
    return {name: value for name, value in facts.items() if value is not None and value != ""}


PLAIN_FIGURES = (
    "sales",
    "total_income",
    "high_tech_income",
    "costs",
    "total_assets",
    "net_assets",
    "staff",
    "technical_staff",
    "rd_staff",
    "rd_tax",
)
FORMER_FIGURES = ("sales", "rd_tax")


def firm_facts(record: FirmRecord, as_of: date) -> dict[str, Any]:
    """企业事实 as any other rule on firms asks for them: figures of the year before the day, rights valid and titles held on it.

    A name ending in ``_before`` is the year before that one; ``rd_hnte`` is last year's expense as recognition counts it;
    ``…_three_years`` is the sum of the last three, of fewer where the firm is younger.
    """
    last = as_of.year - 1
    years = _years(record.registered_on, last)
    needed = range(last - (MOST_YEARS if years is None else years) + 1, last + 1)
    spent_each = [record.spent.get(year) for year in needed]
    rights, review, spent = record.rights, record.reviews.get(as_of.year, {}), record.spent.get(last)
    facts = {
        "registered_on": record.registered_on,
        **{name: record.figure(last, name) for name in PLAIN_FIGURES},
        **{f"{name}_before": record.figure(last - 1, name) for name in FORMER_FIGURES},
        "rd_hnte": spent.total if spent else None,
        "rd_hnte_three_years": _sum([one.total if one else None for one in spent_each]),
        "sales_three_years": _sum([record.figure(year, "sales") for year in needed]),
        "class_one": rights.known(rights.one),
        "class_two": rights.known(rights.two),
        "holds_hnte": record.is_hnte,
        "holds_sme": record.is_sme,
        "holds_giant": record.is_giant,
        "is_coached": record.is_coached,
        **{name: review.get(name) for name in (*HNTE_JUDGED, *SME_JUDGED)},
    }
    return {name: value for name, value in facts.items() if value is not None and value != ""}


TRENDS = {
    2: (
        "sales",
        "total_income",
        "high_tech_income",
        "costs",
        "total_assets",
        "net_assets",
        "rd_tax",
        *GROUP_FACTS.values(),
    ),
    4: ("staff", "technical_staff"),
    0: ("conversions",),
}
"""Decimal places → figures that are carried on."""
WITHIN = (("technical_staff", "staff"), ("high_tech_income", "total_income"), ("net_assets", "total_assets"))


def projected(record: FirmRecord, year: int) -> FirmRecord:
    """趋势推算: ``year`` as it would be if every figure went on changing at the rate of the two years before; marked 预测 by the page.

    A year that has been entered stays as it is. Where a figure of the two years is missing or the rate cannot be told, it stays unknown.
    """
    if year in record.years:
        return record
    figures: dict[str, Any] = {}
    for places, names in TRENDS.items():
        for name in names:
            figures[name] = _carried_on(record.figure(year - 2, name), record.figure(year - 1, name), places)
    for part, whole in WITHIN:
        if figures[part] is not None and figures[whole] is not None:
            figures[part] = min(figures[part], figures[whole])
    return replace(record, years={**record.years, year: figures})


def _carried_on(before: Any, last: Any, places: int) -> Any:
    if before is None or last is None:
        return None
    if last == 0:
        return Decimal(0)
    if before <= 0 or last < 0:
        return None
    return round_half_up(Decimal(last) * Decimal(last) / Decimal(before), places)


def _years(registered_on: date | None, last: int) -> int | None:
    """实际会计年度数, at most three."""
    return None if registered_on is None else min(MOST_YEARS, max(0, last - registered_on.year + 1))


def _sum(parts: list[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(parts) else None


def _average(parts: list[int | None]) -> Decimal | None:
    """Downwards to six places, so that 2.999999… never becomes 3."""
    known = [int(part) for part in parts if part is not None]
    return Decimal(sum(known) * _MILLIONTHS // len(known)) / _MILLIONTHS if known and len(known) == len(parts) else None
