"""求解: the shortest plan within all capacities, with the proof where one is found in time (OR-Tools CP-SAT, exact).

A good plan and a lower bound are computed first: where they meet, nothing is left to prove.
Otherwise the solver starts from that plan and may only look for shorter ones.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import ceil
from typing import Any

from tongpin.domains.work.schedule.capacity import Problem
from tongpin.domains.work.schedule.heuristic import SEED, compact, good_plan, safe_horizon

WORKERS = 2
WORKS_WITH = ("no_lp", "objective_shaving_max_lp")
"""One looks for better plans, the other refutes shorter ones; measured against the other pairs on instances with scarce resources."""
SAME = 1e-4
"""The solver says its bound as a fraction, up to so much too high."""


@dataclass(frozen=True, slots=True)
class Solution:
    """求解结果: ``finish`` is that of the plan, no plan finishes before ``bound``; ``proven`` where both are the same."""

    starts: tuple[int, ...]
    finish: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.finish == self.bound


def solve(problem: Problem, seconds: float) -> Solution | None:
    """求解. The same problem gives the same plan as long as the time suffices to prove it; nothing where pinned tasks cannot be held."""
    until = time.monotonic() + seconds
    bound = problem.lower_bound()
    known: list[int] | None = good_plan(problem, bound, min(seconds / 4, 2.0))
    if known and any(known[j] < known[i] + w for i, j, w in problem.edges):
        known = None
    if known is None or problem.finish(known) > bound:
        known, bound = _search(problem, known, bound, until)
        if known is None:
            return None
    starts = compact(problem, known)
    return Solution(tuple(starts), problem.finish(starts), min(bound, problem.finish(starts)))


def _search(problem: Problem, known: list[int] | None, bound: int, until: float) -> tuple[list[int] | None, int]:
    """A plan that ends before the known one, or the known one; and the bound that was reached by the time ``until``."""
    # 188 MB that a page without levelling need not load
    from ortools.sat.python import cp_model

    heads, tails = problem.heads(), problem.tails()
    finish = problem.finish(known) if known else safe_horizon(problem, heads)
    last = finish - 1
    model: Any = cp_model.CpModel()
    end = model.new_int_var(bound, last, "end")
    starts = [
        model.new_int_var(h, h if i in problem.pinned else max(h, last - t), f"s{i}")
        for i, (h, t) in enumerate(zip(heads, tails, strict=True))
    ]
    for i, j, w in problem.edges:
        model.add(starts[j] >= starts[i] + w)
    intervals = [model.new_fixed_size_interval_var(s, d, f"i{i}") for i, (s, d) in enumerate(zip(starts, problem.durations, strict=True))]
    for s, d in zip(starts, problem.durations, strict=True):
        model.add(end >= s + d)
    for r, capacity in enumerate(problem.capacities):
        uses = [(intervals[i], q) for i, row in enumerate(problem.demands) for s, q in row if s == r and q and problem.durations[i]]
        uses += [(model.new_fixed_size_interval_var(f, t - f, ""), q) for s, f, t, q in problem.occupied if s == r]
        if sum(q for _, q in uses) > capacity:
            model.add_cumulative([i for i, _ in uses], [q for _, q in uses], capacity)
    model.minimize(end)
    solver: Any = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(until - time.monotonic(), 0.05)  # loading and stating the problem take from it
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = SEED
    solver.parameters.subsolvers.extend(WORKS_WITH)
    solver.parameters.interleave_search = True  # else the plan depends on which worker was quicker today
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return known, finish
    reached = max(bound, ceil(solver.best_objective_bound - SAME))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return [solver.value(s) for s in starts], reached
    return known, min(reached, finish)
