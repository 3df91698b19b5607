"""选举结果: who is elected, who is tied for the last seat, how many seats stay empty. Pure, whole numbers only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """选举结果: keys of the elected in the order of their votes, of those tied for the last seat, and the seats still to be filled."""

    elected: tuple[int, ...]
    tied: tuple[int, ...]
    vacant: int
    passed: int


def result_of(votes: Mapping[int, int], *, present: int, seats: int) -> Result:
    """得票结果: elected is who has more than half of those present (half is not enough), at most ``seats``, most votes first.

    Where those with equal votes are more than the seats left for them, none of them is elected: they are voted on again.
    """
    over_half = sorted((key for key, number in votes.items() if number * 2 > present), key=lambda key: (-votes[key], key))
    if len(over_half) <= seats:
        return Result(tuple(over_half), (), seats - len(over_half), len(over_half))
    last = votes[over_half[seats - 1]]
    if votes[over_half[seats]] != last:
        return Result(tuple(over_half[:seats]), (), 0, len(over_half))
    above = tuple(key for key in over_half if votes[key] > last)
    tied = tuple(key for key in over_half if votes[key] == last)
    return Result(above, tied, seats - len(above), len(over_half))
