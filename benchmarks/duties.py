"""应尽事项的快慢: 40 branch and member rules over branches × 12 months in one run, against Polars and NumPy written by hand.

    .venv/bin/python benchmarks/duties.py [branches ...]

Every row is a branch (or member) at the end of a month, judged in the window around that day. The engine answers state, outcome, due date,
line and missing facts; what is written by hand answers the state only: as Polars expressions (below), and as NumPy formulas with a cache
by period in the style of OpenFisca (``duties_numpy``; our own small code, not OpenFisca itself). All states of all three are compared.
The engine runs with its whole answer and with the states alone. All run in turn, median of three, by the clock and by the time of the
processors, since Polars uses all of them and NumPy one. The first run of the engine turns the rules into expressions; it stands alone.
"""
# ruff: noqa: T201

from __future__ import annotations

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.config.settings")
os.environ.setdefault("TONGPIN_TESTING", "1")

import numpy as np
import polars as pl
from duties_numpy import Month, arrays
from duties_numpy import states as calculated

from tongpin.engines.rules.book import duty_rules
from tongpin.engines.rules.columns import judge_frame
from tongpin.engines.rules.rule import Rule
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType

SIZES = (834, 8_334, 83_334)
"""Branches: about 10,000, 100,000 and 1,000,000 rows."""
REPEAT = 3
ENDS = [Period(date(2026, month, 1), Period.parse("2026-01").kind).last_day for month in range(1, 13)]
MONTHS = [
    Month(
        *(
            np.datetime64(Period.containing(end, kind).last_day)
            for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
        )
    )
    for end in ENDS
]
OPEN, SOON, DONE, OVERDUE, NOT_APPLICABLE, MISSING = range(6)


def c(name: str) -> pl.Expr:
    return pl.col(name)


def known(name: str) -> pl.Expr:
    return pl.col(name).is_not_null()


AS_OF = c("as_of")
ENDS_OF = {
    "month": AS_OF,
    "quarter": AS_OF.dt.truncate("1q").dt.offset_by("3mo").dt.offset_by("-1d"),
    "half": pl.when(AS_OF.dt.month() < 7).then(pl.date(AS_OF.dt.year(), 6, 30)).otherwise(pl.date(AS_OF.dt.year(), 12, 31)),
    "year": pl.date(AS_OF.dt.year(), 12, 31),
}


def by_hand(met: pl.Expr, due: pl.Expr | None = None, soon: int = 7, applies: pl.Expr | None = None) -> pl.Expr:
    """What somebody who knows Polars writes for one rule: the state as a small number."""
    late: Any = pl.lit(OVERDUE, dtype=pl.UInt8)
    if due is not None:
        ahead = (due - AS_OF).dt.total_days()
        late = pl.when(ahead < 0).then(late).when(ahead <= soon).then(pl.lit(SOON, dtype=pl.UInt8))
        late = late.when(ahead.is_null()).then(pl.lit(MISSING, dtype=pl.UInt8)).otherwise(pl.lit(OPEN, dtype=pl.UInt8))
    missing = pl.lit(MISSING, dtype=pl.UInt8)
    state: Any = pl.when(met).then(pl.lit(DONE, dtype=pl.UInt8)).when(~met).then(late).otherwise(missing)
    if applies is None:
        return state
    return pl.when(applies).then(state).when(~applies).then(pl.lit(NOT_APPLICABLE, dtype=pl.UInt8)).otherwise(missing)


def first_no(*wrong: pl.Expr) -> pl.Expr:
    """Not met as soon as one is wrong; unknown where one cannot be told before that."""
    met: Any = pl.lit(True)
    for one in reversed(wrong):
        met = pl.when(one).then(False).when(~one).then(met)
    return met


def months(name: str, count: int) -> pl.Expr:
    return c(name).dt.offset_by(f"{count}mo")


TERM_END = months("last_election_on", 36)
FULL = pl.when(known("became_full_on")).then(c("became_full_on")).otherwise(c("joined_on"))
LIFE_DUE = pl.when(known("life_meeting_due_on")).then(c("life_meeting_due_on")).otherwise(ENDS_OF["year"])
THIS_DAY = (c("theme_day_on") - AS_OF.dt.month_start()).dt.total_days() + 1 - c("usual_theme_day")
SAID = known("support_needed_on") & (~known("measure_on") | (c("support_needed_on") >= c("measure_on")))
TALK_DUE = pl.when(SAID).then(c("support_needed_on")).otherwise(c("measure_on")).dt.offset_by("30d")
DEDUCTED = c("payment_channel").is_in(["单位代扣", "单位代交"]).fill_null(False)
ASKED_MORE, LARGE_GIFT = (c(name).fill_null(False) for name in ("special_dues_asked", "gift_over_limit"))
COUNTED = pl.when(c("joined_on") >= pl.date(AS_OF.dt.year(), 1, 1)).then(13 - c("joined_on").dt.month().cast(pl.Int32)).otherwise(12)


def count(name: str) -> pl.Expr:
    return c(name).list.len()


WRITTEN: dict[str, pl.Expr] = {
    "DUES-06a": by_hand(c("months_paid_at_once") <= 6, ENDS_OF["month"], applies=known("payment_channel")),
    "DUES-08": by_hand(c("months_unpaid") < 6),
    "DUES-09a": by_hand((c("collection_day") >= 1) & (c("collection_day") <= 31)),
    "DUES-11": by_hand(c("dues_entries") <= 0, ENDS_OF["month"], applies=c("is_temporary")),
    "EDU-01": by_hand(
        c("study_hours") * 12 >= 32 * COUNTED, ENDS_OF["year"], 30, ~c("activity_exempt") & (c("joined_on") <= ENDS_OF["year"])
    ),
    "EDU-06": by_hand(
        known("relation_transferred_on") & (c("relation_transferred_on") <= months("away_since", 6)),
        months("away_since", 6),
        30,
        known("away_since") & c("away_place_fixed"),
    ),
    "EDU-08": by_hand(c("contact_records") >= 1, ENDS_OF["quarter"], 14, c("is_floating") & ~known("relation_transferred_on")),
    "EDU-09": by_hand(c("contact_records") >= 1, ENDS_OF["half"], 30, c("studies_abroad")),
    "EDU-10": by_hand(
        pl.when(known("membership_stopped_on") & (months("membership_stopped_on", 24) <= AS_OF))
        .then(False)
        .when(known("membership_stopped_on"))
        .then(True)
        .otherwise(months("last_contact_on", 6) > AS_OF),
        applies=c("lost_contact"),
    ),
    "EDU-16": by_hand(c("vanguard_posts") + c("promises") + c("volunteer_events") > 0, ENDS_OF["year"], 60),
    "ELEC-01a": by_hand(
        (c("term_extended_to") <= TERM_END.dt.offset_by("12mo")) & (TERM_END.dt.offset_by("12mo") >= AS_OF),
        applies=known("term_extended_to"),
    ),
    "LIFE-01": by_hand(c("general_meetings_held") >= 1, ENDS_OF["quarter"], 10),
    "LIFE-04": by_hand(c("lectures_held") >= 1, ENDS_OF["quarter"], 10),
    "LIFE-06": by_hand(c("theme_days_held") >= 1, ENDS_OF["month"]),
    "LIFE-06a": by_hand(THIS_DAY.abs() <= 5, c("theme_day_on"), applies=known("theme_day_on") & known("usual_theme_day")),
    "LIFE-07": by_hand(c("life_meetings_held") >= 1, LIFE_DUE, 30),
    "LIFE-09": by_hand(c("appraisals_held") >= 1, LIFE_DUE, 30),
    "LIFE-14": by_hand(
        pl.when(SAID & known("last_talked_on") & (c("last_talked_on") >= c("support_needed_on")))
        .then(True)
        .otherwise(~SAID & known("measure_talked_on") & (c("measure_talked_on") <= TALK_DUE)),
        TALK_DUE,
        7,
        known("support_needed_on") | known("measure_on"),
    ),
    "ORG-02": by_hand(c("members") <= 50),
    "ORG-03a": by_hand(c("covered_units") <= 5, applies=c("is_joint")),
    "ORG-06": by_hand(count("barred_acts_recorded") == 0, applies=c("is_temporary")),
    "ORG-06a": by_hand(pl.lit(False), c("temporary_body_ended_on"), applies=c("is_temporary") & known("temporary_body_ended_on")),
    "ORG-07a": by_hand(c("committee_members") <= 7, applies=c("has_committee")),
    "ORG-10": by_hand(
        known("term_reminded_on")
        & (c("term_reminded_on") >= c("last_election_on"))
        & (c("term_reminded_on") <= TERM_END.dt.offset_by("-6mo")),
        TERM_END.dt.offset_by("-6mo"),
        30,
    ),
    "ORG-11": by_hand(
        pl.when(TERM_END >= AS_OF).then(True).when(TERM_END < AS_OF).then(known("term_extended_to") & (c("term_extended_to") >= AS_OF))
    ),
    "PRA-01": by_hand(count("four_strong_gaps") == 0, ENDS_OF["year"], 30, c("four_strong_applied")),
    "PRA-04": by_hand(months("brand_last_activity_on", 12) > AS_OF, applies=c("has_brand")),
    "PRA-06": by_hand(c("unconfirmed_volunteer_records") <= 0, ENDS_OF["month"]),
    "PRA-07": by_hand(count("open_teams_of_ended_tasks") == 0),
    "PRA-09": by_hand(count("unvisited_branches") == 0, ENDS_OF["half"], 14, c("peer_visits_due") > 0),
    "PUB-02": by_hand(count("undisclosed_items") == 0, ENDS_OF["year"], 30, c("disclosure_items_due") > 0),
    "DUES-09": by_hand(c("dues_publications") > 0, ENDS_OF["year"], 30),
    "DUES-06": by_hand(
        first_no(
            (~c("month_settled")).fill_null(False),
            known("months_paid_at_once") & ((c("months_paid_at_once") > 1) | (c("payment_channel") != "本人")) & ~c("payment_consent"),
        ),
        ENDS_OF["month"],
        applies=known("months_paid_at_once") | known("month_settled"),
    ),
    "DUES-10": by_hand(
        first_no(DEDUCTED, ASKED_MORE, LARGE_GIFT & ~c("gift_forwarded")),
        ENDS_OF["month"],
        applies=known("payment_channel") | LARGE_GIFT | ASKED_MORE,
    ),
    "EDU-02": by_hand(
        first_no(c("study_hours") < 56, c("concentrated_trainings") < 1),
        ENDS_OF["year"],
        30,
        c("branch_post").is_in(["党支部书记", "党支部副书记", "党支部委员"]),
    ),
    "EDU-05": by_hand(
        (known("cadre_training_days") & (c("cadre_training_days") >= 12)) | (c("cadre_training_hours") >= 90),
        ENDS_OF["year"],
        60,
        c("cadre_rank") == "乡科级及以下",
    ),
    "EDU-13": by_hand(pl.lit(True), ENDS_OF["year"], applies=c("activity_exempt")),
    "ORG-07": by_hand(
        first_no(~c("has_committee"), c("committee_members") < 3, count("committee_roles_missing") > 0), applies=c("full_members") >= 7
    ),
    "ORG-08": by_hand(first_no(~c("has_secretary"), c("has_committee")), applies=c("full_members") < 7),
    "ORG-16": by_hand(
        first_no(c("small_groups") <= 0, count("small_groups_without_leader") > 0),
        applies=(c("small_groups") > 0) | c("needs_small_groups"),
    ),
}


def first_value(rule: Rule) -> Rule:
    """Practices are judged as taken up."""
    return replace(rule, duty=replace(rule.duty, adopted=True)) if rule.duty else rule


def facts(rules: Sequence[Rule], branches: int) -> pl.DataFrame:
    """Rows of branches × months: every fact drawn from a small pool, two in a hundred missing."""
    rows = branches * len(ENDS)
    texts = ["本人", "单位代扣", "党支部书记", "乡科级及以下", "其他"]
    pools: dict[ValueType, tuple[Any, list[Any]]] = {
        ValueType.NUMBER: (pl.Int16, [0, 1, 2, 3, 5, 6, 7, 8, 12, 31, 32, 40, 50, 51, 56, 90]),
        ValueType.YES_NO: (pl.Boolean, [True, False]),
        ValueType.DATE: (pl.Date, [date(2021, 1, 15) + timedelta(days=37 * n) for n in range(64)] + [date(2024, 2, 29)]),
        ValueType.TEXT: (pl.String, texts),
        ValueType.TEXTS: (pl.List(pl.String), [[], ["甲"]]),
    }
    terms = {name: term for rule in rules for name, term in rule.facts.items()}
    columns = {"as_of": pl.Series(ENDS, dtype=pl.Date).gather(pl.arange(0, rows, eager=True) % len(ENDS))}
    for seed, (name, term) in enumerate(terms.items()):
        dtype, pool = pools[term.type]
        pool = list(term.choices) or pool
        filled = pool * (49 // len(pool) + 1)
        columns[name] = pl.Series([*filled, None], dtype=dtype).sample(rows, with_replacement=True, seed=seed)
    return pl.DataFrame(columns)


Spent = tuple[float, float]


def timed(work: Callable[[], Any]) -> tuple[Spent, Any]:
    """Seconds by the clock and of the processors, and what was found."""
    start, used = time.perf_counter(), time.process_time()
    found = work()
    return (time.perf_counter() - start, time.process_time() - used), found


def middle(those: Sequence[Spent]) -> Spent:
    return statistics.median(one for one, _ in those), statistics.median(other for _, other in those)


def compare(rules: Sequence[Rule], branches: int) -> tuple[int, dict[str, Spent]]:
    """All in turn; the median of each."""
    codes = [r.duty.code for r in rules if r.duty]
    frame = facts(rules, branches)
    inputs, words = arrays(frame, MONTHS)
    hand, states = [WRITTEN[code].alias(f"{code}.state") for code in codes], [f"{code}.state" for code in codes]
    ways: dict[str, Callable[[], Any]] = {
        "engine": lambda: judge_frame(rules, frame),
        "engine, states": lambda: judge_frame(rules, frame, parts=["state"]),
        "Polars by hand": lambda: frame.lazy().with_columns(hand).select(states).collect(),
        "NumPy as OpenFisca": lambda: calculated(inputs, words, codes, MONTHS),
    }
    (first, _), _ = timed(ways["engine"])
    spent: dict[str, list[Spent]] = {name: [] for name in ways}
    found: dict[str, Any] = {}
    for _ in range(REPEAT):
        for name, way in ways.items():
            took, found[name] = timed(way)
            spent[name].append(took)
    for code in codes:
        mine = found["engine"][f"{code}.state"].to_physical()
        others = [(name, found[name][f"{code}.state"].to_physical()) for name in ("engine, states", "Polars by hand")]
        for name, other in (*others, ("NumPy as OpenFisca", pl.Series(found["NumPy as OpenFisca"][code]))):
            same = mine == other
            if not same.all():
                place = (~same).arg_true()[0]
                raise SystemExit(f"{code}: row {place}: {mine[place]}, {name} says {other[place]}; {frame[place].to_dicts()}")
    times = {name: middle(those) for name, those in spent.items()}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rows, whole, alone = frame.height, times["engine"], times["engine, states"]
    polars, numpy = times["Polars by hand"], times["NumPy as OpenFisca"]
    print(f"{branches:,} branches, {rows:,} rows, facts {frame.estimated_size('mb'):,.0f} MB, peak {memory:,} MB, first run {first:.2f} s")
    for name, (clock, used) in times.items():
        print(f"    {name:<20} {clock:8.3f} s by the clock {used:8.3f} s of processors {rows * len(rules) / clock / 1e6:7.1f} M answers/s")
    print(f"    engine / Polars: {whole[0] / polars[0]:.2f} whole, {alone[0] / polars[0]:.2f} states", end="; ")
    print(f"NumPy / engine: {numpy[0] / whole[0]:.2f} whole, {numpy[0] / alone[0]:.2f} states", flush=True)
    return rows, times


def main() -> None:
    rules = [first_value(r) for r in duty_rules() if r.duty and r.duty.code in WRITTEN]
    print(f"{len(rules)} rules, {len(ENDS)} months, {pl.thread_pool_size()} threads, load {os.getloadavg()[0]:.1f}")
    runs = [compare(rules, branches) for branches in [int(a) for a in sys.argv[1:]] or SIZES]
    for (rows, times), (more_rows, more_times) in pairwise(runs):
        grown = ", ".join(f"{name} ×{more_times[name][1] / used:.1f}" for name, (_, used) in times.items())
        print(f"{rows:,} → {more_rows:,} rows (×{more_rows / rows:.1f}), time of processors: {grown}")


if __name__ == "__main__":
    main()
