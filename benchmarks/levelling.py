"""均衡求解的成效: generated instances in the PSPLIB format solved one by one, each plan checked by the independent checker.

    .venv/bin/python benchmarks/levelling.py [--activities 30 60] [--seeds 1] [--seconds 30]

The instances are the 48 cells of the published sets (network complexity × resource factor × resource strength), ``--seeds`` of each.
The limit is wall time. On a machine that others use as well the CPU time says how much of two cores there really was.
"""
# ruff: noqa: T201

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.domains.work.schedule.checker import faults
from tests.domains.work.schedule.progen import SPREAD, instance
from tongpin.domains.work.schedule.psplib import read_psplib
from tongpin.domains.work.schedule.solving import solve


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--activities", type=int, nargs="+", default=[30, 60])
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=30)
    asked = parser.parse_args()
    solved, asked_for = 0, 0
    for activities in asked.activities:
        proven, gaps, walls, cpus = 0, [], [], []
        cells = [(cell, seed) for seed in range(1, asked.seeds + 1) for cell in SPREAD]
        for (complexity, factor, strength), seed in cells:
            text = instance(activities, complexity, factor, strength, seed)
            file = read_psplib(text)
            wall, cpu = time.monotonic(), time.process_time()
            found = solve(file.problem, asked.seconds)
            wall, cpu = time.monotonic() - wall, time.process_time() - cpu
            assert found, "no plan"
            wrong = faults(text, dict(zip(file.jobs, found.starts, strict=True)), found.finish)
            assert not wrong, wrong
            proven += found.proven
            walls.append(wall)
            cpus.append(cpu)
            gaps.append((found.finish - found.bound) / found.bound)
            state = "proven" if found.proven else f"bound {found.bound}"
            print(
                f"j{activities} NC {complexity} RF {factor:4} RS {strength} seed {seed}: {found.finish:4} {state:10}"
                f" {wall:5.1f} s, CPU {cpu:5.1f} s",
                flush=True,
            )
        print(
            f"j{activities}: {proven} of {len(cells)} proven ({100 * proven / len(cells):.1f} %), all feasible,"
            f" mean gap {100 * statistics.mean(gaps):.2f} %, median {statistics.median(walls):.2f} s, CPU of the longest {max(cpus):.0f} s",
            flush=True,
        )
        solved, asked_for = solved + proven, asked_for + len(cells)
    print(f"all sizes: {solved} of {asked_for} proven ({100 * solved / asked_for:.1f} %)", flush=True)


if __name__ == "__main__":
    main()
