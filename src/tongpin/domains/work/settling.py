"""就近安排: from a plan that everybody can hold to the one nearest to what was planned. Pure.

The scheduler's levelled plan starts everything as early as it can. Nobody wants every task moved, so each task, the last first, goes back
as near to its planned day as its successors, its project's deadline and its person's capacity allow; what fits stays where it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongpin.domains.work.schedule.network import Network


@dataclass(frozen=True, slots=True)
class Wanted:
    """就近安排的依据, by the number of the task: where it was planned, by when its project must end, who does it, whether it stays."""

    planned: Mapping[int, int]
    last: Mapping[int, int]
    people: Mapping[int, str]
    pinned: frozenset[int]
    at_once: int


def settled(network: Network, starts: Sequence[int], wanted: Wanted) -> list[int]:
    """就近安排: the first day of each task; never earlier than the feasible ``starts``, so that it stays feasible throughout."""
    found = list(starts)
    busy = _busy(network, found, wanted)
    edges = network.leaving
    for number in sorted(range(network.size), key=lambda n: (-found[n], -n)):
        if number in wanted.pinned or number not in wanted.planned:
            continue
        length = int(network.workdays[number])
        latest = wanted.last[number] + 1 - length
        for k in range(int(edges.starts[number]), int(edges.starts[number + 1])):
            latest = min(latest, found[int(edges.target[k])] - int(edges.weight[k]))
        person = wanted.people.get(number)
        _take(busy, person, found[number], length, -1)
        upper = min(latest, max(wanted.planned[number], found[number]))
        while upper > found[number] and not _fits(busy, person, upper, length, wanted.at_once):
            upper -= 1
        found[number] = max(found[number], upper)
        _take(busy, person, found[number], length, 1)
    return found


def _busy(network: Network, starts: Sequence[int], wanted: Wanted) -> dict[tuple[str, int], int]:
    busy: dict[tuple[str, int], int] = defaultdict(int)
    for number, start in enumerate(starts):
        _take(busy, wanted.people.get(number), start, int(network.workdays[number]), 1)
    return busy


def _take(busy: dict[tuple[str, int], int], person: str | None, start: int, length: int, sign: int) -> None:
    if person is not None:
        for day in range(start, start + length):
            busy[person, day] += sign


def _fits(busy: Mapping[tuple[str, int], int], person: str | None, start: int, length: int, at_once: int) -> bool:
    return person is None or all(busy.get((person, day), 0) < at_once for day in range(start, start + length))
