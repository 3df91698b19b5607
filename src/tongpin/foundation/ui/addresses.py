"""地址: every GET state is in the URL; organisation, period and as-of date travel along with each link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import Http404, HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse

SCOPE_KEYS = ("org", "period", "as_of")


def scope_of(request: HttpRequest | None) -> Any:
    """The request's scope, or None where there is none (signed out, error pages)."""
    try:
        return getattr(request, "scope", None)
    except Http404:
        return None


def scope_query(request: HttpRequest | None) -> dict[str, str]:
    """What of organisation, period and as-of date stands in the URL now."""
    return dict(getattr(scope_of(request), "query", None) or {})


def with_query(url: str, query: Mapping[str, str]) -> str:
    """``url`` with the pairs it does not have yet."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    have = {key for key, _ in pairs}
    pairs += [(key, value) for key, value in query.items() if key not in have]
    return urlunsplit(parts._replace(query=urlencode(pairs)))


def here(request: HttpRequest | None, url: str) -> str:
    """``url`` within the scope the page is in."""
    return with_query(url, scope_query(request))


def address(request: HttpRequest | None, name: str, *args: Any, **kwargs: Any) -> str:
    """The URL of a named page within the scope the page is in."""
    return here(request, reverse(name, args=args, kwargs=kwargs))


def address_if_any(request: HttpRequest | None, name: str, *args: Any, **kwargs: Any) -> str:
    """The same, or "" where no such page is installed."""
    try:
        return address(request, name, *args, **kwargs)
    except NoReverseMatch:
        return ""


def whole_number(text: str) -> int | None:
    """整数: what an address gives as a number, of at most 18 digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def changed_query(query: QueryDict, **changes: Any) -> str:
    """ "?a=1&b=2" with some keys replaced, removed (None or "") or given many values (list)."""
    copy = query.copy()
    for key, value in changes.items():
        if value is None or value == "" or value == []:
            copy.pop(key, None)
        elif isinstance(value, list | tuple):
            copy.setlist(key, [str(v) for v in value])
        else:
            copy[key] = str(value)
    return "?" + copy.urlencode()
