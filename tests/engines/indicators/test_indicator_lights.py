"""Lights: by month with a curve, with memory; reasons in one sentence with numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.factories.access import ThreePersons
from tests.factories.indicators import REGISTERED, STOCK, TOYS, enter, set_target, toy_measures
from tongpin.engines.indicators.calculations.lights import Checkpoint, Light, Verdict, months_text, remembered
from tongpin.engines.indicators.calculations.shares import check_curve, expected_share
from tongpin.engines.indicators.models import MonthLight
from tongpin.engines.indicators.selectors import figure
from tongpin.engines.indicators.selectors.checkpoints import LightReader
from tongpin.engines.indicators.selectors.definitions import definition
from tongpin.engines.indicators.selectors.targets import current_targets
from tongpin.engines.indicators.selectors.values import ValueReader
from tongpin.engines.indicators.services import close_month, explain_light
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.extensions import MeasureKind
from tongpin.kernel.periods import Period

Y2023 = Period.year(2023)
LATE = (0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 80, 100)


def point(month: int, light: Light, recorded: Light | None = None) -> Checkpoint:
    return Checkpoint(
        month,
        Decimal(1),
        Decimal(1),
        Verdict(light, f"完成{month}家，亮绿灯。"),
        is_final=month == 12,
        recorded=Verdict(recorded, f"{month}月当时的灯") if recorded else None,
    )


@pytest.mark.parametrize(
    ("earlier", "now", "light", "reason"),
    [
        ([], point(3, Light.GREEN), Light.GREEN, "完成3家，亮绿灯。"),
        ([point(1, Light.GREEN), point(2, Light.GREEN)], point(3, Light.GREEN), Light.GREEN, "完成3家，亮绿灯。"),
        ([point(2, Light.RED)], point(3, Light.GREEN), Light.YELLOW, "2月曾落后于序时进度，后已补上；完成3家，亮黄灯。"),
        ([point(2, Light.RED)], point(3, Light.RED), Light.RED, "完成3家，亮绿灯。"),
        ([point(2, Light.YELLOW)], point(3, Light.GREEN), Light.GREEN, "完成3家，亮绿灯。"),
        ([point(2, Light.GREEN, recorded=Light.RED)], point(3, Light.GREEN), Light.YELLOW, None),
        ([point(2, Light.RED, recorded=Light.GREEN)], point(3, Light.GREEN), Light.GREEN, None),
        ([], point(3, Light.GREEN, recorded=Light.RED), Light.RED, "3月当时的灯"),
        ([], point(3, Light.GREEN, recorded=Light.YELLOW), Light.GREEN, None),
        ([point(2, Light.RED)], point(12, Light.GREEN), Light.YELLOW, None),
    ],
)
def test_memory(earlier: list[Checkpoint], now: Checkpoint, light: Light, reason: str | None) -> None:
    verdict = remembered(earlier, now)
    assert verdict.light is light
    assert reason is None or verdict.reason == reason


def test_months_are_written_as_runs() -> None:
    assert months_text([5, 1, 2, 3]) == "1至3月、5月"
    assert months_text([7]) == "7月"


@pytest.mark.parametrize(
    ("month", "kind", "curve", "base", "target", "share"),
    [
        (6, MeasureKind.FLOW, (), None, 10, "0.5"),
        (12, MeasureKind.FLOW, (), None, 10, "1"),
        (9, MeasureKind.FLOW, LATE, None, 10, "0"),
        (10, MeasureKind.FLOW, LATE, None, 10, "0.5"),
        (11, MeasureKind.STOCK, (), 50, 60, "0"),
        (12, MeasureKind.STOCK, (), 50, 60, "1"),
        (10, MeasureKind.STOCK, LATE, 60, 80, "0.875"),
        (9, MeasureKind.STOCK, LATE, 60, 80, "0.75"),
        (10, MeasureKind.STOCK, LATE, 90, 80, "1"),
        (10, MeasureKind.STOCK, LATE, None, 80, "0"),
        (6, MeasureKind.RATIO, (), None, 10, "0"),
    ],
)
def test_expected_share(month: int, kind: MeasureKind, curve: tuple[int, ...], base: int | None, target: int, share: str) -> None:
    known = None if base is None else Decimal(base)
    assert expected_share(month=month, target=Decimal(target), base=known, kind=kind, seasonality=curve) == Decimal(share)


def test_a_third_of_a_target_is_reached_exactly() -> None:
    for month in range(1, 13):
        share = expected_share(month=month, target=Decimal(12), base=None, kind=MeasureKind.FLOW, seasonality=())
        assert share * 12 <= month
        limit = expected_share(month=month, target=Decimal(12), base=None, kind=MeasureKind.FLOW, seasonality=(), lower_is_better=True)
        assert limit * 12 >= month


@pytest.mark.parametrize("curve", [(50, 100), tuple([10] * 11 + [90]), (50, 40, *[60] * 9, 100), (-1, *[50] * 10, 100)])
def test_a_wrong_curve_is_refused(curve: tuple[int, ...]) -> None:
    with pytest.raises(Refused, match="12个"):
        check_curve(curve)
    check_curve(())
    check_curve(LATE)


@pytest.mark.django_db
@pytest.mark.usefixtures("toys")
class TestFromRows:
    def test_no_target_no_light(self, persons: ThreePersons) -> None:
        enter(persons.org, date(2023, 1, 5))
        found = figure("toy.registered", persons.org, Y2023)
        assert (found.light, found.light_reason) == (Light.NONE, "没有下达目标，不亮灯。")

    def test_missed_then_made_good(self, persons: ThreePersons) -> None:
        set_target(persons.org, "toy.registered", 12, by=persons.editor)
        for day in (date(2023, 1, 5), date(2023, 2, 5), date(2023, 5, 5), date(2023, 5, 6), date(2023, 5, 7)):
            enter(persons.org, day)
        at = lambda day: figure("toy.registered", persons.org, Y2023, day)  # noqa: E731
        assert at(date(2023, 1, 20)).light is Light.GREY
        assert at(date(2023, 2, 28)).light is Light.GREEN
        april = at(date(2023, 4, 30))
        assert (april.light, april.light_reason) == (Light.RED, "完成2家，明显低于序时应完成的4家，亮红灯。")
        may = at(date(2023, 5, 31))
        assert may.light is Light.YELLOW
        assert may.light_reason == "3至4月曾落后于序时进度，后已补上；完成5家，不低于序时应完成的5家，亮黄灯。"
        assert at(date(2023, 4, 30)).light is Light.RED
        assert at(date(2023, 6, 15)).light is Light.YELLOW

    def test_a_month_shows_the_light_of_its_end(self, persons: ThreePersons) -> None:
        set_target(persons.org, "toy.registered", 12, by=persons.editor)
        enter(persons.org, date(2023, 1, 5))
        assert figure("toy.registered", persons.org, Period.parse("2023-01")).light is Light.GREEN
        assert figure("toy.registered", persons.org, Period.parse("2023-Q1")).light is Light.RED

    def test_a_quarter_with_a_target_of_its_own(self, persons: ThreePersons) -> None:
        quarter = Period.parse("2023-Q1")
        set_target(persons.org, "toy.registered", 2, by=persons.editor, period=quarter)
        enter(persons.org, date(2023, 1, 5))
        assert figure("toy.registered", persons.org, quarter, date(2023, 2, 1)).light is Light.GREY
        found = figure("toy.registered", persons.org, quarter)
        assert (found.light, found.completion.text) == (Light.RED, "50.0000")

    def test_the_year_end_knows_no_leniency(self, persons: ThreePersons) -> None:
        set_target(persons.org, "toy.registered", 10, by=persons.editor)
        for _ in range(9):
            enter(persons.org, date(2023, 1, 5))
        found = figure("toy.registered", persons.org, Y2023)
        assert (found.light, found.light_reason) == (Light.RED, "本期已结束，完成9家，只有目标10家的90%，亮红灯。")
        assert figure("toy.registered", persons.org, Y2023, date(2023, 11, 30)).light is Light.YELLOW

    def test_a_stock_without_a_curve_is_judged_at_the_year_end(self, persons: ThreePersons) -> None:
        set_target(persons.org, "toy.stock", 2, by=persons.editor)
        enter(persons.org, date(2022, 5, 1))
        assert figure("toy.stock", persons.org, Y2023, date(2023, 6, 30)).light is Light.GREY
        assert figure("toy.stock", persons.org, Y2023, date(2023, 12, 20)).light is Light.BLUE
        assert figure("toy.stock", persons.org, Y2023).light is Light.RED
        enter(persons.org, date(2023, 12, 31))
        assert figure("toy.stock", persons.org, Y2023).light is Light.GREEN

    def test_missing_is_not_zero(self, persons: ThreePersons) -> None:
        set_target(persons.org, "toy.average", 2, by=persons.editor)
        found = figure("toy.average", persons.org, Y2023)
        assert (found.light, found.light_reason) == (Light.GREY, "没有合同，不能求平均，不能判断。")

    def test_the_light_follows_a_changed_row(self, persons: ThreePersons) -> None:
        set_target(persons.org, "toy.registered", 1, by=persons.editor)
        row = enter(persons.org, date(2023, 1, 5))
        assert figure("toy.registered", persons.org, Y2023).light is Light.GREEN
        row.delete()
        assert figure("toy.registered", persons.org, Y2023).light is Light.RED

    def test_a_closed_month_stays_as_it_was(self, persons: ThreePersons) -> None:
        set_target(persons.org, "toy.registered", 12, by=persons.editor)
        february = Period.parse("2023-02")
        assert close_month(month=february, today=date(2023, 2, 28)) == 0
        assert close_month(month=february, today=date(2023, 3, 5)) == 1
        assert close_month(month=february, today=date(2023, 3, 5)) == 0
        assert MonthLight.objects.get().colour == "red"
        for _ in range(12):
            enter(persons.org, date(2023, 1, 5))
        seen = figure("toy.registered", persons.org, february)
        assert (seen.value, seen.light) == (0, Light.RED)
        later = figure("toy.registered", persons.org, Y2023, date(2023, 3, 31))
        assert (later.light, later.light_reason[:2]) == (Light.YELLOW, "2月")
        assert AuditEvent.objects.filter(verb="month_light.kept").count() == 1

    def test_the_strip_shows_every_month(self, persons: ThreePersons) -> None:
        set_target(persons.org, "toy.registered", 12, by=persons.editor)
        enter(persons.org, date(2023, 1, 5))
        enter(persons.org, date(2023, 3, 5))
        one = definition("toy.registered", date(2023, 12, 31))
        reader = LightReader(ValueReader(persons.org, [one], (2022, 2023)), current_targets(persons.org, 2023))
        strip = reader.strip(one, Y2023, date(2023, 4, 15))
        assert [(p.title, p.value, p.expected, p.verdict.light.value) for p in strip] == [
            ("1月", 1, 1, "green"),
            ("2月", 1, 2, "red"),
            ("3月", 2, 3, "red"),
        ]

    def test_a_red_light_is_explained_and_the_explanation_keeps_its_versions(self, persons: ThreePersons) -> None:
        measure = set_target(persons.org, "toy.registered", 12, by=persons.editor).measure
        may = {"org": persons.org, "measure": measure, "month": Period.parse("2023-05"), "due_on": None, "by": persons.editor}
        note = explain_light(**may, cause="企业申报晚", action="逐家上门", version=None)
        with pytest.raises(StaleRecord):
            explain_light(**may, cause="甲", action="乙", version=None)
        explain_light(**may, cause="企业申报晚", action="集中辅导", version=note.version)
        with pytest.raises(StaleRecord):
            explain_light(**may, cause="甲", action="乙", version=note.version)
        with pytest.raises(Refused, match="整改措施"):
            explain_light(**{**may, "month": Period.parse("2023-06")}, cause="甲", action=" ", version=None)


@pytest.mark.django_db
def test_a_stock_with_a_curve_goes_from_its_base_to_the_target(persons: ThreePersons) -> None:
    with toy_measures(replace(STOCK, seasonality=LATE)):
        set_target(persons.org, "toy.stock", 20, by=persons.editor)
        for _ in range(10):
            enter(persons.org, date(2022, 5, 1))
        assert figure("toy.stock", persons.org, Y2023, date(2023, 9, 30)).light is Light.GREEN
        october = figure("toy.stock", persons.org, Y2023, date(2023, 10, 31))
        assert (october.light, october.light_reason) == (Light.RED, "完成10家，明显低于序时应完成的15家，亮红灯。")


@pytest.mark.django_db
def test_less_may_be_better(persons: ThreePersons) -> None:
    with toy_measures(replace(REGISTERED, direction="down")):
        set_target(persons.org, "toy.registered", 1, by=persons.editor)
        enter(persons.org, date(2023, 12, 5))
        found = figure("toy.registered", persons.org, Y2023)
        assert (found.light, found.completion_pct) == (Light.GREEN, None)
        enter(persons.org, date(2023, 12, 6))
        assert figure("toy.registered", persons.org, Y2023).light is Light.RED


def test_toys_are_distinct() -> None:
    assert len({toy.code for toy in TOYS}) == len(TOYS)
