"""权限矩阵: every address × method × person × own and foreign record answers as the document says, and gives nothing foreign away."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.matrix import Answer, Line, addresses, ask, lines, principals
from tests.access.world import World
from tests.architecture.source import report
from tongpin.foundation.access.roles import all_roles

pytestmark = pytest.mark.django_db

CLASSES = {"ok", "404", "sign-in"}
each_line = pytest.mark.parametrize("line", lines(), ids=str)


def deviations(line: Line, world: World, clients: Mapping[str, Client], *, all_of_it: bool = False) -> list[str]:
    """Where the product does not do what the line says.

    Not all of it: whoever gets nothing here asks for one foreign thing only, and one of them is enough to ask.
    """
    found, refused_once = [], False
    asking = principals() if all_of_it else askers(line)
    for principal, expected in ((name, line.classes[name]) for name in asking):
        asked = [(line.address(world.ningyang), expected, "")]
        if principal == "other_clerk" and line.names_a_record:
            asked.append((line.address(world.dongping), line.classes["clerk"], "their own"))
        if principal not in ("city_clerk", "city_system_admin"):
            refused = "sign-in" if principal == "anonymous" else "404"
            at_the_public_door = principal == "anonymous" and line.permission == "PUBLIC"
            foreign = line.foreign(world, principal)
            nearest = foreign if all_of_it else foreign[:3] if expected == "ok" else foreign[:1] if not refused_once else []
            refused_once |= expected != "ok" and principal != "anonymous"
            asked += [(url, expected if at_the_public_door else refused, f"of {place.org.name}") for url, place in nearest]
        for url, wanted, whose in asked:
            answer = ask(clients[principal], line.method, url)
            if answer.kind != wanted:
                found.append(f"{principal} {url} {whose}: {answer.status}, should be {wanted}")
            found += [f"{principal} {url} {whose}: shows {word}" for word in world.hidden_from(principal) if word in answer.text]
    return found


def askers(line: Line) -> tuple[str, ...]:
    """Everybody; on PostgreSQL the strangers and, of the county, one of each class, taken in turn.

    Who may do what is decided in Python and shown in full on SQLite; what the other database could change is what its queries find.
    """
    if connection.vendor != "postgresql":
        return principals()
    strangers = ("anonymous", "other_clerk", "city_clerk", "no_grant")
    groups: dict[str, list[str]] = {}
    for name, kind in line.classes.items():
        if name not in strangers:
            groups.setdefault(kind, []).append(name)
    return (*strangers, *in_turn(line, *groups.values()))


def in_turn(line: Line, *groups: Sequence[str]) -> tuple[str, ...]:
    """One of each group, another one at the next address, so that everybody has their turn somewhere."""
    number = [(other.url, other.method) for other in lines() if other.method == line.method].index((line.url, line.method))
    return tuple(group[number % len(group)] for group in groups if group)


@pytest.fixture
def plain_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame around 没有找到 costs more than all the rest together; one test of its own looks at it."""
    monkeypatch.setattr("tongpin.foundation.ui.errors._answer", lambda request, template, status, **context: HttpResponse(status=status))


@pytest.mark.usefixtures("plain_refusals")
@each_line
def test_the_product_does_what_the_document_says(line: Line, world: World, clients: Mapping[str, Client]) -> None:
    found = deviations(line, world, clients)
    assert not found, report(found)


@pytest.mark.hard
@each_line
def test_all_of_what_the_document_says(line: Line, world: World, clients: Mapping[str, Client]) -> None:
    found = deviations(line, world, clients, all_of_it=True)
    assert not found, report(found)


def test_a_refusal_tells_nothing(world: World, clients: Mapping[str, Client]) -> None:
    """What is not there and what is not yours read alike, letter for letter, to everybody."""
    for principal, client in clients.items():
        if principal in ("anonymous", "city_clerk"):
            continue
        foreign = world.ningyang if world.home(principal) is not world.ningyang else world.dongping
        for name, kind in (("enterprises:enterprise", "enterprise"), ("dataio:batch", "import_batch"), ("files:download", "stored_file")):
            theirs, nobodys = reverse(name, args=[foreign.keys[kind]]), reverse(name, args=[987_654_321])
            answers = [ask(client, "GET", url) for url in (theirs, nobodys)]
            assert [a.status for a in answers] == [404, 404]
            assert _same_but_for_the_address(answers[0].text, theirs) == _same_but_for_the_address(answers[1].text, nobodys), principal
            assert not [word for word in world.hidden_from(principal) if word in answers[0].text]


def _same_but_for_the_address(text: str, url: str) -> str:
    return re.sub(r'nonce="[^"]+"|(value|content)="[A-Za-z0-9]{64}"', "", text).replace(quote(url, safe=""), "").replace(url, "")


def test_every_address_and_method_has_a_line(world: World, clients: Mapping[str, Client]) -> None:
    """What the document does not name must be refused to everybody, even to those who may look at the page."""
    named = {(line.url, line.method): line for line in lines()}
    missing = [name for name, _ in addresses() if not any((name, method) in named for method in ("GET", "POST"))]
    assert not missing, report(missing)
    open_doors = []
    for line in lines():
        for method in {"GET", "POST"} - {m for u, m in named if u == line.url}:
            admitted = [p for p, kind in line.classes.items() if kind == "ok"]
            for principal in admitted[:1]:
                answer = ask(clients[principal], method, line.address(world.ningyang))
                if answer.status != 405:
                    open_doors.append(f"{method} {line.url}: {answer.status}")
    assert not open_doors, report(open_doors)


def test_no_line_without_an_address() -> None:
    known = {name for name, _ in addresses()}
    assert not [str(line) for line in lines() if line.url not in known]
    assert len({(line.url, line.method, line.record) for line in lines()}) == len(lines())


def test_the_document_names_every_role_and_only_known_classes() -> None:
    assert set(principals()) == {role.key for role in all_roles()} | {
        "anonymous",
        "other_clerk",
        "city_clerk",
        "city_system_admin",
        "no_grant",
    }
    assert {kind for line in lines() for kind in line.classes.values()} <= CLASSES


@each_line
def test_the_view_asks_for_the_permission_of_the_document(line: Line) -> None:
    view = dict(addresses())[line.url]
    asked = "PUBLIC" if not getattr(view, "login_required", True) else str(view.required_permission) or "SIGNED"
    assert asked == line.permission


def test_whoever_is_admitted_holds_the_permission() -> None:
    """The document and the roles agree: nobody is expected to get in without holding what the view asks for."""
    roles = {role.key: role.permissions for role in all_roles()}
    roles |= {"other_clerk": roles["clerk"], "city_clerk": roles["clerk"], "city_system_admin": roles["system_admin"]}
    wrong = [
        f"{line}: {principal}"
        for line in lines()
        for principal, kind in line.classes.items()
        if kind == "ok" and line.permission not in ("PUBLIC", "SIGNED") and line.permission not in roles.get(principal, ())
    ]
    assert not wrong, report(wrong)


def test_canaries_sing(world: World, clients: Mapping[str, Client]) -> None:
    """A canary that nobody's page shows would prove nothing: each county's own clerk meets their mark on every list and record."""
    silent, shown = set(), 0
    for line in lines():
        if line.classes["clerk"] != "ok" or line.method != "GET" or line.permission in ("PUBLIC", "SIGNED"):
            continue
        answer = ask(clients["clerk"], "GET", line.address(world.ningyang))
        if not line.names_a_record and not is_list(answer):
            continue
        shown += 1
        if world.ningyang.mark not in answer.text.replace(world.people["clerk"].display_name, ""):
            silent.add(line.url)
    assert silent == SILENT, report(sorted(silent ^ SILENT))
    assert shown >= 60


SILENT = {
    "accountability:deliveries",
    "accountability:quarter",
    "dataio:progress",
    "indicators:list",
    "indicators:tree",
    "jobs:detail",
    "jobs:list",
    "jobs:progress",
    "membership:notices",
    "notifications:open",
    "wall:gantt_picture",
    "work:force_branch_end",
    "work:levelling_accept",
    "work:levelling_decline",
    "work:standard_withdraw",
}
"""Pages on which only people and indicators are named, pictures, bare questions; notices and the quarter: none is up on that day."""


def is_list(answer: Answer) -> bool:
    return "list" in (answer.response.context or ())


@pytest.fixture(scope="module")
def lists(world: World, clients: Mapping[str, Client]) -> list[tuple[Line, list[str]]]:
    """Lists, each with those of the counties who may look at it."""
    found = []
    for line in lines():
        admitted = [name for name, kind in line.classes.items() if kind == "ok" and not name.startswith(("city_", "anonymous"))]
        if line.method == "GET" and admitted and is_list(ask(clients[admitted[0]], "GET", line.address(world.ningyang))):
            found.append((line, admitted))
    return found


def exports(lists: list[tuple[Line, list[str]]], world: World, clients: Mapping[str, Client], export: str, who: Callable[..., Any]) -> None:
    found, exported = [], 0
    for line, admitted in lists:
        for principal in who(line, admitted):
            answer = ask(clients[principal], "GET", f"{line.address(world.ningyang)}?{export}")
            exported += 1
            if answer.kind != "ok" or (export == "export=xlsx") != answer.response["Content-Type"].endswith("spreadsheetml.sheet"):
                found.append(f"{principal} {line.url}: {answer.status}")
            found += [f"{principal} {line.url}: {word}" for word in world.hidden_from(principal) if word in answer.text]
    assert not found, report(found)
    assert exported >= 100


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("export", ["export=xlsx", "print=1"])
def test_exports_hold_nothing_foreign(
    lists: list[tuple[Line, list[str]]], world: World, clients: Mapping[str, Client], export: str
) -> None:
    """By two of the county taken in turn and by the other county: what is exported is what the page of the matrix listed."""

    def some(line: Line, admitted: list[str]) -> set[str]:
        own = [name for name in admitted if name != "other_clerk"]
        return {*in_turn(line, own[::2], own[1::2]), *({"other_clerk"} & set(admitted))}

    exports(lists, world, clients, export, some)


@pytest.mark.hard
@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("export", ["export=xlsx", "print=1"])
def test_exports_by_everybody(lists: list[tuple[Line, list[str]]], world: World, clients: Mapping[str, Client], export: str) -> None:
    exports(lists, world, clients, export, lambda line, admitted: admitted)


def test_search_finds_nothing_foreign(world: World, clients: Mapping[str, Client]) -> None:
    """Everybody; on PostgreSQL those who see most, the other county and nobody's person."""
    own = 0
    for principal in world.people if connection.vendor != "postgresql" else ("director", "other_clerk", "no_grant"):
        for word in ("机械", "工艺", "教授", "研究院", "攻关", "中心", "模范", "王工", "科技", "9137", "GR2022", "SB-", "XY-", "2023370"):
            text = ask(clients[principal], "GET", f"/search/?q={word}").text
            found = [hidden for hidden in world.hidden_from(principal) if hidden in text]
            assert not found, (principal, word, found)
            own += principal == "director" and world.ningyang.mark in text.replace(world.people["director"].display_name, "")
    assert own >= 10


@pytest.mark.usefixtures("plain_refusals")
def test_fragments_hold_nothing_foreign(lists: list[tuple[Line, list[str]]], world: World, clients: Mapping[str, Client]) -> None:
    """What htmx asks for is guarded like the page around it."""
    asked = [(line, "list-part") for line, _ in lists]
    asked += [(line, "side-panel-body") for line in lines() if line.url.endswith((":trace", ":progress", ":observation", "_count"))]
    found, parts = [], 0
    for line, target in asked:
        for principal in ("clerk", "other_clerk"):
            for place in (world.ningyang, world.dongping):
                answer = ask(clients[principal], "GET", line.address(place), **{"HX-Request": "true", "HX-Target": target})
                foreign = line.names_a_record and world.home(principal) is not place
                if answer.kind != ("ok" if line.classes["clerk"] == "ok" and not foreign else "404"):
                    found.append(f"{principal} {line.url} {target}: {answer.status}")
                parts += answer.kind == "ok" and "<html" not in answer.text
                found += [f"{principal} {line.url} {target}: {word}" for word in world.hidden_from(principal) if word in answer.text]
    assert not found, report(found)
    assert parts >= 60


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize(
    "method", ["put", "delete", *(pytest.param(m, marks=pytest.mark.hard) for m in ("patch", "options", "head", "trace"))]
)
def test_other_methods_open_no_door(world: World, clients: Mapping[str, Client], method: str) -> None:
    found = []
    for line in lines():
        for principal in ("anonymous", "viewer", "other_clerk") if line.method == "GET" else ():
            answer = ask(clients[principal], method, line.address(world.ningyang))
            if answer.status >= 500 or (answer.kind == "ok" and line.classes[principal] != "ok"):
                found.append(f"{method} {principal} {line.url}: {answer.status}")
    assert not found, report(found)


def control(target: str, replacement: Callable[..., Any], url: str, world: World, clients: Any, patch: pytest.MonkeyPatch) -> list[str]:
    patch.setattr(target, replacement)
    return deviations(next(line for line in lines() if line.url == url), world, clients)


def test_without_the_door_the_matrix_turns_red(world: World, clients: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = control(
        "tongpin.foundation.access.doors.may", lambda user, permission, org=None: True, "audit:list", world, clients, monkeypatch
    )
    assert any("should be 404" in one for one in found)


def test_without_sight_the_matrix_turns_red(world: World, clients: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = control(
        "tongpin.foundation.access.doors.visible_to",
        lambda queryset, *_args, **_values: queryset,
        "enterprises:enterprise",
        world,
        clients,
        monkeypatch,
    )
    assert any("should be 404" in one for one in found)
    assert any(f"shows {world.dongping.mark}" in one for one in found)
