"""伪造编号: what a body names is resolved within the sender's own sight; nothing crosses the border; every change leaves a trace."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.models import F
from django.test import Client

from tests.access.filling import filled, form_pages, reference, reference_fields
from tests.access.matrix import Answer, lines
from tests.access.world import Place, World
from tests.architecture.source import report
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation

pytestmark = pytest.mark.django_db

SMUGGLED = (
    "org",
    "org_id",
    "owner_id",
    "enterprise",
    "enterprise_id",
    "institute",
    "institute_id",
    "event",
    "event_id",
    "expert_id",
    "parent",
)
SMUGGLED_FLAGS = {
    "id": "1",
    "pk": "1",
    "is_operator": "1",
    "is_active": "0",
    "path": "/",
    "created_by": "1",
    "by": "1",
    "session_epoch": "9",
}
CROSSING_ALLOWED = {"orgs.Post.person", "orglife.CampaignRecord.action"}
"""Somebody may serve in an organisation that is not their own; a campaign asks the organisations below the one that runs it."""


def owned_models() -> list[type[models.Model]]:
    """Tables of the product whose rows belong to an organisation."""
    return [m for m in apps.get_models() if m.__module__.startswith("tongpin.") and any(f.name == "org" for f in m._meta.fields)]


def border_crossings() -> list[str]:
    """Rows that point at a record of another bureau: a Party branch and the people of its bureau are at home in one place."""
    found = []
    owned = owned_models()
    home = bureaus()
    for model in owned:
        for field in model._meta.fields:
            if field.is_relation and field.related_model in owned and f"{model._meta.label}.{field.name}" not in CROSSING_ALLOWED:
                rows = model._base_manager.filter(**{f"{field.name}__isnull": False}).exclude(**{f"{field.name}__org": F("org")})
                pairs = rows.values_list("pk", "org", f"{field.name}__org")
                found += [f"{model._meta.label} {pk} {field.name}" for pk, own, other in pairs if home.get(own) != home.get(other)]
    return found


def bureaus() -> dict[int, int]:
    """The bureau of every organisation: the nearest above it, or itself."""
    levels = dict(Organisation.objects.values_list("pk", "level"))
    return {
        pk: next(int(above) for above in reversed(path.strip("/").split("/")) if levels[int(above)] in (OrgLevel.CITY, OrgLevel.COUNTY))
        for pk, path in Organisation.objects.values_list("pk", "path")
    }


def possessions(place: Place) -> str:
    """A hash of everything that a county has, its Party branches included."""
    digest, below = hashlib.sha256(), place.org.path
    rows: list[Any] = [Organisation.objects.filter(path__startswith=below).order_by("pk"), User.objects.filter(pk=place.member.pk)]
    rows += [model._base_manager.filter(org__path__startswith=below).order_by("pk") for model in owned_models()]
    for one in rows:
        digest.update(repr(list(one.values_list())).encode())
    return digest.hexdigest()


@contextmanager
def sent(client: Client, url: str, data: Mapping[str, Any]) -> Iterator[Answer]:
    """The state after a POST, for as long as the block looks at it."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.post(url, data)
        yield Answer(
            "ok" if response.status_code < 400 else str(response.status_code), response.status_code, response.content.decode(), response
        )
        transaction.set_rollback(True)
    client.cookies = cookies


def test_the_world_itself_crosses_no_border(world: World) -> None:
    assert border_crossings() == []
    assert len(owned_models()) >= 20


def test_a_foreign_record_named_in_a_body_is_refused(world: World, clients: Mapping[str, Client]) -> None:
    wrong, tried = [], 0
    before = possessions(world.dongping)
    for page in form_pages(world, clients):
        home = world.city if page.principal.startswith("city_") else world.ningyang
        if home is world.city:
            continue
        own = filled(page.form, home)
        for name in reference_fields(page.form):
            foreign = reference(page.form.fields[name], name, world.dongping)
            tried += 1
            with sent(clients[page.principal], page.url, {**own, name: foreign}) as answer:
                if border_crossings() or possessions(world.dongping) != before:
                    wrong.append(f"{page} {name}: taken")
                echoed = answer.text.replace(str(foreign), "")
                leaks = [word for word in world.hidden_from(page.principal) if word in echoed and word not in str(foreign)]
                if leaks:
                    wrong.append(f"{page} {name}: tells {leaks}")
                chosen = page.form.fields[name].__class__.__name__ == "ModelChoiceField"
                if chosen and (answer.status != 200 or name not in answer.response.context["form"].errors):
                    wrong.append(f"{page} {name}: not refused at its field")
    assert not wrong, report(wrong)
    assert tried >= 40


def test_what_a_form_does_not_ask_for_is_not_taken(world: World, clients: Mapping[str, Client]) -> None:
    """Mass assignment: keys of the other county and flags of the tables, sent along with a form filled in properly."""
    foreign = {name: world.dongping.org.pk if "org" in name or name == "parent" else 1 for name in SMUGGLED}
    foreign |= {
        "enterprise": world.dongping.keys["enterprise"],
        "enterprise_id": world.dongping.keys["enterprise"],
        "institute": world.dongping.keys["institute"],
        "institute_id": world.dongping.keys["institute"],
        "event": world.dongping.keys["matching_event"],
        "event_id": world.dongping.keys["matching_event"],
        "expert_id": world.dongping.keys["expert"],
    }
    before, wrong, taken = possessions(world.dongping), [], 0
    for page in form_pages(world, clients):
        if page.principal.startswith("city_"):
            continue
        own = filled(page.form, world.ningyang)
        with sent(clients[page.principal], page.url, {**foreign, **SMUGGLED_FLAGS, **own}) as answer:
            taken += answer.status == 302
            if border_crossings() or possessions(world.dongping) != before:
                wrong.append(str(page))
            if User.objects.filter(is_operator=True).count() != 1:
                wrong.append(f"{page}: a second operator")
    assert not wrong, report(wrong)
    assert taken >= 20


def test_nothing_is_changed_without_a_trace(world: World, clients: Mapping[str, Client]) -> None:
    """Whatever a POST changed in the county, the audit trail says who did it, where; a refused one changes nothing."""
    wrong, changed = [], set()
    before, home = possessions(world.ningyang), world.ningyang.org.path
    pages = {page.line.url: page for page in form_pages(world, clients)}
    for line in lines():
        admitted = [name for name, kind in line.classes.items() if kind == "ok" and not name.startswith(("city_", "anonymous", "other_"))]
        if line.method != "POST" or not admitted:
            continue
        page = pages.get(line.url)
        principal = page.principal if page else admitted[0]
        data = {**filled(page.form, world.ningyang), "confirm": "1"} if page else {}
        newest = AuditEvent.objects.latest("seq").seq
        with (
            sent(clients[principal], line.address(world.ningyang), data)
            if page
            else sent(clients[principal], line.address(world.ningyang), {})
        ):
            events = list(AuditEvent.objects.filter(seq__gt=newest))
            if possessions(world.ningyang) != before:
                changed.add(line.url)
                if not events:
                    wrong.append(f"{line}: changed without a trace")
            for event in events:
                if event.actor_id != world.people[principal].pk and event.verb != "account.sign_in_failed":
                    wrong.append(f"{line}: {event.verb} in the name of {event.actor_name}")
                if event.org_id not in (None, *Organisation.objects.filter(path__startswith=home).values_list("pk", flat=True)):
                    wrong.append(f"{line}: {event.verb} booked at organisation {event.org_id}")
    assert not wrong, report(wrong)
    assert len(changed) >= 40, report(sorted({line.url for line in lines() if line.method == "POST"} - changed))


def test_evidence_is_booked_where_its_record_is(world: World, clients: Mapping[str, Client]) -> None:
    """A person of two places cannot write where they only see, nor book what they do at the other place."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.factories.access import make_user

    both = make_user(roles=[("clerk", world.tree.ningyang), ("viewer", world.tree.dongping)])
    client = Client()
    client.force_login(both)
    theirs, ours = world.dongping.keys["enterprise"], world.ningyang.keys["enterprise"]
    upload = {"file": SimpleUploadedFile("证明.pdf", b"%PDF-1.4 x"), "purpose": "验收"}
    assert client.get(f"/enterprises/{theirs}/").status_code == 200
    assert client.post(f"/files/attach/enterprise/{theirs}/", upload).status_code == 404
    assert client.get(f"/files/withdraw/{world.dongping.keys['attachment']}/").status_code == 404
    assert client.get(f"/enterprises/{theirs}/edit/").status_code == 404
    upload["file"].seek(0)
    with transaction.atomic():
        assert client.post(f"/files/attach/enterprise/{ours}/?org=DP", upload).status_code == 302
        event = AuditEvent.objects.latest("seq")
        assert (event.verb, event.org_id) == ("file.attached", world.ningyang.org.pk)
        transaction.set_rollback(True)


def test_a_file_hangs_on_no_file(world: World, clients: Mapping[str, Client]) -> None:
    """Otherwise a file hung on itself would be asked for without end."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = world.ningyang.keys["stored_file"]
    upload = SimpleUploadedFile("证明.pdf", b"%PDF-1.4 " + world.ningyang.mark.encode())
    assert clients["clerk"].post(f"/files/attach/stored_file/{file}/", {"file": upload}).status_code == 404
    assert clients["clerk"].get(f"/files/{file}/").status_code == 200
