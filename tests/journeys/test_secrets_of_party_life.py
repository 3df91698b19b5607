"""不外泄: dues, ballots, talks and development files leave no list, export, print, search, feed, notice, paper, pack, trail or log."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.factories.access import make_user
from tests.factories.membership import make_branch, make_case, make_member
from tests.factories.orglife import make_item, make_meeting
from tests.factories.orgs import make_org, make_person
from tongpin.domains.membership.services import development, dues
from tongpin.domains.orglife.services import talks, votes
from tongpin.engines.notifications.models import Digest, Notice
from tongpin.engines.notifications.services import note_what_is_due, send_digests
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel.periods import OFFICE_ZONE

TODAY = date(2024, 1, 15)
TALK, NOTE = "金丝雀谈话内容", "金丝雀培养考察"
BASE, TOTAL = "73131", "7613"
CANARIES = (TALK, NOTE, BASE, "73,131", TOTAL)
APPS = ("orglife", "membership", "activities", "duties", "notifications", "audit")
TAKES_OUT = ("branch_secretary", "party_clerk")
"""Who sees most; what these cannot export or print, nobody can. Their minutes, the branch's own record, tell totals kept to a few."""
BALLOT = {
    "subject": "民主测评",
    "method": "secret",
    "rule": "ordinary",
    "due": int(TOTAL) + 4,
    "present": int(TOTAL) + 3,
    "issued": int(TOTAL) + 2,
    "returned": int(TOTAL) + 1,
    "valid": int(TOTAL) + 1,
    "yes": int(TOTAL),
    "no": 1,
    "abstain": 0,
    "declared": "passed",
    "counters": "",
    "is_restricted": True,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Any:
    """A branch in which each of the four secrets was entered by whoever may enter it."""
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    caplog.set_level(logging.DEBUG)
    bureau = make_org("甲县科学技术局", level="county")
    branch = make_branch(bureau)
    roles = ("branch_secretary", "party_member", "party_clerk", "discipline_officer", "director", "viewer")
    users = {role: make_user(roles=[(role, branch if role in roles[:2] else bureau)]) for role in roles}
    users["auditor"] = make_user(roles=[("auditor", bureau)])
    people = [
        make_person(bureau, name, user=users.get(role)) for name, role in (("金书记", "branch_secretary"), ("金党员", "party_member"))
    ]
    members = [make_member(branch, person=person) for person in (*people, make_person(bureau, "金对象"))]
    clerk, secretary = users["party_clerk"], users["branch_secretary"]
    dues.set_base(
        member=members[1],
        by=clerk,
        starts_on=date(2023, 1, 1),
        payer="working",
        base=Decimal(BASE),
        waiver="none",
        agreed=None,
        waiver_applied_on=None,
        branch_studied_on=None,
        waiver_approved_on=None,
    )
    talk = talks.enter_talk(
        org=branch,
        by=secretary,
        today=TODAY,
        on=TODAY,
        kind="heart",
        talker=people[0],
        talked_to=members[2].person,
        officer=None,
        words=TALK,
    )
    case = make_case(branch, "金申请")
    development.note_review(case, kind="review", on=TODAY, note=NOTE, by=secretary, today=TODAY)
    meeting = make_meeting(branch, by=secretary, kind="orglife.general_meeting", chair=people[0].pk, recorder=people[1].pk)
    item = make_item(meeting, topic="other", title="测评事项")
    votes.record_vote(item, by=secretary, **BALLOT)
    return SimpleNamespace(bureau=bureau, branch=branch, users=users, talk=talk, case=case, meeting=meeting, item=item, people=people)


def addresses() -> Iterator[str]:
    """Every page of the subjects that takes no argument: lists, registers, desks."""
    for app in APPS:
        for name in {key for key in get_resolver().namespace_dict[app][1].reverse_dict if isinstance(key, str)}:
            try:
                yield reverse(f"{app}:{name}")
            except NoReverseMatch:
                continue


def body(answer: Any) -> bytes:
    found: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return found + unpacked(found) if found[:2] == b"PK" else found


def unpacked(content: bytes) -> bytes:
    """Everything inside a ZIP, and inside the papers and sheets in it."""
    parts = []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            inside = archive.read(name)
            parts.append(unpacked(inside) if inside[:2] == b"PK" else inside)
    return b"".join(parts)


def assert_silent(found: Mapping[str, bytes]) -> None:
    leaks = [(where, word) for where, content in found.items() for word in CANARIES if word.encode() in content]
    assert not leaks, leaks


def test_no_list_shows_exports_or_prints_a_secret(world: Any, client: Client) -> None:
    for role in (*TAKES_OUT, "party_member", "discipline_officer", "auditor"):
        client.force_login(world.users[role])
        found, opened = {}, 0
        for url in addresses():
            for form in ("export=xlsx", "print=1") if role in TAKES_OUT else ("",):
                answer = client.get(f"{url}?{form}")
                opened += answer.status_code == 200
                found[f"{role} {url} {form}"] = body(answer)
        assert opened, role
        assert_silent(found)


def test_bases_of_dues_are_on_their_page_only(world: Any, client: Client) -> None:
    client.force_login(world.users["party_clerk"])
    url = reverse("membership:bases")
    assert "73,131" in client.get(url).content.decode()
    assert_silent({form: body(client.get(f"{url}?{form}")) for form in ("export=xlsx", "print=1")})
    for role, user in world.users.items():
        client.force_login(user)
        assert (client.get(url).status_code == 200) == (role == "party_clerk"), role


def test_nobody_finds_a_secret_by_searching(world: Any, client: Client) -> None:
    for role, user in world.users.items():
        client.force_login(user)
        for word in ("金丝雀", BASE[:4], TOTAL[:3], "测评"):
            assert_silent({f"{role} {word}": client.get(reverse("desk:search"), {"q": word}).content})


def test_papers_packs_and_trail_tell_nothing(world: Any, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    found: dict[str, bytes] = {}
    days = {"org": world.branch.pk, "since": "2023-01-01", "until": "2023-12-31"}
    for role in ("branch_secretary", "party_member", "party_clerk", "director"):
        client.force_login(world.users[role])
        for name, record in (("meeting_minutes", world.meeting), ("meeting_sign_in", world.meeting), ("meeting_notice", world.meeting)):
            if role not in TAKES_OUT or name != "meeting_minutes":
                found[f"{role} {name}"] = body(client.get(reverse(f"orglife:{name}", args=[record.pk])))
        found[f"{role} pack"] = body(client.post(reverse("orglife:pack"), days))
        assert found[f"{role} pack"][:2] == b"PK"
        found[f"{role} calendar"] = body(client.get(reverse("desk:calendar")))
    client.force_login(world.users["party_member"])
    found["tally of a member"] = body(client.get(reverse("orglife:item_tally", args=[world.item.pk])))
    note_what_is_due(today=TODAY)
    send_digests(moment=datetime(2024, 1, 15, 9, 30, tzinfo=OFFICE_ZONE))
    found["notices"] = str([*Notice.objects.values(), *Digest.objects.values()]).encode()
    found["trail"] = "".join(f"{e.before_text}{e.after_text}{e.detail_text}{e.subject_title}" for e in AuditEvent.objects.all()).encode()
    found["log"] = caplog.text.encode()
    assert_silent(found)


def test_only_those_named_open_them(world: Any, client: Client) -> None:
    pages = {
        "talk": reverse("orglife:talk_words", args=[world.talk.pk]),
        "case": reverse("membership:case", args=[world.case.pk]),
        "ballot": reverse("orglife:item", args=[world.item.pk]),
    }
    opened = {}
    for role, user in world.users.items():
        client.force_login(user)
        answers = {"talk": client.post(pages["talk"]), "case": client.get(pages["case"]), "ballot": client.get(pages["ballot"])}
        marks = {"talk": TALK, "case": NOTE, "ballot": TOTAL}
        opened[role] = sorted(name for name, answer in answers.items() if marks[name] in answer.content.decode())
    assert opened == {
        "branch_secretary": ["ballot", "case", "talk"],
        "party_member": [],
        "party_clerk": ["ballot", "case"],
        "discipline_officer": [],
        "director": [],
        "viewer": [],
        "auditor": [],
    }
