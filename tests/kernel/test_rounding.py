"""四舍五入 and 写法, as tables and against exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.rounding import plain, plain_rounded, round_half_up

ROUNDED = [
    ("86.125", 2, "86.13"),
    ("86.124999", 2, "86.12"),
    ("0.5", 0, "1"),
    ("1.5", 0, "2"),
    ("2.5", 0, "3"),
    ("-0.5", 0, "-1"),
    ("-2.5", 0, "-3"),
    ("34.7222222", 2, "34.72"),
    ("175.0034", 0, "175"),
    ("2014000000", -8, "2.0E+9"),
    ("0", 2, "0.00"),
]

PLAIN = [("36.00", "36"), ("0.10", "0.1"), ("100", "100"), ("1E+3", "1000"), ("-7.3236", "-7.3236"), ("0.00", "0")]

DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@pytest.mark.parametrize(("value", "places", "result"), ROUNDED)
def test_half_goes_away_from_zero(value: str, places: int, result: str) -> None:
    assert round_half_up(Decimal(value), places) == Decimal(result)


@pytest.mark.parametrize(("value", "text"), PLAIN)
def test_plain_writing(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@given(DECIMALS, st.integers(0, 4))
def test_rounding_equals_exact_fractions(value: Decimal, places: int) -> None:
    scaled = abs(Fraction(value)) * 10**places
    expected = Fraction(floor(scaled + Fraction(1, 2)), 10**places) * (-1 if value < 0 else 1)
    assert Fraction(round_half_up(value, places)) == expected


@given(DECIMALS)
def test_plain_keeps_the_value_and_never_turns_scientific(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)


@given(DECIMALS | st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000), st.integers(0, 6))
def test_writing_a_rounded_number_is_rounding_and_writing_it(value: Decimal, places: int) -> None:
    assert plain_rounded(value, places) == plain(round_half_up(value, places))
