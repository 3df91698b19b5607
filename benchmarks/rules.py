"""规则的快慢: recognition, evaluation and deduction for up to 1,000,000 enterprises, against Polars by hand and against OpenFisca.

    .venv/bin/python benchmarks/rules.py [enterprises ...]

The engine answers outcome, line, value and the asked steps of three rules, exactly and with every gap of the data respected; what is
written by hand answers the same outcomes and scores with floating point, as somebody who knows Polars would. OpenFisca computes the score
of the evaluation alone, with floating point of 32 bits: beside it stand the score alone and the whole answer of ours, and what OpenFisca
takes when it starts from the same table as we do, and not from arrays made ready beforehand. All results are compared. The ways run in
turn, median of five; the seconds of the processor stand behind those of the clock, since others may use the machine as well. Rules are
made ready before. The last figure is the scalar way with its trace.
"""
# ruff: noqa: T201

from __future__ import annotations

import gc
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.config.settings")
os.environ.setdefault("TONGPIN_TESTING", "1")

import numpy as np
import polars as pl
from openfisca_core.entities import build_entity
from openfisca_core.periods import YEAR
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from tongpin.engines.rules.book import rule
from tongpin.engines.rules.columns import answer_frame
from tongpin.engines.rules.evaluate import apply_rule

SIZES = (10_000, 100_000, 1_000_000)
REPEAT = 5
AS_OF = date(2025, 6, 30)
HNTE, SME, RDD = "science.hnte.recognition", "science.sme.evaluation", "science.rdd.deduction"
STEPS = {HNTE: ("score_low", "score_high"), SME: ("score",)}
KINDS = ["一般企业", "制造业", "科技型中小企业", "集成电路和工业母机企业"]
LEVELS, SUPPORTS = ["高", "较高", "一般", "较低", "无"], ["强", "较强", "一般", "较弱", "无"]


def money(rng: np.random.Generator, size: int, most: int) -> pl.Series:
    """元 with two decimals."""
    return (pl.Series(rng.integers(0, most * 100, size)).cast(pl.Decimal(18, 2)) / 100).cast(pl.Decimal(18, 2))


def enterprises(size: int) -> pl.DataFrame:
    """Made-up firms; one in twenty lacks its staff, so that unknown is reckoned with."""
    rng = np.random.default_rng(20251124)
    yes = lambda share: pl.Series(rng.random(size) < share)  # noqa: E731
    whole = lambda low, high: pl.Series(rng.integers(low, high, size))  # noqa: E731
    words = lambda those: pl.Series(rng.choice(those, size))  # noqa: E731
    part = lambda of, least: (of * whole(least, 102) / 101).cast(pl.Decimal(18, 2))  # noqa: E731
    staff, rd, income = whole(1, 700), money(rng, size, 20_000_000), money(rng, size, 300_000_000)
    frame = pl.DataFrame(
        {
            "staff": staff,
            "technical_staff": (staff * whole(0, 60)) // 100,
            "sales": money(rng, size, 300_000_000),
            "assets": money(rng, size, 300_000_000),
            "rd": rd,
            "costs": money(rng, size, 200_000_000),
            "class_one": whole(0, 3),
            "class_two": whole(0, 9),
            **{name: yes(0.98) for name in ("resident", "accounts_sound", "industry_allowed", "clean_record")},
            **{name: yes(0.02) for name in ("high_tech", "national_award", "research_body", "led_standard")},
            "units_checked": pl.repeat(True, size, eager=True),
            "registered_on": pl.Series(rng.integers(14_000, 20_200, size)).cast(pl.Int32).cast(pl.Date),
            **{name: yes(0.95) for name in ("owns_core_ip", "in_key_field", "clean_year")},
            "years": whole(1, 4),
            **{f"sales_{n}": money(rng, size, 250_000_000) for n in (1, 2, 3)},
            **{f"assets_{n}": money(rng, size, 90_000_000) for n in (1, 2, 3)},
            "domestic_rd": part(rd, 20),
            "high_tech_income": part(income, 20),
            "total_income": income,
            "own_ip": whole(0, 5),
            "conversions": whole(0, 8),
            "joined_standard": yes(0.1),
            "technical_level": words(LEVELS),
            "core_support": words(SUPPORTS),
            "management_points": whole(0, 21),
            "kind": words(KINDS),
            "items": money(rng, size, 50_000_000),
            "income_off": money(rng, size, 500_000),
            "other": money(rng, size, 3_000_000),
            "commissioned": money(rng, size, 5_000_000),
            "overseas": money(rng, size, 9_000_000),
        }
    )
    return frame.with_columns(pl.when(whole(0, 20) > 0).then(pl.col("staff")).alias("staff"))


def ours(frame: pl.DataFrame) -> pl.DataFrame:
    return answer_frame([rule(HNTE), rule(SME), rule(RDD)], frame, as_of=AS_OF, steps=STEPS)


def evaluation(frame: pl.DataFrame) -> pl.DataFrame:
    """The whole answer of the evaluation."""
    return answer_frame([rule(SME)], frame, as_of=AS_OF, steps=STEPS)


def evaluation_score(frame: pl.DataFrame) -> pl.DataFrame:
    """Its score and nothing else."""
    return answer_frame([rule(SME)], frame, as_of=AS_OF, steps=STEPS, parts=())


def in_their_types(found: pl.DataFrame) -> pl.DataFrame:
    return found.select(
        hnte=pl.col(f"{HNTE}.outcome").cast(pl.String),
        low=pl.col(f"{HNTE}.score_low").cast(pl.Float64),
        high=pl.col(f"{HNTE}.score_high").cast(pl.Float64),
        sme=pl.col(f"{SME}.outcome").cast(pl.String),
        score=pl.col(f"{SME}.score").cast(pl.Float64),
        deduction=pl.col(f"{RDD}.value").cast(pl.Float64),
    )


# --- written by hand ------------------------------------------------------------------------------------------------------
def c(name: str) -> pl.Expr:
    return pl.col(name)


def f(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Float64)


def band(subject: pl.Expr, rows: list[tuple[float, float]], below: float = 0) -> pl.Expr:
    found: Any = pl.lit(float(below))
    for least, points in rows:
        found = pl.when(subject >= least).then(pl.lit(float(points))).otherwise(found)
    return pl.when(subject.is_not_null()).then(found)


def told(*holds: pl.Expr) -> pl.Expr:
    every = pl.all_horizontal(*holds)
    return pl.when(every).then(pl.lit("met")).when(~every).then(pl.lit("not_met")).otherwise(pl.lit("unknown"))


SME_STEPS = {
    "staff_points": band(c("technical_staff") / c("staff"), [(0.1, 4), (0.15, 8), (0.2, 12), (0.25, 16), (0.3, 20)]),
    "by_sales": band(f("rd") / f("sales"), [(0.02, 10), (0.03, 20), (0.04, 30), (0.05, 40), (0.06, 50)]),
    "by_costs": band(f("rd") / f("costs"), [(0.1, 10), (0.15, 20), (0.2, 30), (0.25, 40), (0.3, 50)]),
    "rights": pl.when(c("class_one") >= 1).then(30.0).otherwise(band(c("class_two"), [(1, 6), (2, 12), (3, 18), (4, 24)])),
    "direct": c("high_tech") | c("national_award") | c("research_body") | c("led_standard"),
}


def sme_answer() -> pl.Expr:
    size = [c("staff") <= 500, f("sales") <= 2e8, f("assets") <= 2e8]
    enough = c("direct") | ((c("score") >= 60) & (c("staff_points") > 0))
    return told(c("resident"), c("accounts_sound"), *size, c("industry_allowed"), c("clean_record"), enough)


def growth(first: str, second: str, third: str) -> pl.Expr:
    last = f(third) / f(second)
    return (
        pl.when((c("years") <= 1) | (f(second) == 0))
        .then(0.0)
        .when((c("years") <= 2) | (f(first) == 0))
        .then(last - 1)
        .otherwise((f(second) / f(first) + last) / 2 - 1)
    )


def grown(name: str, points: list[float]) -> pl.Expr:
    rows = list(zip((0.05, 0.15, 0.25, 0.35), points[1:], strict=True))
    return pl.when(c(name) <= 0).then(0.0).otherwise(band(c(name), rows, points[0]))


HNTE_STEPS = {
    "some_right": c("class_one") + c("class_two") > 0,
    "sales_growth": growth("sales_1", "sales_2", "sales_3"),
    "assets_growth": growth("assets_1", "assets_2", "assets_3"),
    "total": pl.when(c("years") >= 3).then(f("sales_1")).otherwise(0)
    + pl.when(c("years") >= 2).then(f("sales_2")).otherwise(0)
    + f("sales_3"),
    "least": pl.when(f("sales_3") <= 5e7).then(0.05).when(f("sales_3") <= 2e8).then(0.04).otherwise(0.03),
}


def hnte_score(shift: int) -> pl.Expr:
    """The lowest (0) or highest (1) score: in every table the two lie side by side."""
    levels = c("technical_level").replace_strict(LEVELS, [7.0 + shift, 5.0 + shift, 3.0 + shift, 1.0 + shift, 0.0])
    supports = c("core_support").replace_strict(SUPPORTS, [7.0 + shift, 5.0 + shift, 3.0 + shift, 1.0 + shift, 0.0])
    amount = band(c("class_two"), [(1, 1 + shift), (3, 3 + shift), (5, 5 + shift)])
    rights = pl.when(c("class_one") >= 1).then(7.0 + shift).otherwise(amount)
    own = pl.when(c("own_ip") >= 1).then(6.0).otherwise(3.0) if shift else pl.lit(1.0)
    obtained = pl.when(c("some_right")).then(own).otherwise(0.0)
    bonus = c("joined_standard").cast(pl.Float64) * (1 + shift)
    converted = [(1, 6), (2, 12), (3, 18), (4, 24), (5, 30)] if shift else [(1, 1), (2, 7), (3, 13), (4, 19), (5, 25)]
    points = [1.0 + shift, 3.0 + shift, 5.0 + shift, 7.0 + shift, 9.0 + shift]
    rest = band(c("conversions"), [(a, float(b)) for a, b in converted]) + c("management_points")
    return (
        pl.min_horizontal(levels + supports + rights + obtained + bonus, 30.0)
        + rest
        + grown("sales_growth", points)
        + grown("assets_growth", points)
    )


def hnte_answer() -> pl.Expr:
    return told(
        (pl.lit(AS_OF) - c("registered_on")).dt.total_days() >= 365,
        c("some_right") & c("owns_core_ip"),
        c("in_key_field"),
        c("technical_staff") * 10 >= c("staff"),
        f("rd") >= c("least") * c("total"),
        f("domestic_rd") >= 0.6 * f("rd"),
        f("high_tech_income") >= 0.6 * f("total_income"),
        pl.when(c("low") >= 71).then(True).when(c("high") < 71).then(False),
        c("clean_year"),
    )


def rdd_value() -> pl.Expr:
    base = c("domestic") + pl.min_horizontal(f("overseas") * 0.8, c("domestic") * 2 / 3)
    return base * pl.when(c("kind") == KINDS[3]).then(1.2).otherwise(1.0)


def by_hand(frame: pl.DataFrame) -> pl.DataFrame:
    domestic = pl.max_horizontal(f("items") - f("income_off"), 0.0) + f("other") + f("commissioned") * 0.8
    score = c("staff_points") + pl.max_horizontal("by_sales", "by_costs") + c("rights")
    return (
        frame.lazy()
        .with_columns(**SME_STEPS, **HNTE_STEPS, domestic=domestic)
        .with_columns(score=score, low=hnte_score(0), high=hnte_score(1))
        .select("low", "high", "score", hnte=hnte_answer(), sme=sme_answer(), deduction=rdd_value())
        .collect()
    )


# --- OpenFisca ------------------------------------------------------------------------------------------------------------
Firm = build_entity(key="firm", plural="firms", label="企业", doc="", is_person=True)
INPUTS = ("staff", "technical_staff", "sales", "rd", "costs", "class_one", "class_two")


def given(name: str) -> type[Variable]:
    return type(name, (Variable,), {"value_type": float, "entity": Firm, "definition_period": YEAR, "label": name})


def bands(subject: Any, rows: list[tuple[float, float]]) -> Any:
    return np.select([subject >= least for least, _ in reversed(rows)], [points for _, points in reversed(rows)], 0.0)


class sme_score(Variable):  # OpenFisca names variables so
    value_type = float
    entity = Firm
    definition_period = YEAR
    label = "综合评价得分"

    def formula(firm: Any, period: Any) -> Any:  # OpenFisca's own form
        staff = bands(firm("technical_staff", period) / firm("staff", period), [(0.1, 4), (0.15, 8), (0.2, 12), (0.25, 16), (0.3, 20)])
        rd = firm("rd", period)
        by_sales = bands(rd / firm("sales", period), [(0.02, 10), (0.03, 20), (0.04, 30), (0.05, 40), (0.06, 50)])
        by_costs = bands(rd / firm("costs", period), [(0.1, 10), (0.15, 20), (0.2, 30), (0.25, 40), (0.3, 50)])
        rights = bands(firm("class_two", period), [(1, 6), (2, 12), (3, 18), (4, 24)])
        return staff + np.maximum(by_sales, by_costs) + np.where(firm("class_one", period) >= 1, 30, rights)


def openfisca(frame: pl.DataFrame) -> tuple[Callable[[], Any], Callable[[], Any]]:
    """The score afresh from inputs that are set already, and from the table."""
    system = TaxBenefitSystem([Firm])
    system.add_variables(*(given(name) for name in INPUTS), sme_score)
    simulation = SimulationBuilder().build_default_simulation(system, frame.height)

    def compute() -> Any:
        simulation.delete_arrays("sme_score")
        return simulation.calculate("sme_score", "2025")

    def from_table() -> Any:
        for name in INPUTS:
            simulation.delete_arrays(name)
            simulation.set_input(name, "2025", frame[name].cast(pl.Float32).fill_null(1).to_numpy())
        return compute()

    from_table()
    return compute, from_table


# --- the run --------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Taken:
    """Seconds of the clock and of the processor."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.3f} 秒（处理器 {self.cpu:.3f}）"

    def times(self, other: Taken) -> str:
        return f"{self.wall / other.wall:.2f} 倍（处理器 {self.cpu / other.cpu:.2f}）"


def median_of(*ways: Callable[[], Any]) -> list[Taken]:
    """What each takes, in turn."""
    walls: list[list[float]] = [[] for _ in ways]
    cpus: list[list[float]] = [[] for _ in ways]
    for _ in range(REPEAT):
        for place, way in enumerate(ways):
            gc.collect()
            wall, cpu = time.perf_counter(), time.process_time()
            way()
            walls[place].append(time.perf_counter() - wall)
            cpus[place].append(time.process_time() - cpu)
    return [Taken(statistics.median(wall), statistics.median(cpu)) for wall, cpu in zip(walls, cpus, strict=True)]


def compare(frame: pl.DataFrame, score: Any) -> None:
    mine, theirs = in_their_types(ours(frame)), by_hand(frame)
    assert evaluation_score(frame)[f"{SME}.score"].cast(pl.Float64).equals(mine["score"])
    for column in ("hnte", "sme"):
        assert mine[column].equals(theirs[column]), column
    for column in ("low", "high", "score", "deduction"):
        known = mine[column].is_not_null()
        assert (mine[column] - theirs[column]).filter(known).abs().max() < 0.01, column  # type: ignore[operator]
    staffed = frame["staff"].is_not_null()
    assert abs(mine["score"].filter(staffed).to_numpy() - score[staffed.to_numpy()]).max() == 0


def scalar_speed(frame: pl.DataFrame, count: int = 2_000) -> Taken:
    """Enterprises, each of three rules with its whole trace."""
    rules = [rule(key) for key in (HNTE, SME, RDD)]
    rows = frame.head(count).to_dicts()
    wall, cpu = time.perf_counter(), time.process_time()
    for row in rows:
        for one in rules:
            assert apply_rule(one, {name: row.get(name) for name in one.facts}, AS_OF).trace
    return Taken(count / (time.perf_counter() - wall), count / (time.process_time() - cpu))


def main(sizes: list[int]) -> None:
    for size in sizes:
        frame = enterprises(size)
        compute, from_table = openfisca(frame)
        compare(frame, compute())
        ways = (lambda: ours(frame), lambda: by_hand(frame), lambda: evaluation(frame), lambda: evaluation_score(frame))  # noqa: B023
        mine, hand, whole, score, fisca, loading = median_of(*ways, compute, from_table)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:>9,} 家：三条规则 {mine}，手写 {hand}，是手写的 {mine.times(hand)}；内存峰值 {peak:,.0f} MB")
        print(f"{'':>12} 评价：只算得分 {score}，结论和得分 {whole}；OpenFisca 只算得分 {fisca}，连同取数 {loading}")
        print(f"{'':>12} 只算得分快 {fisca.times(score)}，都从表算起快 {loading.times(score)}，结论和得分快 {fisca.times(whole)}")
    speed = scalar_speed(enterprises(2_000))
    print(f"逐家计算三条规则并写出全过程：每秒 {speed.wall:,.0f} 家（按处理器时间 {speed.cpu:,.0f} 家）")


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or list(SIZES))
