"""逐级汇总: adds up values of thousands of organisations along the tree, level by level, in whole numbers.

Values are scaled integers (see ``ExactField``), so that the answer equals the database's to the last digit. A missing value is
left out of the sum and told apart from 0 by the number of units that gave one.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

import polars as pl

PART: Final = 100_000
KEYS: Final = ("measure", "month")
FACTS: Final = {"org": pl.Int64, "measure": pl.Int64, "month": pl.Int64, "value": pl.Int64}
TREE: Final = {"org": pl.Int64, "parent": pl.Int64, "depth": pl.Int64}


def fact_frame(rows: Iterable[tuple[int, int, int, int | None]]) -> pl.DataFrame:
    """Facts (organisation, measure, month, scaled value) as a table; taken in parts, so that few of them are Python objects at a time."""
    waiting = iter(rows)
    parts = [pl.DataFrame(schema=FACTS)]
    while part := list(islice(waiting, PART)):
        parts.append(pl.DataFrame(part, schema=FACTS, orient="row"))
    return pl.concat(parts)


def tree_frame(rows: Iterable[tuple[int, str]]) -> pl.DataFrame:
    """The tree from (organisation, path "/1/4/"); an organisation whose parent is not among them is a top."""
    paths = {org: [int(part) for part in path.strip("/").split("/")] for org, path in rows}
    found = []
    for org, path in paths.items():
        above = [key for key in path[:-1] if key in paths]
        found.append((org, above[-1] if above else None, len(above)))
    return pl.DataFrame(found, schema=TREE, orient="row")


def roll_up(facts: pl.DataFrame, tree: pl.DataFrame) -> pl.DataFrame:
    """Totals of every organisation that has a value in its sub-tree: org, measure, month, value (sum), units (how many gave a value)."""
    own = (
        facts.drop_nulls("value")
        .group_by("org", *KEYS)
        .agg(pl.col("value").sum(), pl.len().cast(pl.Int64).alias("units"))
        .join(tree, on="org", how="inner")
    )
    deepest = tree["depth"].max()
    waiting = own.head(0).drop("parent", "depth")
    done: list[pl.DataFrame] = []
    for depth in range(int(deepest) if isinstance(deepest, int) else 0, -1, -1):
        level = pl.concat([own.filter(pl.col("depth") == depth).drop("parent", "depth"), waiting])
        level = level.group_by("org", *KEYS).agg(pl.col("value").sum(), pl.col("units").sum())
        done.append(level)
        waiting = (
            level.join(tree.select("org", "parent"), on="org")
            .drop_nulls("parent")
            .select(pl.col("parent").alias("org"), *KEYS, "value", "units")
        )
    return pl.concat(done) if done else waiting


def ranked(totals: pl.DataFrame, tree: pl.DataFrame, lower_is_better: Iterable[int] = ()) -> pl.DataFrame:
    """Adds ``place``: the rank among siblings for each measure and month; equal values share it (1, 1, 3)."""
    down = pl.col("measure").is_in(list(lower_is_better))
    scored = totals.join(tree.select("org", "parent"), on="org").with_columns(
        pl.when(down).then(-pl.col("value")).otherwise(pl.col("value")).alias("score")
    )
    place = pl.col("score").rank("min", descending=True).over("parent", *KEYS).cast(pl.Int64)
    return scored.with_columns(place.alias("place")).drop("score")
