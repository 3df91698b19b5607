"""顺序排入: good plans quickly. Tasks go in one by one in many orders and are pushed right and back left (justification)."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from heapq import heappop, heappush

from tongpin.domains.work.schedule.capacity import Problem, Profile

SEED = 20260101


def serial(problem: Problem, priority: Sequence[float], heads: Sequence[int], horizon: int) -> list[int]:
    """One plan: of all tasks whose predecessors are placed, the one with the least ``priority`` goes in next, as early as it fits."""
    starts = list(heads)
    profile = Profile(problem, min(problem.releases), horizon)
    waiting = [len(before) for before in problem.before]
    for task in problem.pinned:
        profile.put(task, starts[task])
    ready: list[tuple[float, int]] = []
    for task in range(problem.size):
        if not waiting[task]:
            heappush(ready, (priority[task], task))
    while ready:
        _, task = heappop(ready)
        if task not in problem.pinned:
            earliest = max((starts[i] + w for i, w in problem.before[task]), default=heads[task])
            starts[task] = profile.earliest(task, max(earliest, heads[task]))
            profile.put(task, starts[task])
        for j, _ in problem.after[task]:
            waiting[j] -= 1
            if not waiting[j]:
                heappush(ready, (priority[j], j))
    return starts


def compact(problem: Problem, starts: Sequence[int]) -> list[int]:
    """左移: every task as early as it can go while the others stay, until none moves; nothing moves to the right."""
    placed = list(starts)
    profile = Profile(problem, min(problem.releases), problem.finish(placed) + 1)
    for task, start in enumerate(placed):
        profile.put(task, start)
    moved = True
    while moved:
        moved = False
        for task in sorted(range(problem.size), key=lambda i: (placed[i], i)):
            if task in problem.pinned:
                continue
            earliest = max((placed[i] + w for i, w in problem.before[task]), default=problem.releases[task])
            profile.put(task, placed[task], -1)
            start = min(placed[task], profile.earliest(task, max(earliest, problem.releases[task])))
            profile.put(task, start)
            moved |= start < placed[task]
            placed[task] = start
    return placed


def good_plan(problem: Problem, bound: int, seconds: float) -> list[int]:
    """The best of a few hundred plans: by latest start with growing disorder, each justified; ends early where ``bound`` is reached."""
    rng = random.Random(SEED)
    heads, tails = problem.heads(), problem.tails()
    horizon = safe_horizon(problem, heads)
    best: list[int] = []
    until = time.monotonic() + seconds
    rounds = max(4, min(400, 40_000 // problem.size))
    for turn in range(rounds):
        disorder = 0.0 if turn == 0 else max(problem.durations) * rng.random() * 1.5
        plan = serial(problem, [-tail + rng.random() * disorder for tail in tails], heads, horizon)
        if not problem.pinned and not problem.occupied:
            plan = _justified(problem, plan, heads, horizon)
        if not best or problem.finish(plan) < problem.finish(best):
            best = plan
        if problem.finish(best) <= bound or time.monotonic() > until:
            break
    return best


def safe_horizon(problem: Problem, heads: Sequence[int]) -> int:
    """By then everything fits, one task after the other."""
    lags = sum(max((abs(w) for _, w in before), default=0) for before in problem.before)
    busy = max((end for _, _, end, _ in problem.occupied), default=0)
    return max(max(heads), busy) + sum(problem.durations) + lags + 1


def _justified(problem: Problem, plan: Sequence[int], heads: Sequence[int], horizon: int) -> list[int]:
    """Right, then left: by finish in the plan turned round, then by start."""
    turned = _turned(problem)
    end = problem.finish(plan)
    right = serial(turned, [-(plan[t] + problem.durations[t]) for t in reversed(range(problem.size))], turned.heads(), horizon)
    starts = [end - right[problem.size - 1 - t] - problem.durations[t] for t in range(problem.size)]
    return serial(problem, starts, heads, horizon)


def _turned(problem: Problem) -> Problem:
    """The same problem read from its end; a start there is a finish here."""
    last, d = problem.size - 1, problem.durations
    return Problem(
        durations=d[::-1],
        edges=tuple((last - j, last - i, w + d[j] - d[i]) for i, j, w in problem.edges),
        demands=problem.demands[::-1],
        capacities=problem.capacities,
        releases=(0,) * problem.size,
    )
