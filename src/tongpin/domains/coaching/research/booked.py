"""入账分录: one entry as the calculations read it, and where the super-deduction leaves it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tongpin.domains.coaching.enums import RdGroup, RdItem
from tongpin.domains.coaching.research.items import PLACES

NOUGHT = Decimal(0)


class Left(StrEnum):
    """不计入加计扣除的原因: each entry falls under the first that fits."""

    ITEM = "item"
    CAPITALISED = "capitalised"
    FISCAL = "fiscal"
    INVOICE = "invoice"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """一笔分录: project, month, item, what the books and the tax law say."""

    project: int
    month: int
    item: RdItem
    amount: Decimal
    tax_amount: Decimal
    is_capitalised: bool = False
    is_fiscal: bool = False
    has_invoice: bool = True

    @property
    def group(self) -> RdGroup:
        return PLACES[self.item].group

    @property
    def left(self) -> Left:
        """Why the super-deduction does not take this entry."""
        if PLACES[self.item].untaxed_because:
            return Left.ITEM
        if self.is_capitalised:
            return Left.CAPITALISED
        if self.is_fiscal:
            return Left.FISCAL
        if self.item == RdItem.PERSON and not self.has_invoice:
            return Left.INVOICE
        return Left.NONE


def summed(entries: Iterable[Booked], *groups: RdGroup, taxed: bool = False) -> Decimal:
    """合计 of these groups as the books say, or of what the tax law takes."""
    return sum((e.tax_amount if taxed else e.amount for e in entries if e.group in groups), NOUGHT)


def of_item(entries: Iterable[Booked], item: RdItem) -> Decimal:
    """合计 of one item as the books say."""
    return sum((e.amount for e in entries if e.item == item), NOUGHT)
