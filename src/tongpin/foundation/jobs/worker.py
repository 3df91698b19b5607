"""执行进程."""

from __future__ import annotations

import threading


def run_worker(stop: threading.Event) -> None:
    """Runs jobs until ``stop`` is set."""
    raise NotImplementedError
