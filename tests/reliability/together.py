"""同时: several persons do something at one moment, each with a database connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tongpin.kernel.errors import Refused

Work = Callable[[], Any]


@dataclass(frozen=True)
class Outcome:
    """结果 of one person: what came back, or what was raised."""

    value: Any = None
    fault: BaseException | None = None

    @property
    def done(self) -> bool:
        return self.fault is None

    @property
    def refused(self) -> bool:
        """Told in words why not; everything else that was raised is a defect."""
        return isinstance(self.fault, Refused)

    def __str__(self) -> str:
        return "done" if self.done else f"{type(self.fault).__name__}: {self.fault}"


def together(works: Sequence[Work]) -> list[Outcome]:
    """Begins all works at one moment and waits for all of them."""
    start = threading.Barrier(len(works))
    outcomes = [Outcome() for _ in works]

    def person(number: int) -> None:
        try:
            start.wait(timeout=30)
            outcomes[number] = Outcome(value=works[number]())
        except BaseException as fault:
            outcomes[number] = Outcome(fault=fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=person, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return outcomes


def winners(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those who got through; the rest must have been refused in words."""
    wild = [str(outcome) for outcome in outcomes if not outcome.done and not outcome.refused]
    assert not wild, f"neither done nor refused: {wild}"
    return [outcome for outcome in outcomes if outcome.done]
