"""约数: the word is printed only where the exact figure bears it out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.engines.rules.burden import burden_answer, refuse_burden
from tongpin.engines.rules.figures import completion, growth
from tongpin.engines.rules.qualifiers import qualified, qualify, qualify_share
from tongpin.kernel.errors import Refused

DAY = date(2023, 12, 31)


@pytest.mark.parametrize(
    ("value", "style", "digits", "text"),
    [
        ("2000", "余", 1, "2000"),
        ("2000.01", "余", 1, "2000余"),
        ("2026.5", "余", 1, "2000余"),
        ("2999.99", "余", 1, "2000余"),
        ("3000", "余", 1, "3000"),
        ("213", "余", 1, "200余"),
        ("2850", "多", 2, "2800多"),
        ("2800", "多", 2, "2800"),
        ("5432", "多", 1, "5000多"),
        ("12345", "多", 1, "1万多"),
        ("10000", "多", 1, "10000"),
        ("201400000", "余", 1, "2亿余"),
        ("18", "以上", 2, "18以上"),
        ("6300", "以上", 1, "6000以上"),
        ("2000", "突破", 1, "2000"),
        ("2001", "突破", 1, "突破2000"),
        ("1960", "近", 1, "近2000"),
        ("1899", "近", 1, "1899"),
        ("2000", "近", 1, "2000"),
        ("0", "余", 1, "0"),
        ("20.145", "余", 1, "20余"),
    ],
)
def test_qualify(value: str, style: str, digits: int, text: str) -> None:
    assert qualify(Decimal(value), style, digits=digits, as_of=DAY) == text


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(ValueError, match="左右"):
        qualify(10, "左右", as_of=DAY)


@given(st.decimals(min_value="0.01", max_value=10**12, places=2), st.sampled_from(["余", "多", "突破"]), st.integers(1, 3))
def test_a_printed_more_is_always_true_and_never_reaches_the_next_unit(value: Decimal, style: str, digits: int) -> None:
    printed_as = qualified(value, style, digits=digits)
    if not printed_as.applied:
        return
    number = printed_as.text.replace(style, "")
    unit = {"万": 10_000, "亿": 100_000_000}.get(number[-1], 1)
    printed = (Decimal(number.rstrip("万亿")) * unit).normalize()
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    assert printed < value < printed + step


@pytest.mark.parametrize(
    ("part", "text"), [(311, "三分之二以上"), (301, "三分之二以上"), (300, "六成以上"), (226, "半数以上"), (200, "44.35%")]
)
def test_share_of_451(part: int, text: str) -> None:
    assert qualify_share(part, 451) == text


def test_a_share_of_nothing_is_a_dash() -> None:
    assert qualify_share(0, 0) == "—"


def test_printed_figures_of_the_year() -> None:
    assert growth(68, 50, 2, as_of=DAY).value == 36
    assert growth(97, 72, 2, as_of=DAY).value == Decimal("34.72")
    assert growth(Decimal("201400"), Decimal("73236"), 0, as_of=DAY).value == 175
    assert completion(Decimal("2026.5"), 1050, 0, as_of=DAY).value == 193


def test_burden_is_refused_with_the_documents() -> None:
    with pytest.raises(Refused, match="国办函〔2026〕12号") as refused:
        refuse_burden("人均学习时长", gives_score=True, as_of=date(2026, 3, 1), field="title")
    assert refused.value.field == "title"
    refuse_burden("人均学习时长", gives_score=False, as_of=date(2026, 3, 1))
    assert burden_answer("年末高企数", gives_score=True, as_of=date(2026, 3, 1)).outcome == "met"
