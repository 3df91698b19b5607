"""门: permission at the door, sight in the fetch; "not yours" and "not there" look the same."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.functional import SimpleLazyObject

from tongpin.foundation.access.scope import read_scope
from tongpin.foundation.access.selectors import Sight, may, visible_to
from tongpin.foundation.accounts.doors import OfficeRequest, requires, signed_in
from tongpin.foundation.accounts.models import User
from tongpin.kernel.clock import today

__all__ = ["OfficeRequest", "fetch", "look_as", "requires", "signed_in"]

M = TypeVar("M", bound=Model)


def look_as(request: Any, user: Any) -> OfficeRequest:
    """以其身份查看: fills a request with what ``user`` may do and see, and the scope they look at, read when first asked."""

    def visible(queryset: QuerySet[Any], permission: str, *, field: str = "org") -> QuerySet[Any]:
        return visible_to(queryset, user, permission, field=field)

    request.user, request.may, request.visible = user, partial(may, user), visible
    request.scope = SimpleLazyObject(lambda: read_scope({}, user, today()))
    filled: OfficeRequest = request
    return filled


def fetch(queryset: QuerySet[M], user: User, permission: str, pk: int, *, field: str = "org", sight: Sight | None = None) -> M:
    """取一条: the record where ``user`` may see it with ``permission``; 404 otherwise.

    ``sight``: which rows count as seen; those of ``visible_to`` where nothing is said.
    """
    found = (sight or visible_to)(queryset, user, permission, field=field).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
