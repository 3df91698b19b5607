"""一群人: many processes work at one installation at the same time: ``python -m tests.reliability.crowd PLAN.json``.

Every process does one kind of work (``tests.reliability.actors``) until the time is over, notes what was acknowledged, and writes how it
went into ``<number>.json``. The first process watches how large SQLite's write-ahead log becomes.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections


@dataclass(frozen=True)
class Plan:
    """计划: who does what, for how long. ``mode`` is SQLite's transaction mode; anything but IMMEDIATE is the control.

    ``round`` counts the crowds that work one after the other at the same installation; each makes other numbers.
    """

    folder: str
    seconds: float
    actors: dict[str, int]
    mode: str = "IMMEDIATE"
    round: int = 0

    @property
    def receipts(self) -> Path:
        return Path(self.folder) / "receipts.txt"

    def write(self) -> Path:
        """The plan as the program reads it."""
        path = Path(self.folder) / "plan.json"
        path.write_text(json.dumps(asdict(self)))
        return path


@dataclass
class Result:
    """经过 of one process; ``seconds`` are its waits."""

    actor: str
    done: int = 0
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)


def results(plan: Plan) -> list[Result]:
    """How it went for each process; one that died left nothing."""
    return [Result(**json.loads(path.read_text())) for path in sorted(Path(plan.folder).glob("result-*.json"))]


def largest_log(plan: Plan) -> int:
    """The largest size of the write-ahead log, in bytes."""
    return int((Path(plan.folder) / "largest-log").read_text())


def main() -> None:
    """Starts everybody by fork, so that one start of the product is enough."""
    plan = Plan(**json.loads(Path(sys.argv[1]).read_text()))
    if "OPTIONS" in settings.DATABASES["default"] and "transaction_mode" in settings.DATABASES["default"]["OPTIONS"]:
        settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = plan.mode
    django.setup()
    from tests.reliability.actors import ACTORS, work  # models can be imported only after setup

    connections.close_all()
    began = time.monotonic() + 0.3
    names = [name for name, how_many in plan.actors.items() for _ in range(how_many)]
    children = []
    for number, name in enumerate(names):
        pid = os.fork()
        if pid == 0:
            _child(lambda n=number, a=name: work(plan, n, a, ACTORS[a], began), Path(plan.folder) / f"result-{number}.json")
        children.append(pid)
    _watch(plan, children)


def _child(work: Any, path: Path) -> None:
    status = 1
    try:
        path.write_text(json.dumps(asdict(work())))
        status = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _watch(plan: Plan, children: list[int]) -> None:
    log, largest, pause = Path(f"{settings.DATABASES['default']['NAME']}-wal"), 0, threading.Event()
    waiting, failed = set(children), 0
    while waiting:
        largest = max(largest, log.stat().st_size if log.exists() else 0)
        for pid in list(waiting):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                waiting.discard(pid)
                failed += status != 0
        pause.wait(0.05)
    (Path(plan.folder) / "largest-log").write_text(str(largest))
    raise SystemExit(failed)


if __name__ == "__main__":
    main()
