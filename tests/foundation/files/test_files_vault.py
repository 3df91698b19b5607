"""Bytes stay what they were, names cannot lead astray, nothing in use is ever removed."""

from __future__ import annotations

import io
import os
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.accounts import bare_user
from tests.factories.files import PDF, THING, make_attachment, make_file
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.files import services, tasks, vault
from tongpin.foundation.files.kinds import clean_name, content_type
from tongpin.foundation.files.models import Attachment, StoredFile
from tongpin.foundation.jobs.models import Job
from tongpin.foundation.jobs.running import JobRun
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

XLSX = b"PK\x03\x04 book"


@pytest.mark.django_db
def test_a_file_is_kept_under_its_hash_and_cannot_be_written(vault_folder: Path) -> None:
    file = make_file()
    path = vault_folder / file.sha256[:2] / file.sha256[2:4] / file.sha256
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert (file.size, file.content_type, file.name) == (len(PDF), "application/pdf", "证明.pdf")
    assert list((vault_folder / "drafts").iterdir()) == []
    with services.open_file(file) as stream:
        assert stream.read() == PDF


@pytest.mark.django_db
def test_the_same_content_is_kept_once_per_organisation() -> None:
    first, again, other = make_file(org=1), make_file(name="另一名.pdf", org=1), make_file(org=2)
    assert first == again
    assert first != other
    assert make_file(org=None) == make_file(org=None)
    assert len(list(vault.stored())) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ", "a.exe", "不能上传"),
        (b"<script>", "a.html", "不能上传"),
        (b"<svg/>", "a.svg", "不能上传"),
        (PDF, "evidence", "没有扩展名"),
        (b"<html>", "a.pdf", "不符"),
        (b"MZ\x00\x00", "a.csv", "不符"),
        (XLSX, "a.xls", "不符"),
        (b"", "a.pdf", "空的"),
    ],
    ids=["program", "page", "drawing", "bare", "disguised", "binary", "swapped", "empty"],
)
def test_what_may_not_be_stored_is_refused_and_leaves_nothing(content: bytes, name: str, said: str, vault_folder: Path) -> None:
    with pytest.raises(Refused, match=said):
        make_file(content, name)
    assert not StoredFile.objects.exists()
    assert list(vault.stored()) == list((vault_folder / "drafts").iterdir()) == []


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_while_it_is_read(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 2 * vault.CHUNK

    class Endless(io.RawIOBase):
        read_so_far = 0

        def read(self, size: int = -1) -> bytes:
            self.read_so_far += size
            return b"%PDF-" + b"x" * (size - 5)

    upload = Endless()
    with pytest.raises(Refused, match="2 MB"):
        services.store(upload, name="a.pdf", org=1, by=None)  # type: ignore[arg-type]
    assert upload.read_so_far <= 3 * vault.CHUNK


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\资料\\台账.xlsx", "台账.xlsx"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("照片\u202egpj.exe.pdf", "照片gpj.exe.pdf"),
        ("", "未命名"),
        ("..", "未命名"),
    ],
)
def test_names_are_cleaned(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@given(st.text(max_size=400))
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    kept = clean_name(name)
    assert 0 < len(kept) <= 200
    assert not set(kept) & set('/\\\x00\r\n"')
    assert kept not in {".", ".."}
    assert clean_name(kept) == kept


def test_an_extension_counts_in_capitals() -> None:
    assert content_type("A.PDF", PDF) == "application/pdf"


@pytest.mark.django_db
def test_attaching_is_recorded_and_happens_once() -> None:
    attachment = make_attachment()
    assert make_attachment() == attachment
    events = AuditEvent.objects.order_by("seq")
    assert [event.verb for event in events] == ["file.stored", "file.attached"]
    assert (events[1].subject_kind, events[1].subject_pk) == ("thing", 7)


@pytest.mark.django_db
def test_withdrawing_needs_a_reason_and_keeps_the_file(clerk: Any) -> None:
    attachment = make_attachment()
    with pytest.raises(Refused, match="原因"):
        services.withdraw(attachment, by=clerk, reason=" ")
    services.withdraw(attachment, by=clerk, reason="传错了")
    attachment.refresh_from_db()
    assert attachment.withdrawn_reason == "传错了"
    with pytest.raises(Refused, match="已经撤下"):
        services.withdraw(attachment, by=clerk, reason="再撤")
    assert make_attachment() != attachment
    assert StoredFile.objects.count() == 1


@pytest.fixture
def clerk() -> Any:
    return bare_user()


@pytest.mark.django_db
def test_the_database_keeps_the_promises(clerk: Any) -> None:
    attachment = make_attachment()
    for broken in (
        {"withdrawn_at": now()},
        {"withdrawn_reason": "无"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Attachment.objects.filter(pk=attachment.pk).update(**broken)
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.update(size=0)
    with pytest.raises(models.ProtectedError):
        attachment.file.delete()


@pytest.mark.django_db
def test_a_changed_or_missing_file_is_found() -> None:
    sound, changed, missing = make_file(b"%PDF-1"), make_file(b"%PDF-2"), make_file(b"%PDF-3")
    assert list(services.verify_all()) == []
    path = vault.place(changed.sha256)
    path.chmod(0o600)
    path.write_bytes(b"%PDF-9")
    vault.place(missing.sha256).unlink()
    assert {fault.file: fault.kind for fault in services.verify_all()} == {changed: "altered", missing: "missing"}
    assert "证明.pdf" in str(next(services.verify_all()))
    assert sound.pk


def grow_old(*paths: Path) -> None:
    long_ago = (now() - timedelta(days=2)).timestamp()
    for path in paths:
        os.utime(path, (long_ago, long_ago))
    StoredFile.objects.update(used_at=now() - timedelta(days=2))


@pytest.mark.django_db
def test_only_what_nobody_uses_is_collected() -> None:
    used, unused = make_attachment(b"%PDF-used").file, make_file(b"%PDF-unused")
    grow_old(*vault.stored())
    fresh = make_file(b"%PDF-fresh")
    assert services.collect_unused() == 1
    assert set(StoredFile.objects.all()) == {used, fresh}
    assert not vault.place(unused.sha256).exists()
    assert list(services.verify_all()) == []
    assert AuditEvent.objects.filter(verb="file.collected").count() == 1


@pytest.mark.django_db
def test_bytes_of_a_crash_are_collected_after_a_day(vault_folder: Path) -> None:
    stray = vault_folder / "ab" / "cd" / ("ab" + "cd" + "0" * 60)
    draft = vault_folder / "drafts" / "tmp1"
    for path in (stray, draft):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    assert services.collect_unused() == 0
    grow_old(stray, draft)
    assert services.collect_unused() == 1
    assert not stray.exists()
    assert not draft.exists()


@pytest.mark.django_db
def test_bytes_of_another_organisation_stay() -> None:
    make_file(org=1)
    kept = make_file(org=2)
    services.attach(kept, to=THING, by=None)
    grow_old(*vault.stored())
    services.collect_unused()
    assert list(services.verify_all()) == []
    assert list(StoredFile.objects.all()) == [kept]


@pytest.mark.django_db(transaction=True)
def test_a_file_stored_again_just_in_time_stays() -> None:
    make_file()
    grow_old(*vault.stored())
    again = make_file()
    assert services.collect_unused() == 0
    assert list(StoredFile.objects.all()) == [again]


@pytest.mark.django_db
def test_the_recurring_jobs_collect_and_check(caplog: pytest.LogCaptureFixture) -> None:
    file = make_file()
    run = JobRun(Job(pk=1))
    assert tasks.verify(run) == []
    vault.place(file.sha256).unlink()
    assert tasks.verify(run) == [f"文件 {file.pk}“证明.pdf”缺失"]
    assert "缺失" in caplog.text
    grow_old()
    assert tasks.collect() == 0
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_file_that_gains_a_reference_while_it_is_collected_stays() -> None:
    file = make_attachment().file
    grow_old()
    services._forget(file)
    assert StoredFile.objects.filter(pk=file.pk).exists()
