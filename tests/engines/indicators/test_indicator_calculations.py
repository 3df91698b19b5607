"""Growth, completion, share, rank, printing and roll-up: exact while comparing, rounded half up only where printed."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.engines.indicators.calculations.growth import completion, exceeds, growth, ranks, share
from tongpin.engines.indicators.calculations.printing import printed, to_stored_unit
from tongpin.engines.indicators.calculations.rollup import fact_frame, ranked, roll_up, tree_frame
from tongpin.engines.indicators.calculations.rowlists import RowRef, pack
from tongpin.kernel.rounding import round_half_up


@pytest.mark.parametrize(
    ("value", "previous", "text", "places", "shown"),
    [
        ("68", "50", "36.0000", 0, "36"),
        ("97", "72", "34.7222", 2, "34.72"),
        ("97", "71", "36.6197", 2, "36.62"),
        ("97", "73", "32.8767", 2, "32.88"),
        ("20.14", "7.3236", "175.0014", 0, "175"),
        ("50", "68", "-26.4706", 2, "-26.47"),
        ("50", "50", "0.0000", 2, "0.00"),
        ("1.00125", "1", "0.1250", 2, "0.13"),
    ],
)
def test_growth(value: str, previous: str, text: str, places: int, shown: str) -> None:
    found = growth(Decimal(value), Decimal(previous))
    assert (found.text, found.shown(places)) == (text, shown)


@pytest.mark.parametrize(
    ("value", "previous", "reason"),
    [
        (None, "50", "本期没有数据"),
        ("50", None, "上年同期没有数据"),
        ("50", "0", "上年同期为0，不计算增幅"),
        ("50", "-1", "上年同期为负数"),
        (None, None, "本期没有数据"),
    ],
)
def test_no_growth_without_a_base(value: str | None, previous: str | None, reason: str) -> None:
    found = growth(None if value is None else Decimal(value), None if previous is None else Decimal(previous))
    assert (found.value, found.text, found.shown(2)) == (None, None, "—")
    assert reason in found.reason


@pytest.mark.parametrize(
    ("value", "target", "text"),
    [("2026.5", "1050", "193.0000"), ("68", "65", "104.6154"), ("0", "65", "0.0000"), ("20000", "1050", "1904.7619")],
)
def test_completion(value: str, target: str, text: str) -> None:
    assert completion(Decimal(value), Decimal(target)).text == text


def test_no_completion() -> None:
    assert completion(Decimal(1), None).reason == "没有下达目标，不计算完成率"
    assert completion(None, Decimal(1)).reason == "本期没有数据，不计算完成率"
    assert completion(Decimal(1), Decimal(0)).reason == "目标为0，不计算完成率"
    assert completion(Decimal(1), Decimal(1), lower_is_better=True).value is None


def test_a_share_is_compared_before_it_is_rounded() -> None:
    assert not exceeds(Decimal(300), Decimal(451), 2, 3)
    assert exceeds(Decimal(301), Decimal(451), 2, 3)
    assert share(Decimal(311), Decimal(451)).shown(2) == "68.96"
    assert share(Decimal(1), Decimal(0)).value is None
    assert share(None, Decimal(1)).value is None


def test_ranks_are_shared_and_missing_has_none() -> None:
    values = {"甲": Decimal(3), "乙": Decimal(5), "丙": Decimal(5), "丁": None, "戊": Decimal(1)}
    assert ranks(values) == {"乙": 1, "丙": 1, "甲": 3, "戊": 4}
    assert ranks(values, lower_is_better=True) == {"戊": 1, "甲": 2, "乙": 3, "丙": 3}


@pytest.mark.parametrize(("value", "shown"), [("2014400000", "20.14"), ("2014500000", "20.15"), ("2014499999.99", "20.14")])
def test_printing_rounds_half_up_once(value: str, shown: str) -> None:
    assert printed(Decimal(value), "元", "亿元", 2) == shown


def test_units() -> None:
    assert to_stored_unit(Decimal("1050"), "元", "万元") == 10_500_000
    assert to_stored_unit(Decimal(5), "元", "家") is None
    assert to_stored_unit(Decimal(5), "家", "户") == 5
    assert to_stored_unit(Decimal(5), "家", "万元") is None
    assert to_stored_unit(Decimal(5), "%", "%") == 5
    assert printed(None, "元", "亿元", 2) == "—"


@given(st.integers(1, 10**12), st.integers(1, 10**12), st.integers(0, 4))
def test_growth_is_rounded_like_the_exact_fraction(value: int, previous: int, places: int) -> None:
    scale = 10**places
    numerator = (value - previous) * 100 * scale * 2 + (previous if value >= previous else -previous)
    exact = abs(numerator) // (2 * previous) * (1 if numerator >= 0 else -1)
    found = growth(Decimal(value), Decimal(previous))
    assert round_half_up(found.value or Decimal(0), places) * scale == exact


def test_a_list_of_rows_does_not_depend_on_its_order() -> None:
    rows = [RowRef("a", n, f"k{n}", f"t{n}", Decimal(n)) for n in range(5)]
    assert pack(rows).digest == pack(reversed(rows)).digest
    assert pack(rows).digest != pack(rows[1:]).digest
    assert pack(rows).digest != pack([RowRef("a", 0, "k0", "t0", Decimal(9)), *rows[1:]]).digest


TREE = [(1, "/1/"), (2, "/1/2/"), (3, "/1/3/"), (4, "/1/2/4/"), (5, "/1/2/5/"), (9, "/9/")]


def test_roll_up_adds_along_the_tree() -> None:
    facts = fact_frame([(4, 1, 1, 10), (5, 1, 1, 20), (2, 1, 1, 1), (3, 1, 1, None), (9, 1, 1, 7), (4, 2, 1, 0), (99, 1, 1, 5)])
    found = {(org, measure): (value, units) for org, measure, _, value, units in roll_up(facts, tree_frame(TREE)).rows()}
    assert found == {
        (4, 1): (10, 1),
        (5, 1): (20, 1),
        (2, 1): (31, 3),
        (1, 1): (31, 3),
        (9, 1): (7, 1),
        (4, 2): (0, 1),
        (2, 2): (0, 1),
        (1, 2): (0, 1),
    }


def test_ranks_among_siblings() -> None:
    tree = tree_frame([(1, "/1/"), *((n, f"/1/{n}/") for n in range(2, 6))])
    totals = roll_up(fact_frame([(2, 1, 1, 5), (3, 1, 1, 9), (4, 1, 1, 9), (2, 2, 1, 5), (3, 2, 1, 9)]), tree)
    places = {(org, m): place for org, m, place in ranked(totals, tree, lower_is_better=[2]).select("org", "measure", "place").rows()}
    assert (places[3, 1], places[4, 1], places[2, 1]) == (1, 1, 3)
    assert (places[2, 2], places[3, 2]) == (1, 2)


def test_roll_up_of_nothing() -> None:
    assert roll_up(fact_frame([]), tree_frame(TREE)).is_empty()


@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(1, 3), st.integers(1, 2), st.none() | st.integers(-(10**15), 10**15)), max_size=60)
)
def test_roll_up_equals_adding_by_hand(rows: list[tuple[int, int, int, int | None]]) -> None:
    paths = {n: "/" + "".join(f"{n >> shift}/" for shift in range(n.bit_length() - 1, -1, -1)) for n in range(1, 41)}
    expected: dict[tuple[int, int, int], int] = {}
    for org, measure, month, value in rows:
        for above in map(int, paths[org].strip("/").split("/")):
            if value is not None:
                key = (above, measure, month)
                expected[key] = expected.get(key, 0) + value
    found = roll_up(fact_frame(rows), tree_frame(paths.items())).select("org", "measure", "month", "value")
    assert {(o, m, t): v for o, m, t, v in found.rows()} == expected
    assert isinstance(found, pl.DataFrame)
