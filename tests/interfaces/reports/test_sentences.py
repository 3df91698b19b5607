"""成句: printed figures by the traps of figures.md section 6, and sentences that their rows do not carry."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from tongpin.interfaces.reports.sentences import fill_sentence
from tongpin.interfaces.reports.slots import read_sentence
from tongpin.kernel.reference import Reference


@dataclass
class FigureGiven:
    value: Decimal | None = Decimal(68)
    code: str = "hnte.stock"
    title: str = "高新技术企业总量"
    reason: str = ""
    unit: str = "家"
    shown_unit: str = "家"
    places: int = 0
    growth_places: int = 0
    previous: Decimal | None = None
    growth_pct: Decimal | None = None
    growth_reason: str = ""
    target: Decimal | None = None
    completion_pct: Decimal | None = None
    is_forecast: bool = False
    references: list[Reference] = field(default_factory=lambda: [Reference("x", 1, "甲公司"), Reference("x", 2, "乙公司")])


def fill(text, given=None):
    return fill_sentence(
        "T", "部分", read_sentence(text), figure=lambda _name: given, org_name="某县科技局", year=2023, as_of=date(2023, 12, 31)
    )


def yuan(amount, **more):
    return FigureGiven(value=Decimal(amount), unit="元", **more)


@pytest.mark.parametrize(
    ("text", "given", "printed"),
    [
        ("{年}年，{单位}，截至{截至}", None, "2023年，某县科技局，截至2023年12月31日"),
        ("{x}家", FigureGiven(), "68家"),
        ("{x|增减}", FigureGiven(growth_pct=Decimal(36)), "增长36%"),
        ("{x|增减}", FigureGiven(growth_pct=Decimal("34.7222"), growth_places=2), "增长34.72%"),
        ("{x|增减}", FigureGiven(growth_pct=Decimal("-5.5")), "下降6%"),
        ("{x|增减}", FigureGiven(growth_pct=Decimal(0)), "持平"),
        ("{x}亿元", yuan("2014400000", shown_unit="亿元", places=2), "20.14亿元"),
        ("{x}亿元", yuan("2014500000", shown_unit="亿元", places=2), "20.15亿元"),
        ("{x|余}万元", yuan("20265000", shown_unit="万元"), "2000余万元"),
        ("{x|余}万元", yuan("20000000", shown_unit="万元"), "2000万元"),
        ("{x|余}万元", yuan("20000100", shown_unit="万元"), "2000余万元"),
        ("{x|完成率}", FigureGiven(completion_pct=Decimal(193)), "193%"),
        ("{x|清单}", FigureGiven(), "甲公司、乙公司"),
        ("{x|举例2}等", FigureGiven(), "甲公司、乙公司等"),
        ("{x}家", FigureGiven(is_forecast=True), "预计68家"),
    ],
)
def test_a_slot_prints_what_the_figure_carries(text, given, printed):
    filled = fill(text, given)
    assert filled.withheld == ""
    assert filled.text == printed


@pytest.mark.parametrize(
    ("text", "given", "reason"),
    [
        ("{x}家", None, "没有名为“x”的指标"),
        ("{x}家", FigureGiven(value=None, reason="尚未填报"), "尚未填报"),
        ("{x}家", FigureGiven(value=Decimal(0), references=[]), "没有符合条件的记录"),
        ("{x|增减}", FigureGiven(growth_reason="上年同期为0，不计算增幅"), "上年同期为0"),
        ("{x|完成率}", FigureGiven(), "没有下达目标"),
        ("{x|举例3}", FigureGiven(), "不足3条"),
    ],
)
def test_a_sentence_its_rows_do_not_carry_is_withheld_with_the_reason(text, given, reason):
    filled = fill(text, given)
    assert reason in filled.withheld
    assert filled.text == ""


def test_all_reasons_are_named_once():
    filled = fill("{x|增减}，{x|增减}，{x|目标}", FigureGiven())
    assert filled.withheld.count("；") == 1
