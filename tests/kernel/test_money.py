"""金额: 元 inside, 万元 and 亿元 at the edges, nothing lost between."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.money import MoneyUnit, from_yuan, show_money, to_yuan

CONVERTED = [
    ("1", MoneyUnit.YUAN, "1"),
    ("1", MoneyUnit.THOUSAND, "1000"),
    ("2026.5", MoneyUnit.WAN, "20265000"),
    ("1", MoneyUnit.MILLION, "1000000"),
    ("20.14", MoneyUnit.YI, "2014000000"),
    ("0.000001", MoneyUnit.WAN, "0.01"),
]

SHOWN = [
    ("2014000000", MoneyUnit.YI, 2, "20.14亿元"),
    ("732360000", MoneyUnit.YI, None, "7.3236亿元"),
    ("20265000", MoneyUnit.WAN, None, "2026.5万元"),
    ("63000000", MoneyUnit.WAN, 0, "6300万元"),
    ("100500", MoneyUnit.WAN, 1, "10.1万元"),
    ("0", MoneyUnit.WAN, 2, "0.00万元"),
]


@pytest.mark.parametrize(("amount", "unit", "yuan"), CONVERTED)
def test_conversion(amount: str, unit: MoneyUnit, yuan: str) -> None:
    assert to_yuan(Decimal(amount), unit) == Decimal(yuan)


@pytest.mark.parametrize(("yuan", "unit", "places", "text"), SHOWN)
def test_shown(yuan: str, unit: MoneyUnit, places: int | None, text: str) -> None:
    assert show_money(Decimal(yuan), unit, places) == text


@given(st.integers(-(10**15), 10**15), st.sampled_from(MoneyUnit))
def test_there_and_back_is_exact(fen: int, unit: MoneyUnit) -> None:
    yuan = Decimal(fen) / 100
    assert to_yuan(from_yuan(yuan, unit), unit) == yuan
