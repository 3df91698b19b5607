"""研判的快慢: every rule of the rulebook over whole bureaus, records read and findings made, against asking subject by subject.

    .venv/bin/python benchmarks/findings.py [branches ...]

Branches stand under one bureau, all sources of facts are asked, two years of windows. "records" is the time of the sources
alone, which both ways have in common. Both run in turn in the same run, median of the repetitions; all findings are compared.
"""
# ruff: noqa: E402, T201

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.config.settings")
os.environ.setdefault("TONGPIN_TESTING", "1")
os.environ["TONGPIN_DATA"] = os.environ.get("TONGPIN_BENCH_DATA") or tempfile.mkdtemp(prefix="findings-")

import django

django.setup()

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tongpin.engines.duties.selectors import judging
from tongpin.engines.duties.selectors.gathering import FactTable
from tongpin.engines.duties.selectors.judging import Verdict, verdicts
from tongpin.engines.rules.columns import rulings
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation

SIZES = (10, 100, 1_000)
REPEAT, ONE_BY_ONE = 3, 10**9
TODAY, YEARS = date(2026, 7, 1), (2025, 2026)


def build(size: int) -> list[int]:
    """One county with its branches."""
    Organisation.objects.order_by("-pk")._raw_delete(connection.alias)
    (top,) = Organisation.objects.bulk_create([Organisation(code="T", name="县", level=OrgLevel.COUNTY, starts_on=date(2000, 1, 1))])
    Organisation.objects.filter(pk=top.pk).update(path=f"/{top.pk}/")
    branches = Organisation.objects.bulk_create(
        Organisation(code=f"B{n}", name=f"第{n}党支部", level=OrgLevel.PARTY_BRANCH, parent=top, starts_on=date(2000, 1, 1))
        for n in range(size)
    )
    for one in branches:
        one.path = f"/{top.pk}/{one.pk}/"
    Organisation.objects.bulk_update(branches, ["path"], batch_size=500)
    return [top.pk, *(one.pk for one in branches)]


def timed(work: Callable[[], list[Verdict]]) -> tuple[float, list[Verdict]]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def measure(size: int) -> None:
    """Both ways in turn; what the sources of facts take is the same in both and is shown by itself."""
    org_ids = build(size)
    sources: list[float] = []
    plain_of = FactTable.of

    def of(self: FactTable, rule: Any, window: Any) -> Any:
        start = time.perf_counter()
        told = plain_of(self, rule, window)
        sources[-1] += time.perf_counter() - start
        return told

    columns, scalar = [], []
    with mock.patch.object(FactTable, "of", of):
        for _ in range(REPEAT):
            sources.append(0.0)
            spent, ours = timed(lambda: verdicts(org_ids, TODAY, YEARS))
            columns.append(spent - sources[-1])
            with mock.patch.object(judging, "rulings", partial(rulings, few=ONE_BY_ONE)):
                sources.append(0.0)
                spent, theirs = timed(lambda: verdicts(org_ids, TODAY, YEARS))
                scalar.append(spent - sources[-1])
            if ours != theirs:
                raise SystemExit("the two ways differ")
    mine, other, told = (statistics.median(one) for one in (columns, scalar, sources))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{size:>7,} branches {len(ours):>9,} findings: records {told:.2f} s, judged in columns {mine:.2f} s,", end=" ")
    print(f"one by one {other:.2f} s, ratio {mine / other:.2f}, whole {(told + mine) / (told + other):.2f}, peak {memory:,} MB")


def main() -> None:
    state = setup_databases(verbosity=0, interactive=False)
    try:
        for size in [int(a) for a in sys.argv[1:]] or SIZES:
            measure(size)
    finally:
        teardown_databases(state, verbosity=0)


if __name__ == "__main__":
    main()
