"""门: permission at the door, sight in the fetch; "not yours" and "not there" look the same."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from tongpin.foundation.access.selectors import visible_to
from tongpin.foundation.accounts.doors import OfficeRequest, requires, signed_in
from tongpin.foundation.accounts.models import User

__all__ = ["OfficeRequest", "fetch", "requires", "signed_in"]

M = TypeVar("M", bound=Model)


def fetch(queryset: QuerySet[M], user: User, permission: str, pk: int, *, field: str = "org") -> M:
    """取一条: the record where ``user`` may see it with ``permission``; 404 otherwise."""
    found = visible_to(queryset, user, permission, field=field).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
