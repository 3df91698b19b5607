"""看页的人: what the person at the page may do; nobody may do anything where no one is signed in."""

from __future__ import annotations

from django.http import HttpRequest


def may(request: HttpRequest | None, permission: str) -> bool:
    """True where the viewer holds the permission somewhere; an empty permission is everybody's who is signed in."""
    if not permission:
        return bool(getattr(getattr(request, "user", None), "is_authenticated", False))
    asked = getattr(request, "may", None)
    return bool(asked and asked(permission))
