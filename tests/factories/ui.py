"""界面: requests as a view meets them, without middlewares."""

from __future__ import annotations

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest
from django.test import RequestFactory


class NoMessages(BaseStorage):
    """消息: keeps nothing."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: list[Any], response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []


def page_request(
    path: str = "/list/",
    *,
    method: str = "get",
    data: dict[str, Any] | None = None,
    permissions: Collection[str] = (),
    fragment: str = "",
    scope: Any = None,
) -> HttpRequest:
    """A request of somebody signed in who holds ``permissions``; ``fragment`` is the htmx target asked for."""
    request: Any = getattr(RequestFactory(), method)(path, data or {})
    request.user = SimpleNamespace(is_authenticated=True, pk=1, display_name="张丽", get_username=lambda: "zhangli")
    request.may = lambda permission, org=None: permission in permissions
    request._messages = NoMessages(request)
    request.htmx = SimpleNamespace(target=fragment, history_restore_request=False) if fragment else None
    if scope is not None:
        request.scope = scope
    return request
