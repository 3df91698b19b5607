"""算例生成: instances in the PSPLIB format with the parameters of ProGen (Kolisch, Sprecher and Drexl 1995).

``complexity``: non-redundant arcs per activity; ``factor``: share of the resources an activity uses; ``strength``: how much of the peak of
the unconstrained plan is there, from 0 (the largest single demand) to 1 (nothing is scarce).
"""

from __future__ import annotations

import random
from itertools import product

RESOURCES = 4
MOST = 3
SPREAD = tuple(product((1.5, 1.8, 2.1), (0.25, 0.5, 0.75, 1.0), (0.2, 0.5, 0.7, 1.0)))
"""The 48 cells of the published sets of 30 and 60 activities."""


def instance(activities: int, complexity: float, factor: float, strength: float, seed: int) -> str:
    """One instance as the text of an .sm file."""
    rng = random.Random(f"{activities}/{complexity}/{factor}/{strength}/{seed}")
    size = activities + 2
    successors = _network(rng, size, complexity)
    durations = [0, *(rng.randint(1, 10) for _ in range(activities)), 0]
    demands = _demands(rng, activities, factor)
    capacities = _capacities(successors, durations, demands, strength)
    return _text(successors, durations, demands, capacities, seed)


def _network(rng: random.Random, size: int, complexity: float) -> list[set[int]]:
    last = size - 1
    successors: list[set[int]] = [set() for _ in range(size)]
    predecessors: list[set[int]] = [set() for _ in range(size)]

    def join(i: int, j: int) -> None:
        successors[i].add(j)
        predecessors[j].add(i)

    firsts = range(1, 1 + MOST)
    for j in firsts:
        join(0, j)
    for j in range(1 + MOST, last):
        join(rng.choice([i for i in range(1, min(j, last - MOST)) if len(successors[i]) < MOST]), j)
    for i in range(1, last):
        if i >= last - MOST:
            join(i, last)
        elif not successors[i]:
            free = [j for j in range(max(i + 1, 1 + MOST), last) if len(predecessors[j]) < MOST]
            join(i, rng.choice(free) if free else last)
    wanted, tries = round(complexity * size), 0
    while sum(map(len, successors)) < wanted and tries < 5_000:
        tries += 1
        i = rng.randrange(1, last - MOST)
        j = rng.randrange(max(i + 1, 1 + MOST), last)
        if len(successors[i]) < MOST and len(predecessors[j]) < MOST and not _redundant(successors, predecessors, i, j):
            join(i, j)
    return successors


def _reach(of: list[set[int]], start: int) -> set[int]:
    seen, stack = {start}, [start]
    while stack:
        for other in of[stack.pop()]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return seen


def _redundant(successors: list[set[int]], predecessors: list[set[int]], i: int, j: int) -> bool:
    """The arc says what others say already, or makes one that is there say nothing."""
    if j in _reach(successors, i):
        return True
    above, below = _reach(predecessors, i), _reach(successors, j)
    return any(below & successors[a] for a in above)


def _demands(rng: random.Random, activities: int, factor: float) -> list[list[int]]:
    each = round(factor * RESOURCES)
    rows = [[0] * RESOURCES]
    for _ in range(activities):
        used = set(rng.sample(range(RESOURCES), each))
        rows.append([rng.randint(1, 10) if r in used else 0 for r in range(RESOURCES)])
    return [*rows, [0] * RESOURCES]


def _capacities(successors: list[set[int]], durations: list[int], demands: list[list[int]], strength: float) -> list[int]:
    start = [0] * len(durations)
    for i, after in enumerate(successors):  # numbered so that i < j for every arc
        for j in after:
            start[j] = max(start[j], start[i] + durations[i])
    found = []
    for r in range(RESOURCES):
        least = max(row[r] for row in demands)
        used = [0] * (start[-1] + 1)
        for i, begin in enumerate(start):
            for t in range(begin, begin + durations[i]):
                used[t] += demands[i][r]
        found.append(least + round(strength * (max(*used, least) - least)))
    return found


def _text(successors: list[set[int]], durations: list[int], demands: list[list[int]], capacities: list[int], seed: int) -> str:
    size, stars = len(durations), "*" * 72
    names = [f"  R {r + 1}" for r in range(RESOURCES)]
    lines = [
        stars,
        f"file with basedata            : generated_{seed}.bas",
        f"initial value random generator: {seed}",
        stars,
        "projects                      :  1",
        f"jobs (incl. supersource/sink ):  {size}",
        f"horizon                       :  {sum(durations)}",
        "RESOURCES",
        f"  - renewable                 :  {RESOURCES}   R",
        "  - nonrenewable              :  0   N",
        "  - doubly constrained        :  0   D",
        stars,
        "PROJECT INFORMATION:",
        "pronr.  #jobs rel.date duedate tardcost  MPM-Time",
        f"    1     {size - 2}      0       0        0        0",
        stars,
        "PRECEDENCE RELATIONS:",
        "jobnr.    #modes  #successors   successors",
        *(
            f"{i + 1:4d}        1{len(after):11d}        " + "".join(f"{j + 1:4d}" for j in sorted(after))
            for i, after in enumerate(successors)
        ),
        stars,
        "REQUESTS/DURATIONS:",
        "jobnr. mode duration" + "".join(names),
        "-" * 72,
        *(f"{i + 1:3d}      1{durations[i]:6d}   " + "".join(f"{d:5d}" for d in demands[i]) for i in range(size)),
        stars,
        "RESOURCEAVAILABILITIES:",
        "".join(names),
        "".join(f"{c:5d}" for c in capacities),
        stars,
    ]
    return "\n".join(lines) + "\n"
