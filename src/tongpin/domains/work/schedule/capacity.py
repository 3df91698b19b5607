"""有限能力排期问题: tasks as whole numbers that compete for resources; what levelling solves and a PSPLIB file states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Problem:
    """有限能力排期问题. ``edges``: (i, j, w) means start j ≥ start i + w. ``demands``: per task (resource, amount) for as long as it runs.

    ``releases``: no task starts before its own. ``occupied``: (resource, from, to, amount) that is taken already.
    The tasks stand in an order in which each comes after its predecessors.
    """

    durations: tuple[int, ...]
    edges: tuple[tuple[int, int, int], ...]
    demands: tuple[tuple[tuple[int, int], ...], ...]
    capacities: tuple[int, ...]
    releases: tuple[int, ...]
    pinned: frozenset[int] = frozenset()
    occupied: tuple[tuple[int, int, int, int], ...] = ()
    before: tuple[tuple[tuple[int, int], ...], ...] = field(init=False)
    after: tuple[tuple[tuple[int, int], ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        before: list[list[tuple[int, int]]] = [[] for _ in self.durations]
        after: list[list[tuple[int, int]]] = [[] for _ in self.durations]
        for i, j, w in self.edges:
            before[j].append((i, w))
            after[i].append((j, w))
        object.__setattr__(self, "before", tuple(map(tuple, before)))
        object.__setattr__(self, "after", tuple(map(tuple, after)))

    @property
    def size(self) -> int:
        return len(self.durations)

    def heads(self) -> list[int]:
        """最早开始 where nothing is scarce."""
        found = list(self.releases)
        for j in range(self.size):
            for i, w in self.before[j]:
                found[j] = max(found[j], found[i] + w)
        return found

    def tails(self) -> list[int]:
        """From the start of each task to the end of the plan, at least."""
        found = list(self.durations)
        for i in reversed(range(self.size)):
            for j, w in self.after[i]:
                found[i] = max(found[i], w + found[j])
        return found

    def finish(self, starts: Sequence[int]) -> int:
        return max(s + d for s, d in zip(starts, self.durations, strict=True))

    def lower_bound(self) -> int:
        """完成下限: the longest path, and for each resource the work that must lie behind some head and before some tail."""
        heads, tails = self.heads(), self.tails()
        bound = max(h + t for h, t in zip(heads, tails, strict=True))
        for r, capacity in enumerate(self.capacities):
            work = [(heads[i], tails[i] - d, d * q) for i, d in enumerate(self.durations) for s, q in self.demands[i] if s == r and d * q]
            for head in sorted({h for h, _, _ in work}):
                later = sorted(((tail, load) for h, tail, load in work if h >= head), reverse=True)
                for (tail, _), load in zip(later, accumulate(load for _, load in later), strict=True):
                    bound = max(bound, head - (-load // capacity) + tail)
        return bound


class Profile:
    """占用: how much of each resource is taken at each time, while tasks are put in and taken out."""

    def __init__(self, problem: Problem, origin: int, horizon: int) -> None:
        self.problem = problem
        self.origin = origin
        self._free = [[capacity] * (horizon - origin) for capacity in problem.capacities]
        for r, start, end, amount in problem.occupied:
            for t in range(start - origin, min(end - origin, horizon - origin)):
                self._free[r][t] -= amount

    def put(self, task: int, start: int, sign: int = 1) -> None:
        first = start - self.origin
        last = first + self.problem.durations[task]
        for r, amount in self.problem.demands[task]:
            free = self._free[r]
            taken = sign * amount
            for t in range(first, last):
                free[t] -= taken

    def earliest(self, task: int, start: int) -> int:
        """The first time from ``start`` at which the task finds room for as long as it runs."""
        length = self.problem.durations[task]
        rows = [(self._free[r], amount) for r, amount in self.problem.demands[task]]
        at = start - self.origin
        if not length or not rows:
            return start
        t = at
        while t < at + length:
            if any(free[t] < amount for free, amount in rows):
                at = t + 1
            t += 1
        return at + self.origin
