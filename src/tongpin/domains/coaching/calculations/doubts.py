"""存疑数据: figures that cannot be right, and those that are so odd that a person is asked. Nothing is put right by guessing. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tongpin.kernel.rounding import plain, round_half_up

JUMP = 100
"""A figure so many times that of the year beside it is more often 元 written for 万元 than growth."""
MOST_PER_HEAD, LEAST_PER_HEAD = Decimal(100_000_000), Decimal(1_000)
WAN = Decimal(10_000)
COMPARED = {
    "sales": "销售收入",
    "total_income": "总收入",
    "high_tech_income": "高新技术产品（服务）收入",
    "costs": "成本费用支出总额",
    "total_assets": "资产总额",
    "rd_tax": "研发费用（加计扣除口径）",
}
HEADS = {"staff": "职工总数", "technical_staff": "科技人员数", "rd_staff": "研发人员数"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """存疑: at which field, what is odd, what to do; ``is_certain`` where no explanation can make it right."""

    field: str
    message: str
    advice: str
    is_certain: bool = False

    @property
    def words(self) -> str:
        return f"{self.message}，{self.advice}。"


def doubts(figures: Mapping[str, Any], others: Mapping[int, Mapping[str, Any]], year: int) -> list[Doubt]:
    """存疑数据 of one year beside the other years of the firm, in the order in which they would be asked."""
    return [*_shares(figures), *_units(figures), *_jumps(figures, others, year)]


def _shares(figures: Mapping[str, Any]) -> Iterator[Doubt]:
    for name, title in HEADS.items():
        value = figures.get(name)
        if value is not None and 0 < value < 1:
            yield Doubt(name, f"{title}“{plain(value)}”像是比例", "应填人数（单位：人），不填占比", True)


def _units(figures: Mapping[str, Any]) -> Iterator[Doubt]:
    sales, staff = figures.get("sales"), figures.get("staff")
    if sales and staff and sales > 0 and staff > 0 and not LEAST_PER_HEAD <= sales / staff <= MOST_PER_HEAD:
        per_head = plain(round_half_up(sales / staff / WAN, 4))
        yield Doubt("sales", f"销售收入{_wan(sales)}、职工{plain(staff)}人，人均{per_head}万元，不合常理", _ADVICE)
    if sales and sales > 0 and (spent := figures.get("rd_tax")) and spent > sales * JUMP:
        yield Doubt("rd_tax", f"研发费用{_wan(spent)}是销售收入{_wan(sales)}的{_times(spent, sales)}倍", _ADVICE)


def _jumps(figures: Mapping[str, Any], others: Mapping[int, Mapping[str, Any]], year: int) -> Iterator[Doubt]:
    for name, title in COMPARED.items():
        value = figures.get(name)
        known = {y: amount for y, row in others.items() if y != year and (amount := row.get(name)) and amount > 0}
        if not value or value < 0 or not known:
            continue
        near = min(known, key=lambda y: (abs(y - year), y))
        other = known[near]
        if value >= other * JUMP:
            yield Doubt(name, f"{title}{_wan(value)}是{near}年度（{_wan(other)}）的{_times(value, other)}倍", _ADVICE)
        elif other >= value * JUMP:
            yield Doubt(name, f"{title}{_wan(value)}只有{near}年度（{_wan(other)}）的{_times(other, value)}分之一", _ADVICE)


_ADVICE = "请核对是不是元和万元混用；确实如此的请在“核对说明”写明原因"


def _wan(amount: Decimal) -> str:
    return f"{plain(amount / WAN)}万元"


def _times(more: Decimal, less: Decimal) -> str:
    return plain(round_half_up(more / less, 0))
