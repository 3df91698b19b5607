"""Figures from rows: exact growth and completion, missing is not 0, stock and flow compared with the right day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.access import ThreePersons
from tests.factories.indicators import enter, set_target
from tongpin.engines.indicators.enums import Status
from tongpin.engines.indicators.selectors import figure, figure_json, figures, measure_code
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period

Y2023 = Period.year(2023)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toys")]


def test_stock_is_taken_at_a_day_and_compared_with_the_same_day_last_year(persons: ThreePersons) -> None:
    for n in range(50):
        enter(persons.org, date(2021, 5, 1), until=date(2023, 7, 1) if n < 5 else None)
    for _ in range(23):
        enter(persons.org, date(2023, 10, 1))
    found = figure("toy.stock", persons.org, Y2023)
    assert (found.value, found.previous, found.growth.text) == (68, 50, "36.0000")
    assert found.printed_growth == "36%"
    middle = figure("toy.stock", persons.org, Y2023, date(2023, 6, 30))
    assert (middle.value, middle.previous) == (50, 50)
    after = figure("toy.stock", persons.org, Y2023, date(2023, 7, 1))
    assert (after.value, after.previous) == (45, 50)


def test_yearly_count_growth_keeps_two_decimals(persons: ThreePersons) -> None:
    for n in range(72):
        enter(persons.org, date(2022, 1 + n % 12, 3))
    for n in range(97):
        enter(persons.org, date(2023, 1 + n % 12, 3))
    found = figure("toy.registered", persons.org, Y2023)
    assert (found.value, found.previous, found.growth.text, found.printed_growth) == (97, 72, "34.7222", "34.72%")


def test_flow_in_yuan_is_printed_in_yi_and_counts_up_to_the_as_of_day(persons: ThreePersons) -> None:
    enter(persons.org, date(2022, 6, 1), "732360000.00")
    enter(persons.org, date(2023, 3, 31), "1000000000.00")
    enter(persons.org, date(2023, 12, 31), "1014000000.00")
    enter(persons.org, date(2024, 1, 1), "9")
    found = figure("toy.deals", persons.org, Y2023)
    assert (found.value, found.printed, found.printed_growth) == (Decimal("2014000000.00"), "20.14亿元", "175%")
    assert [row.contribution for row in found.rows()] == [Decimal("1000000000.00"), Decimal("1014000000.00")]
    early = figure("toy.deals", persons.org, Y2023, date(2023, 12, 30))
    assert (early.value, early.previous) == (Decimal("1000000000.00"), Decimal("732360000.00"))


def test_completion_is_exact(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 5, 1), "20265000.00")
    set_target(persons.org, "toy.deals", 10_500_000, by=persons.editor)
    found = figure("toy.deals", persons.org, Y2023)
    assert (found.completion.text, found.printed_completion, found.printed_target) == ("193.0000", "193.00%", "0.105亿元")


def test_base_zero_and_missing_are_told_apart(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 5, 1), "100")
    flow = figure("toy.deals", persons.org, Y2023)
    assert (flow.previous, flow.growth_pct, flow.growth_reason) == (0, None, "上年同期为0，不计算增幅")
    ratio = figure("toy.average", persons.org, Y2023)
    assert (ratio.value, ratio.previous, ratio.previous_reason) == (100, None, "没有合同，不能求平均")
    assert ratio.points is None
    nothing = figure("toy.average", persons.org, Period.year(2022))
    assert (nothing.value, nothing.status, nothing.printed, nothing.reason) == (None, None, "—", "没有合同，不能求平均")


def test_a_ratio_changes_in_points(persons: ThreePersons) -> None:
    enter(persons.org, date(2022, 5, 1), "10")
    enter(persons.org, date(2023, 5, 1), "12.5")
    found = figure("toy.average", persons.org, Y2023)
    assert (found.points, found.printed_growth, found.growth_pct) == (Decimal("2.5"), "2.5个百分点", None)


def test_a_period_that_has_not_begun_has_no_value(persons: ThreePersons) -> None:
    found = figure("toy.registered", persons.org, Period.parse("2023-Q4"), date(2023, 9, 30))
    assert found.value is None
    assert "尚未开始" in found.reason


def test_distinct_counts_are_counted_over_the_whole_subtree(persons: ThreePersons) -> None:
    tree = persons.tree
    both = Person.objects.create(org=tree.city, name="两县都去的专家")
    enter(tree.ningyang, date(2023, 3, 1), person=both)
    enter(tree.dongping, date(2023, 3, 2), person=both)
    enter(tree.dongping, date(2023, 3, 3))
    assert figure("toy.people", tree.city, Y2023).value == 2
    assert figure("toy.summed", tree.city, Y2023).value == 3
    assert figure("toy.own", tree.city, Y2023).value == 0
    assert figure("toy.people", tree.ningyang, Y2023).value == 1


def test_months_and_quarters_are_periods_of_their_own(persons: ThreePersons) -> None:
    enter(persons.org, date(2022, 3, 31), "5")
    enter(persons.org, date(2023, 3, 1), "7")
    enter(persons.org, date(2023, 4, 1), "9")
    found = figure("toy.deals", persons.org, Period.parse("2023-Q1"))
    assert (found.value, found.previous) == (7, 5)
    set_target(persons.org, "toy.deals", 100, by=persons.editor)
    again = figure("toy.deals", persons.org, Period.parse("2023-Q1"))
    assert (again.target, again.completion_reason) == (None, "目标按年度下达，本期间不计算完成率")


def test_leap_day_finds_its_match(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 2, 28), "5")
    enter(persons.org, date(2024, 2, 29), "7")
    found = figure("toy.deals", persons.org, Period.parse("2024-02"))
    assert (found.value, found.previous) == (7, 5)
    back = figure("toy.deals", persons.org, Period.parse("2025-02"))
    assert back.previous == 7


def test_status_of_a_counted_value(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 2, 28))
    assert figure("toy.registered", persons.org, Y2023).status is Status.FINAL
    assert figure("toy.registered", persons.org, Y2023, date(2023, 6, 30)).status is Status.FLASH


def test_unknown_code_is_refused_and_names_are_found(persons: ThreePersons) -> None:
    with pytest.raises(Refused, match=r"toy\.nothing"):
        figure("toy.nothing", persons.org, Y2023)
    with pytest.raises(Refused, match=r"toy\.nothing"):
        figures(persons.org, Y2023, codes=["toy.stock", "toy.nothing"])
    assert measure_code("高企总量") == measure_code("高新技术企业总量") == measure_code("toy.stock") == "toy.stock"
    assert measure_code("没有的") == ""


def test_json_has_exactly_the_documented_form(persons: ThreePersons) -> None:
    row = enter(persons.org, date(2023, 1, 5), "20265000.00")
    set_target(persons.org, "toy.deals", 10_500_000, by=persons.editor)
    assert figure_json(figure("toy.deals", persons.org, Y2023)) == {
        "measure": "toy.deals",
        "title": "技术合同成交额",
        "org": "NY",
        "period": "2023",
        "as_of": "2023-12-31",
        "value": "20265000",
        "unit": "元",
        "status": "核定",
        "previous": "0",
        "growth_pct": None,
        "target": "10500000",
        "completion_pct": "193.0000",
        "light": "green",
        "light_reason": "完成0.2027亿元，为目标0.105亿元的193%，亮绿灯。",
        "rows": [{"kind": "post", "key": f"HT{row.pk}", "title": "合同20265000.00"}],
        "reason": "上年同期为0，不计算增幅",
        "reasons": {"growth_pct": "上年同期为0，不计算增幅"},
    }
    dated = figure_json(figure("toy.average", persons.org, Period.year(2022)), as_of_only=True)
    assert "period" not in dated
    assert (dated["value"], dated["light"], dated["rows"]) == (None, None, [])
    assert dated["reason"].startswith("没有合同，不能求平均")


def test_all_figures_come_in_their_order_with_few_queries(persons: ThreePersons, django_assert_max_num_queries: object) -> None:
    enter(persons.org, date(2023, 5, 1), "1")
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        found = figures(persons.org, Y2023)
    assert [f.code for f in found][:3] == ["toy.deals", "toy.stock", "toy.registered"]
    assert [f.code for f in figures(persons.org, Y2023, codes=["toy.stock", "toy.deals"])] == ["toy.stock", "toy.deals"]
