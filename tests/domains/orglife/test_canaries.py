"""不外泄: what somebody wrote or said of an item and totals kept to a few are in no export, search, log, trail or inspection pack."""

from __future__ import annotations

import logging
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.orglife import make_item, make_meeting, make_members
from tongpin.domains.orglife.papers.pack import inspection_pack
from tongpin.domains.orglife.services import agenda, votes
from tongpin.foundation.audit.models import AuditEvent

SPOKEN, WRITTEN = "金丝雀当场意见", "金丝雀书面意见"
TOTAL = 7613
TODAY = date(2024, 1, 15)
BALLOT = {
    "subject": "民主测评",
    "method": "secret",
    "rule": "ordinary",
    "due": TOTAL + 4,
    "present": TOTAL + 3,
    "issued": TOTAL + 2,
    "returned": TOTAL + 1,
    "valid": TOTAL + 1,
    "yes": TOTAL,
    "no": 1,
    "abstain": 0,
    "declared": "passed",
    "counters": "",
    "is_restricted": True,
}


@pytest.fixture
def persons(monkeypatch: pytest.MonkeyPatch, db: Any) -> ThreePersons:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    return three_persons(editor_role="branch_secretary", viewer_role="party_member")


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


def test_secrets_of_a_meeting_leave_it_nowhere(persons: ThreePersons, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    people = make_members(persons.org, 3)
    meeting = make_meeting(persons.org, by=persons.editor, title="十一月会议", chair=people[0].pk, recorder=people[1].pk)
    item = make_item(meeting, topic="decision", title="研究事项", discussion="讨论", decision="同意")
    balloted = make_item(meeting, topic="other", title="测评事项")
    opinion = {"stance": "disagree", "is_written": False}
    spoken = agenda.record_opinion(item, by=persons.editor, person=people[0], position=1, text=SPOKEN, **opinion)
    given = {"position": None, "stance": "agree", "is_written": True}
    agenda.record_opinion(item, by=persons.editor, person=people[1], text=WRITTEN, **given)
    agenda.correct_opinion(
        spoken, by=persons.editor, expected=1, person=people[0], position=1, stance="agree", text=f"{SPOKEN}改", is_written=False
    )
    agenda.remove_opinion(spoken, by=persons.editor, expected=2, reason="重登")
    agenda.record_opinion(item, by=persons.editor, person=people[0], position=1, text=SPOKEN, **opinion)
    votes.record_vote(balloted, by=persons.editor, **BALLOT)
    found: dict[str, bytes] = {}
    client.force_login(persons.editor)
    at = f"?org={persons.org.code}"
    for name in ("meetings", "items", "talks", "fusion", "study_records", "off_meeting_decisions"):
        for form in ("export=xlsx", "print=1"):
            found[f"{name} {form}"] = body(client.get(reverse(f"orglife:{name}") + f"{at}&{form}"))
    for words in (SPOKEN, WRITTEN, str(TOTAL)):
        found[f"search {words}"] = client.get("/search/", {"q": words[:6]}).content.replace(words[:6].encode(), b"")
    pack = inspection_pack(persons.org, [meeting], [], period_title="2023年", today=TODAY)
    found["pack"] = unpacked(pack.content)
    trail = "".join(f"{e.before_text}{e.after_text}{e.detail_text}{e.subject_title}" for e in AuditEvent.objects.all())
    found["trail"], found["log"] = trail.encode(), caplog.text.encode()
    for where, content in found.items():
        for word in (SPOKEN, WRITTEN, str(TOTAL), str(TOTAL + 3)):
            assert word.encode() not in content, (where, word)
    assert "发表意见 2 人，其中书面意见 1 人".encode() in found["pack"]
    for event in AuditEvent.objects.filter(verb__startswith="opinion."):
        assert not {"stance", "text"} & {*(event.before or {}), *(event.after or {})}
    assert AuditEvent.objects.filter(verb="opinion.corrected").count() == 1
    client.force_login(persons.viewer)
    page = client.get(reverse("orglife:item", args=[balloted.pk])).content.decode()
    assert "票数仅限指定人员查看" in page
    assert str(TOTAL) not in page
    tally = body(client.get(reverse("orglife:item_tally", args=[balloted.pk])))
    assert str(TOTAL).encode() not in tally
