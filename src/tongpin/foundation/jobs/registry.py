"""任务登记: the functions that may run in the background.

``@job("import.parse", title="解析台账")`` stands over a function in an app's ``tasks.py``. Its arguments are ids and plain JSON values;
a first parameter called ``run`` receives the ``JobRun``, through which it reports progress.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from cronsim import CronSim
from django.apps import apps

from tongpin.kernel.clock import now

F = TypeVar("F", bound=Callable[..., Any])


class UnknownJob(Exception):
    """未登记的后台任务."""


@dataclass(frozen=True, slots=True)
class Task:
    """任务定义: what runs under this name, and how often it may be tried."""

    name: str
    title: str
    function: Callable[..., Any]
    max_attempts: int
    cron: str
    takes_run: bool

    def check(self, kwargs: dict[str, Any]) -> None:
        """Raises TypeError where the function would not take these arguments."""
        inspect.signature(self.function).bind(*([None] if self.takes_run else []), **kwargs)


_tasks: dict[str, Task] = {}


def job(name: str, *, title: str, max_attempts: int = 5, cron: str = "") -> Callable[[F], F]:
    """登记: ``cron`` (five fields, office time) makes it recurring; it is then called without arguments."""
    if cron:
        CronSim(cron, now())

    def register(function: F) -> F:
        known = _tasks.get(name)
        if known is not None and known.function.__qualname__ != function.__qualname__:
            raise ValueError(f"后台任务“{name}”登记了两次。")
        first = next(iter(inspect.signature(function).parameters), "")
        _tasks[name] = Task(name, title, function, max_attempts, cron, takes_run=first == "run")
        return function

    return register


def task(name: str) -> Task:
    """The definition of this name."""
    _discover()
    try:
        return _tasks[name]
    except KeyError:
        raise UnknownJob(f"后台任务“{name}”没有登记。") from None


def tasks() -> dict[str, Task]:
    """All definitions by name."""
    _discover()
    return dict(_tasks)


@cache
def _discover() -> None:
    """Imports every ``tasks`` module inside the product's apps, at any depth."""
    for app in apps.get_app_configs():
        if not app.name.startswith("tongpin."):
            continue
        for found in pkgutil.walk_packages([app.path], f"{app.name}."):
            if found.name.endswith(".tasks"):
                import_module(found.name)
