"""请求上下文: which request (or command, or job) the current work belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestContext:
    """请求上下文: number of the request and the address it came from; both empty outside a request."""

    request_id: str = ""
    ip: str = ""


_current: ContextVar[RequestContext | None] = ContextVar("audit_request", default=None)


def current() -> RequestContext:
    """The context of the work now running."""
    return _current.get() or RequestContext()


@contextmanager
def within(context: RequestContext) -> Iterator[None]:
    """Runs the block under ``context`` and restores what was before, whatever happens."""
    token = _current.set(context)
    try:
        yield
    finally:
        _current.reset(token)
