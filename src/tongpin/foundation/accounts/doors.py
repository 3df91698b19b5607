"""门: what a view below ``access`` may ask of a request; ``access`` fills the request in and hands these on upwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase

from tongpin.foundation.accounts.models import User

M = TypeVar("M", bound=Model)


class Sight(Protocol):
    """视野: limits rows to organisations where the viewer holds ``permission``; ``field`` leads to the organisation ("" for itself)."""

    def __call__(self, queryset: QuerySet[M], permission: str, *, field: str = "org") -> QuerySet[M]: ...


class May(Protocol):
    """能否: whether the viewer holds ``permission`` anywhere, or for ``org`` (an organisation, or its key)."""

    def __call__(self, permission: str, org: Any = None) -> bool: ...


class OfficeRequest(HttpRequest):
    """办公请求: a request after the middlewares: who asks, what they may do and see, and the scope they look at."""

    user: User
    may: May
    visible: Sight
    scope: Any
    htmx: Any


View = Callable[..., HttpResponseBase]


def requires(permission: str) -> Callable[[View], View]:
    """凭权限进门: 404 for those who hold ``permission`` nowhere, as if the page were not there."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: OfficeRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.may(permission):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def signed_in(view: View) -> View:
    """本人事务: open to everybody who is signed in, for pages about the person alone."""
    view.required_permission = ""  # type: ignore[attr-defined]
    view.for_signed_in = True  # type: ignore[attr-defined]
    return view


def fetch_seen(request: OfficeRequest, queryset: QuerySet[M], permission: str, pk: int, *, field: str = "org") -> M:
    """取一条: the record where the viewer may see it; 404 for "not yours" and "not there" alike."""
    found = request.visible(queryset, permission, field=field).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
