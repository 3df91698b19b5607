"""算过的数: counts that a page needed and nobody keeps (today's value, the same day last year, a unit without targets).

They stay in the memory of this process, each under the state of its rows: the latest mark that a change left behind and the latest recount.
Marks are written in the transaction that changes the rows, so a state that is still the same means rows that are still the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from tongpin.engines.indicators.enums import Status
from tongpin.engines.indicators.models import Recount, StaleMark

Known = tuple[Decimal | None, str, Status | None]

MOST = 20_000


@dataclass(frozen=True, slots=True)
class State:
    """明细的状态: of one indicator of one organisation; moments keep it unique after a restore from a backup too."""

    mark: int = 0
    marked_at: datetime | None = None
    counted_at: datetime | None = None

    @property
    def is_marked(self) -> bool:
        """Whether rows changed since the last recount."""
        return bool(self.mark)


def states(org_id: int) -> dict[int, State]:
    """The state of every indicator of an organisation by its key; two queries."""
    counted = dict(Recount.objects.filter(org_id=org_id).values_list("measure_id", "counted_at"))
    marks = StaleMark.objects.filter(org_id=org_id).values_list("measure_id").annotate(Max("pk"), Max("marked_at"))
    found = {measure_id: State(mark, marked_at, counted.get(measure_id)) for measure_id, mark, marked_at in marks}
    return {measure_id: State(counted_at=at) for measure_id, at in counted.items()} | found


class Memory:
    """记忆: the latest ``MOST`` counts of this process.

    Nothing is kept or given inside a transaction: there, rows may have changed that nobody has marked yet, and may be rolled back.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, Known] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Known | None:
        """What is known under ``key``."""
        if transaction.get_connection().in_atomic_block:
            return None
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
            return known

    def keep(self, key: Hashable, known: Known) -> None:
        """Keeps a count; the one that nobody asked for longest gives way."""
        if transaction.get_connection().in_atomic_block:
            return
        with self._lock:
            self._known[key] = known
            self._known.move_to_end(key)
            while len(self._known) > MOST:
                self._known.popitem(last=False)


MEMORY = Memory()
