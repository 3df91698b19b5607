"""三种口径: worked out by hand from the examples of the texts, and what must not hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tongpin.domains.coaching.enums import RdItem
from tongpin.domains.coaching.research.booked import Booked
from tongpin.domains.coaching.research.items import PLACES
from tongpin.domains.coaching.research.meanings import Meanings, meanings_of
from tongpin.domains.coaching.research.tax import YearFacts

FACTS = YearFacts("一般企业", Decimal(10_000_000), Decimal(0), Decimal(0), Decimal(0))


def entry(item: str, amount: str | int, **values: Any) -> Booked:
    amount_ = Decimal(amount)
    return Booked(**{"project": 1, "month": 3, "item": RdItem(item), "amount": amount_, "tax_amount": amount_, **values})


def table(*entries: Booked, year: int = 2023, facts: YearFacts = FACTS, through: int = 12) -> Meanings:
    return meanings_of(entries, year, facts, through)


CASES: list[tuple[str, int, list[Booked], str, str, str, str]] = [
    # what, year, entries, recognition, base of the deduction, statistics, extra deduction
    ("只有人员人工", 2023, [entry("wages", 900_000)], "900000", "900000", "900000", "900000"),
    ("2020年一般企业加计75%", 2020, [entry("wages", 900_000)], "900000", "900000", "900000", "675000"),
    ("2025年一般企业100%，不是75%", 2025, [entry("wages", 900_000)], "900000", "900000", "900000", "900000"),
    ("2022年按四分之一计算：75%×3/4＋100%×1/4", 2022, [entry("wages", 1_000_000)], "1000000", "1000000", "1000000", "812500"),
    (
        "2022年四成在第四季度，按实际发生数较高：60×75%＋40×100%",
        2022,
        [entry("wages", 600_000), entry("wages", 400_000, month=11)],
        "1000000",
        "1000000",
        "1000000",
        "850000",
    ),
    (
        "2022年第四季度的其他费用按全年限额分摊：限额10万，十二月占一半",
        2022,
        [entry("wages", 450_000), entry("wages", 450_000, month=12), entry("other", 100_000), entry("other", 100_000, month=12)],
        "1100000",
        "1000000",
        "1100000",
        "875000",
    ),
    ("其他费用恰在加计扣除限额10万", 2023, [entry("wages", 900_000), entry("other", 100_000)], "1000000", "1000000", "1000000", "1000000"),
    (
        "其他费用超过加计扣除限额1分",
        2023,
        [entry("wages", 900_000), entry("other", "100000.01")],
        "1000000.01",
        "1000000",
        "1000000.01",
        "1000000",
    ),
    (
        "其他费用超过高企限额22.5万，统计不设限额",
        2023,
        [entry("wages", 900_000), entry("other", 300_000)],
        "1125000",
        "1000000",
        "1200000",
        "1000000",
    ),
    (
        "房屋租赁和折旧只有高企和统计口径计入",
        2023,
        [entry("wages", 500_000), entry("building_rent", 60_000), entry("building", 40_000)],
        "600000",
        "500000",
        "600000",
        "500000",
    ),
    ("装备调试费不在加计扣除之列", 2023, [entry("design", 100_000), entry("tooling", 50_000)], "150000", "100000", "150000", "100000"),
    ("委托境内按80%，统计单列", 2023, [entry("wages", 600_000), entry("institution", 500_000)], "1000000", "1000000", "600000", "1000000"),
    (
        "委托境外超过境内三分之二：境内120万，上限80万；高企不受三分之二限制",
        2023,
        [entry("wages", 1_200_000), entry("overseas", 1_500_000)],
        "2400000",
        "2000000",
        "1200000",
        "2000000",
    ),
    ("2018年起委托境外机构可以加计", 2018, [entry("wages", 100_000), entry("overseas", 50_000)], "140000", "140000", "100000", "105000"),
    ("2017年委托境外不能加计", 2017, [entry("wages", 100_000), entry("overseas", 50_000)], "140000", "100000", "100000", "50000"),
    ("委托境外个人不能加计", 2023, [entry("wages", 100_000), entry("overseas_person", 50_000)], "140000", "100000", "100000", "100000"),
    (
        "委托境内个人没有票据不能加计",
        2023,
        [entry("wages", 100_000), entry("person", 50_000, has_invoice=False)],
        "140000",
        "100000",
        "100000",
        "100000",
    ),
    ("委托境内个人有票据按80%", 2023, [entry("wages", 100_000), entry("person", 50_000)], "140000", "140000", "100000", "140000"),
    ("下脚料收入只冲减加计扣除", 2023, [entry("wages", 100_000), entry("scrap", 20_000)], "100000", "80000", "100000", "80000"),
    ("下脚料收入减到0为止", 2023, [entry("wages", 100_000), entry("scrap", 150_000)], "100000", "0", "100000", "0"),
    (
        "冲减后再算限额：(100－10)÷9＝10万",
        2023,
        [entry("wages", 1_000_000), entry("scrap", 100_000), entry("other", 150_000)],
        "1150000",
        "1000000",
        "1150000",
        "1000000",
    ),
    (
        "不征税资金列支的不扣除也不加计",
        2023,
        [entry("wages", 100_000), entry("materials", 50_000, is_fiscal=True)],
        "150000",
        "100000",
        "150000",
        "100000",
    ),
    (
        "资本化支出不进当年基数",
        2023,
        [entry("wages", 100_000), entry("wages", 50_000, is_capitalised=True)],
        "150000",
        "100000",
        "150000",
        "100000",
    ),
    (
        "一次性扣除的设备：账上10万，税法100万",
        2023,
        [entry("equipment", 100_000, tax_amount=Decimal(1_000_000))],
        "100000",
        "1000000",
        "100000",
        "1000000",
    ),
    ("红字冲销", 2023, [entry("materials", 100_000), entry("materials", -30_000)], "70000", "70000", "70000", "70000"),
    (
        "三分之二除不尽，四舍五入到分",
        2023,
        [entry("wages", 100), entry("overseas", 1000)],
        "900",
        "166.67",
        "100",
        "166.67",
    ),
]


@pytest.mark.parametrize(("what", "year", "entries", "hnte", "tax", "statistics", "extra"), CASES, ids=[c[0] for c in CASES])
def test_worked_by_hand(what: str, year: int, entries: list[Booked], hnte: str, tax: str, statistics: str, extra: str) -> None:
    found = table(*entries, year=year)
    assert (found.hnte.total, found.tax.total, found.statistics.total) == (Decimal(hnte), Decimal(tax), Decimal(statistics))
    assert found.answer.extra == Decimal(extra)
    for name, total in (("hnte", found.hnte.total), ("tax", found.tax.total), ("statistics", found.statistics.total)):
        assert found.booked + sum(getattr(step, name) for step in found.steps) == total, "各项差异加起来就是合计"
    assert all(step.because.endswith("。") for step in found.steps)


def test_limit_of_other_expense_by_project_before_2021_and_together_since() -> None:
    """Project 1: 90万 and 20万 of other expense; project 2: 90万 and nothing."""
    entries = [entry("wages", 900_000), entry("other", 200_000), entry("wages", 900_000, project=2)]
    assert table(*entries, year=2020).tax.total == Decimal(1_900_000)
    assert table(*entries, year=2021).tax.total == Decimal(2_000_000)
    assert table(*entries, year=2023).tax.total == Decimal(2_000_000), "2023年不再逐个项目计算"


def test_overseas_base_is_after_the_limit_and_with_four_fifths_of_commissions_at_home() -> None:
    """Own 90万＋10万 within the limit, 50万×80％ at home: 140万 × ⅔ = 93.33万."""
    entries = [entry("wages", 900_000), entry("other", 150_000), entry("institution", 500_000), entry("overseas", 2_000_000)]
    found = table(*entries)
    assert found.answer.overseas_in is not None
    assert found.tax.total == Decimal("2333333.33")


def test_prepayment_takes_half_a_year_in_july_and_three_quarters_in_october() -> None:
    entries = [entry("wages", 100, month=6), entry("wages", 10, month=7), entry("wages", 1, month=10)]
    assert [table(*entries, through=months).tax.total for months in (6, 9, 12)] == [100, 110, 111]
    july, october, whole = (table(*entries, through=months).prepayment for months in (6, 9, 12))
    assert july is not None and "前6个月" in july.reason
    assert october is not None and "前9个月" in october.reason
    assert whole is None
    before = table(*entries, year=2022, through=6).prepayment
    assert before is not None and before.value is None, "2023年公告以前的预缴办法不在规则库"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (YearFacts("", Decimal(1000), Decimal(0), Decimal(0), Decimal(0)), "企业类别"),
        (YearFacts("一般企业"), "除外行业"),
    ],
)
def test_what_nobody_has_said_is_not_guessed(facts: YearFacts, words: str) -> None:
    found = table(entry("wages", 900_000), facts=facts)
    assert found.tax.total == Decimal(900_000)
    assert found.answer.extra is None and words in found.answer.reason


@pytest.mark.parametrize(("excluded", "extra"), [(5_000_000, 900_000), (5_000_001, 0)])
def test_excluded_industries_at_the_half(excluded: int, extra: int) -> None:
    """Half of the income is still fine."""
    facts = YearFacts("一般企业", Decimal(10_000_000), Decimal(0), Decimal(0), Decimal(excluded))
    found = table(entry("wages", 900_000), facts=facts)
    assert found.answer.extra == extra and found.tax.total == 900_000


def test_material_of_products_sold_is_carried_forward_and_scrap_is_not() -> None:
    sold = table(entry("wages", 100_000), entry("product", 130_000))
    assert (sold.tax.total, sold.answer.carried_out) == (0, 30_000)
    scrap = table(entry("wages", 100_000), entry("scrap", 130_000))
    assert (scrap.tax.total, scrap.answer.carried_out) == (0, 0)
    later = table(entry("wages", 100_000), facts=YearFacts("一般企业", *[Decimal(1)] * 3, Decimal(0), carried_in=Decimal(30_000)))
    assert later.tax.total == 70_000


def test_sum_below_nought_is_not_reckoned_with() -> None:
    found = table(entry("materials", -100))
    assert found.hnte.total is None and found.statistics.total is None and found.tax.total is None
    assert "请核对" in found.hnte.reason


def test_every_item_has_its_place() -> None:
    assert set(PLACES) == set(RdItem)
