"""Evidence follows its record: who sees the record gets the file, everybody else gets 404."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.access import ThreePersons, three_persons
from tests.factories.files import PDF, THING, make_attachment, thing_kind
from tongpin.foundation.files import vault
from tongpin.foundation.files.models import Attachment
from tongpin.foundation.files.panels import evidence_panel, stored_file
from tongpin.kernel.reference import Reference

BACKEND = "django.contrib.auth.backends.ModelBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Iterator[ThreePersons]:
    found = three_persons()
    with thing_kind(found.editor, found.viewer):
        yield found


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def post_file(user: Any, content: bytes = PDF, name: str = "验收 报告.pdf") -> Any:
    return signed_in(user).post("/files/attach/thing/7/", {"file": SimpleUploadedFile(name, content), "purpose": "验收"})


def test_who_sees_the_record_may_download(people: ThreePersons) -> None:
    file = make_attachment().file
    answers = [signed_in(user).get(f"/files/{file.pk}/").status_code for user in (people.editor, people.viewer, people.stranger)]
    assert answers == [200, 200, 404]
    assert Client().get(f"/files/{file.pk}/").status_code == 302


def test_a_download_is_an_attachment_that_runs_nowhere(people: ThreePersons) -> None:
    answer = signed_in(people.viewer).get(f"/files/{make_attachment().file.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E8%AF%81%E6%98%8E.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]


def test_a_file_on_no_record_or_without_bytes_is_not_there(people: ThreePersons) -> None:
    attachment = make_attachment()
    vault.place(attachment.file.sha256).unlink()
    assert signed_in(people.viewer).get(f"/files/{attachment.file.pk}/").status_code == 404
    assert signed_in(people.viewer).get("/files/999/").status_code == 404


def test_who_may_attach_uploads_and_others_meet_404(people: ThreePersons) -> None:
    assert [post_file(user).status_code for user in (people.viewer, people.stranger)] == [404, 404]
    assert not Attachment.objects.exists()
    assert post_file(people.editor).status_code == 302
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.purpose, attachment.created_by, attachment.file.org_id) == (
        "验收 报告.pdf",
        "验收",
        people.editor,
        people.org.pk,
    )


def test_an_unknown_kind_is_not_there(people: ThreePersons) -> None:
    assert signed_in(people.editor).post("/files/attach/nothing/7/", {}).status_code == 404


@pytest.mark.parametrize(("content", "name", "said"), [(b"MZ", "a.exe", "不能上传"), (b"", "a.pdf", "空的")], ids=["program", "empty"])
def test_a_bad_file_is_refused_with_its_reason(people: ThreePersons, content: bytes, name: str, said: str) -> None:
    answer = post_file(people.editor, content, name)
    assert answer.status_code == 302
    assert said in "".join(str(message) for message in _messages(answer))
    assert not Attachment.objects.exists()


def _messages(answer: Any) -> list[Any]:
    return list(get_messages(answer.wsgi_request))


def test_withdrawing_takes_a_reason(people: ThreePersons) -> None:
    attachment = make_attachment()
    page = f"/files/withdraw/{attachment.pk}/"
    assert [signed_in(user).get(page).status_code for user in (people.viewer, people.stranger)] == [404, 404]
    assert "原因" in signed_in(people.editor).post(page, {"reason": ""}).content.decode()
    assert signed_in(people.editor).post(page, {"reason": "传错了"}).status_code == 302
    assert signed_in(people.editor).get(page).status_code == 404
    assert signed_in(people.editor).get(f"/files/{attachment.file.pk}/").status_code == 404


def test_the_panel_offers_the_form_to_who_may(people: ThreePersons, rf: Any) -> None:
    make_attachment()
    for user, may in ((people.editor, True), (people.viewer, False)):
        request = rf.get("/")
        request.user, request.may = user, lambda permission, org, may=may: may
        panel = evidence_panel(THING, request)
        assert panel is not None
        assert (len(panel["attachments"]), panel["attach_form"] is not None) == (1, may)


def test_a_record_of_no_known_kind_takes_no_evidence(people: ThreePersons, rf: Any) -> None:
    assert evidence_panel(Reference("nothing", 1, "无"), rf.get("/")) is None


def test_the_file_is_a_record_for_who_sees_where_it_hangs(people: ThreePersons) -> None:
    file = make_attachment().file
    seen = stored_file(file.pk, people.viewer)
    assert seen is not None
    assert (seen.kind, seen.title) == ("stored_file", "证明.pdf")
    assert stored_file(file.pk, people.stranger) is None
