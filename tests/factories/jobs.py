"""后台任务: functions registered for tests, and workers as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from tongpin.foundation.jobs.models import Job
from tongpin.foundation.jobs.registry import job
from tongpin.foundation.jobs.running import JobRun
from tongpin.foundation.jobs.services import enqueue, once
from tongpin.kernel.errors import Refused

ROOT = Path(__file__).resolve().parents[2]
calls: list[Any] = []
gates: dict[str, threading.Event] = {}


@job("test.note", title="记一笔")
def note(text: str) -> str:
    calls.append(text)
    return text


@job("test.count", title="逐项办理")
def count(run: JobRun, total: int) -> int:
    for done in range(1, total + 1):
        run.progress(done, total, f"第 {done} 项")
    return total


@job("test.gated", title="等放行")
def gated(run: JobRun, gate: str) -> None:
    run.progress(1, 2, "等放行")
    assert gates[gate].wait(timeout=60)


@job("test.fail", title="总是出错", max_attempts=3)
def fail() -> None:
    raise RuntimeError("坏了")


@job("test.refuse", title="办理不了")
def refuse() -> None:
    raise Refused("表头没有找到。")


@job("test.repeat", title="定时一笔", cron="*/10 * * * *")
def repeat() -> None:
    calls.append("repeat")


@job("test.steps", title="分步办理", max_attempts=50)
def steps(run: JobRun, folder: str, total: int) -> None:
    """Each step queues one note as its effect; it says in ``folder`` where it is and, on its first attempt, waits there to be killed."""
    for number in range(total):
        with transaction.atomic():
            if once(f"steps:{run.job_id}:{number}"):
                enqueue("test.note", text=f"{run.job_id}:{number}", key="")
        if run.attempt == 1 and number == total // 2:
            (Path(folder) / f"reached-{run.job_id}").write_text(str(os.getpid()))
            while True:
                run.lost.wait(timeout=60)


def make_job(name: str = "test.note", **kwargs: Any) -> Job:
    """A job in the queue."""
    return enqueue(name, **({"text": "一", **kwargs} if name == "test.note" else kwargs))


def start_worker(seconds_between_looks: float = 0.05) -> subprocess.Popen[bytes]:
    """A worker as a process of its own, on the same database as this test."""
    program = (
        "import django, threading; django.setup(); import tests.factories.jobs;"
        "from tongpin.foundation.jobs.worker import run_worker;"
        f"run_worker(threading.Event(), slots=1, poll={seconds_between_looks})"
    )
    environment = {**os.environ, "DATABASE_URL": _address(), "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=environment)


def _address() -> str:
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return f"postgres://{values['USER']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"
