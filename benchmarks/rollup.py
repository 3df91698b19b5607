"""逐级汇总的快慢: kept values of all units added along the tree, against the best single SQL statement over the same table.

    .venv/bin/python benchmarks/rollup.py [organisations ...]

60 indicators × 12 months for each size, three sizes, on SQLite or on DATABASE_URL. Cases run in turn in the same run, median of the
repetitions; both answers are compared to the last digit. "tree" is our query and sums; "with places" adds the rank among siblings.
"""
# ruff: noqa: E402

from __future__ import annotations

import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.config.settings")
os.environ.setdefault("TONGPIN_TESTING", "1")
os.environ["TONGPIN_DATA"] = os.environ.get("TONGPIN_BENCH_DATA") or tempfile.mkdtemp(prefix="rollup-")

import django

django.setup()

import polars as pl
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tongpin.engines.indicators.calculations.rollup import ranked, tree_frame
from tongpin.engines.indicators.calculations.shares import month_ends
from tongpin.engines.indicators.models import Measure, MeasureVersion, Observation
from tongpin.engines.indicators.selectors.compare import totals_frame, tree_of
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, OrganisationName, OrganisationPlacement
from tongpin.kernel.periods import Period

SIZES = (333, 1_000, 3_000)
MEASURES = 60
REPEAT = 3
YEAR = Period.year(2023)
ENDS = month_ends(YEAR, YEAR.last_day)

SQL = """
SELECT c.above, o.measure_id, o.as_of, SUM(o.value), COUNT(o.value)
FROM indicators_observation o JOIN bench_closure c ON c.below = o.org_id
WHERE o.superseded_at IS NULL AND o.period_kind = 'year' AND o.period_start = '2023-01-01'
  AND o.org_id NOT IN (SELECT parent_id FROM orgs_organisation WHERE parent_id IS NOT NULL)
GROUP BY c.above, o.measure_id, o.as_of
"""


def build_tree(size: int) -> Organisation:
    """One province, about twenty cities, the rest counties: three levels, as offices stand."""
    for rows in (Observation.objects, OrganisationPlacement.objects, OrganisationName.objects, Organisation.objects):
        rows.order_by("-pk")._raw_delete(connection.alias)
    cities = max(3, size // 150)
    orgs = [Organisation(code="P", name="省", level=OrgLevel.PROVINCE, starts_on=date(2000, 1, 1))]
    top = Organisation.objects.bulk_create(orgs)[0]
    Organisation.objects.filter(pk=top.pk).update(path=f"/{top.pk}/")
    below = Organisation.objects.bulk_create(
        Organisation(code=f"C{n}", name=f"市{n}", level=OrgLevel.CITY, parent=top, starts_on=date(2000, 1, 1)) for n in range(cities)
    )
    for city in below:
        city.path = f"/{top.pk}/{city.pk}/"
    units = Organisation.objects.bulk_create(
        Organisation(code=f"U{n}", name=f"县{n}", level=OrgLevel.COUNTY, parent=below[n % cities], starts_on=date(2000, 1, 1))
        for n in range(size - cities - 1)
    )
    for n, unit in enumerate(units):
        unit.path = f"{below[n % cities].path}{unit.pk}/"
    Organisation.objects.bulk_update([*below, *units], ["path"], batch_size=500)
    top.refresh_from_db()
    return top


def fill(top: Organisation, versions: list[MeasureVersion]) -> int:
    """Month-end values of every county: about one in twenty is missing."""
    chance = random.Random(20231231)
    leaves = list(Organisation.objects.filter(level=OrgLevel.COUNTY).values_list("pk", flat=True))
    columns = [f.column for f in Observation._meta.concrete_fields if not f.primary_key]
    marks = ", ".join(["%s"] * len(columns))
    fixed: dict[str, Any] = {
        "period_kind": "year", "period_start": "2023-01-01", "status": "final", "origin": "reported", "row_count": 0, "scope_digest": "",
        "is_outdated": False, "note": "", "recorded_at": "2024-01-01 00:00:00+00:00",
    }  # fmt: skip

    def rows() -> Iterator[tuple[Any, ...]]:
        for version in versions:
            for org_id in leaves:
                running = 0
                for end in ENDS:
                    running += chance.randrange(10**9)
                    missing = chance.random() < 0.05
                    row = {
                        **fixed,
                        "org_id": org_id,
                        "measure_id": version.measure_id,
                        "definition_id": version.pk,
                        "as_of": end.isoformat(),
                        "checked_as_of": end.isoformat(),
                        "value": None if missing else running,
                        "reason": "未报" if missing else "",
                    }
                    yield tuple(row.get(column) for column in columns)

    batch: list[tuple[Any, ...]] = []
    total = 0
    with connection.cursor() as cursor:
        statement = f"INSERT INTO indicators_observation ({', '.join(columns)}) VALUES ({marks})"
        for row in rows():
            batch.append(row)
            if len(batch) == 20_000:
                cursor.executemany(statement, batch)
                total += len(batch)
                batch.clear()
        cursor.executemany(statement, batch)
        cursor.execute("DROP TABLE IF EXISTS bench_closure")
        cursor.execute("CREATE TABLE bench_closure (above bigint NOT NULL, below bigint NOT NULL)")
        pairs = [(int(a), pk) for pk, path in Organisation.objects.values_list("pk", "path") for a in path.strip("/").split("/")]
        cursor.executemany("INSERT INTO bench_closure VALUES (%s, %s)", pairs)
        cursor.execute("CREATE INDEX bench_closure_below ON bench_closure (below, above)")
        cursor.execute("ANALYZE")
    return total + len(batch)


def by_sql() -> list[tuple[Any, ...]]:
    """The whole answer in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        return list(cursor.fetchall())


def by_tree(top: Organisation, measure_ids: list[int]) -> pl.DataFrame:
    """The product's way."""
    return totals_frame(top, YEAR, measure_ids, tree_frame(tree_of(top).values_list("pk", "path")))


def with_places(top: Organisation, measure_ids: list[int]) -> pl.DataFrame:
    """The same with places among siblings."""
    tree = tree_frame(tree_of(top).values_list("pk", "path"))
    return ranked(totals_frame(top, YEAR, measure_ids, tree), tree)


def same(sql: list[tuple[Any, ...]], ours: pl.DataFrame) -> bool:
    """Equal to the last digit."""
    theirs = {(o, m, int(str(day)[5:7])): (int(value), units) for o, m, day, value, units in sql if units}
    return theirs == {(o, m, month): (value, units) for o, m, month, value, units in ours.rows()}


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(size: int, versions: list[MeasureVersion]) -> None:
    top = build_tree(size)
    facts = fill(top, versions)
    ids = [version.measure_id for version in versions]
    equal = same(by_sql(), by_tree(top, ids).select("org", "measure", "month", "value", "units"))
    runs = [(timed(by_sql), timed(lambda: by_tree(top, ids)), timed(lambda: with_places(top, ids))) for _ in range(REPEAT)]
    sql, tree, places = (statistics.median(run[n] for run in runs) for n in range(3))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(  # noqa: T201
        f"{size:>5} organisations × {MEASURES} × 12 = {facts:>9,} facts ({connection.vendor}): SQL {sql:.2f} s, tree {tree:.2f} s "
        f"(ratio {tree / sql:.2f}), with places {places:.2f} s (ratio {places / sql:.2f}), {tree / facts * 1e9:.0f} ns per fact, "
        f"{memory:.0f} MB, equal: {equal}"
    )
    if not equal:
        sys.exit(1)


def main() -> None:
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("migrate", verbosity=0)
        measures = Measure.objects.bulk_create(Measure(code=f"bench.m{n}", origin="reported") for n in range(MEASURES))
        versions = MeasureVersion.objects.bulk_create(
            MeasureVersion(
                measure=one,
                number=1,
                valid_from=date(2000, 1, 1),
                title=one.code,
                unit="元",
                shown_unit="元",
                kind="flow",
                formula="",
                basis="",
            )
            for one in measures
        )
        for size in tuple(map(int, sys.argv[1:])) or SIZES:
            measure(size, versions)
    finally:
        teardown_databases(kept, verbosity=0)


if __name__ == "__main__":
    main()
