"""故障: the n-th statement that is sent to the database fails, or the commit does; and the whole content, to compare before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connection

from tongpin.kernel.errors import Refused

Content = dict[str, list[tuple[Any, ...]]]
MOST = 2000


class Injected(OperationalError):
    """The fault that the test put there."""


@dataclass
class Fault:
    """故障 at one step; ``steps`` counts, ``happened`` tells whether the operation came that far."""

    at: int
    steps: int = 0
    happened: bool = False

    def step(self) -> None:
        self.steps += 1
        if self.steps == self.at:
            self.happened = True
            raise Injected("disk I/O error")


@contextmanager
def failing(fault: Fault) -> Iterator[None]:
    """Statements and commits of this connection are steps."""

    def execute(real: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        fault.step()
        return real(sql, params, many, context)

    def commit() -> None:
        fault.step()
        real_commit()

    real_commit = connection._commit
    with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(execute):
        patch.setattr(connection, "_commit", commit)
        yield


def content() -> Content:
    """Every row of every table."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields]
        found[model._meta.label] = [tuple(map(plain, row)) for row in model._base_manager.order_by("pk").values_list(*names)]
    return found


def plain(value: Any) -> Any:
    """Bytes as bytes; the rest as it came."""
    return bytes(value) if isinstance(value, memoryview) else value


@dataclass(frozen=True)
class Effect:
    """作用: which tables an operation touched and how many rows each gained."""

    touched: frozenset[str]
    gained: tuple[tuple[str, int], ...]


def effect(before: Content, after: Content) -> Effect:
    """What changed in between."""
    touched = [label for label in before if before[label] != after[label]]
    return Effect(frozenset(touched), tuple((label, len(after[label]) - len(before[label])) for label in sorted(touched)))


def swept(prepare: Callable[[], Callable[[], Any]], expected: Effect) -> tuple[int, int]:
    """Lets each step fail in turn until one run has no fault; the state is always the one before or the one after.

    ``prepare`` makes what the operation needs and returns it ready to run. Returns how many steps were tried and how many of these runs
    came through all the same.
    """
    after, step = 0, 1
    work, before = None, {}
    while step < MOST:
        if work is None:
            work = prepare()
            before = content()
        fault = Fault(step)
        with failing(fault):
            outcome = told(work)
        found = effect(before, content())
        assert not connection.in_atomic_block
        assert found in (Effect(frozenset(), ()), expected), f"step {step}: {found}"
        if not fault.happened:
            assert outcome is None, outcome
            assert found == expected, f"the undisturbed run: {found}"
            return step - 1, after
        assert isinstance(outcome, Injected | Refused | None), f"step {step}: {outcome!r}"
        if found == expected:
            after, work = after + 1, None
        step += 1
    raise AssertionError(f"no end after {MOST} steps")


def told(work: Callable[[], Any]) -> Exception | None:
    """What was raised."""
    try:
        work()
    except Exception as raised:
        return raised
    return None


def undisturbed(prepare: Callable[[], Callable[[], Any]]) -> Effect:
    """What the operation does when nothing fails; anything before is a warm start for caches."""
    prepare()()
    work = prepare()
    before = content()
    work()
    return effect(before, content())
