"""Every address is guarded by a permission that a subject declares, or stands on one of two short lists with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.http import require_POST

from tests.architecture.source import report
from tongpin.foundation.access.doors import requires
from tongpin.foundation.access.roles import Role, all_roles, known_permissions

PUBLIC = {
    "accounts:sign_in": "nobody is signed in yet",
    "accounts:sign_out": "leaving works, and does nothing, for those who have left already",
    "desk:feed": "phones fetch a calendar without signing in; the address itself is the secret, kept as a digest",
    "membership:plaque": "a plaque hangs in the hall; its address cannot be guessed and shows what the plaque shows",
    "accounts:health": "asked by the operator's monitoring; says only that the service answers",
}
SIGNED_IN = {
    "accounts:change_password": "one's own password, forced at the first sign-in",
    "accounts:sessions": "one's own sign-ins",
    "accounts:end_session": "one's own sign-ins",
    "accounts:end_other_sessions": "one's own sign-ins",
}


def walk(resolver: URLResolver, names: tuple[str, ...] = ()) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """(name with namespaces, address, view) of every address below a resolver."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from walk(entry, (*names, entry.namespace) if entry.namespace else names)
        elif isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or "")), str(entry.pattern), entry.callback


def addresses() -> list[tuple[str, str, Callable[..., Any]]]:
    return list(walk(get_resolver()))


def fault(name: str, view: Callable[..., Any]) -> str:
    """What is wrong with an address; empty when it is guarded or listed."""
    if not getattr(view, "login_required", True):
        return "" if name in PUBLIC else "open to everybody and not on the public list"
    if name in PUBLIC:
        return "on the public list but asks for sign-in"
    if getattr(view, "for_signed_in", False):
        return "" if name in SIGNED_IN else "open to every signed-in person and not on that list"
    permission = getattr(view, "required_permission", "")
    if not permission:
        return "has no @requires"
    return "" if str(permission) in known_permissions() else f"asks for “{permission}”, which nobody declares"


def test_the_rule_itself() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert fault("x:y", view) == "has no @requires"
    assert "nobody declares" in fault("x:y", requires("no.such")(view))
    known = next(iter(known_permissions()))
    assert fault("x:y", requires(known)(view)) == ""
    assert fault("x:y", require_POST(requires(known)(view))) == ""
    view.login_required = False  # type: ignore[attr-defined]
    assert "public list" in fault("x:y", view)


def test_there_are_addresses() -> None:
    assert len(addresses()) > 20


def test_every_address_is_guarded() -> None:
    findings = [f"{name} ({path}): {problem}" for name, path, view in addresses() if (problem := fault(name, view))]
    assert not findings, report(findings)


def test_the_lists_name_addresses_that_exist() -> None:
    idle = (set(PUBLIC) | set(SIGNED_IN)) - {name for name, _, _ in addresses()}
    assert not idle, report(sorted(idle))


def test_every_address_has_a_name() -> None:
    findings = [path for name, path, _ in addresses() if name.endswith(":") or not name]
    assert not findings, report(findings)


def test_views_are_functions() -> None:
    findings = [f"{name}: {view.view_class}" for name, _, view in addresses() if hasattr(view, "view_class")]
    assert not findings, report(findings)


@pytest.mark.parametrize("role", all_roles(), ids=lambda role: role.key)
def test_roles_hold_declared_permissions_only(role: Role) -> None:
    unknown = role.permissions - set(known_permissions())
    assert not unknown, report(sorted(unknown))
