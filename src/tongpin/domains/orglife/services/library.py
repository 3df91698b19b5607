"""文件制度办理: documents, their versions and duties, and that somebody has read one."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.models import LibraryDocument, LibraryDuty, LibraryVersion, ReadReceipt
from tongpin.domains.orglife.selectors.library import has_read, person_of
from tongpin.engines.ledgers.services import amend, enter, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import insert
from tongpin.kernel.errors import Refused


class DocumentFields(TypedDict):
    """文件栏目."""

    title: str
    number: str
    kind: str
    issued_by: str


class VersionFields(TypedDict):
    """文件版本栏目."""

    label: str
    in_force_on: date
    text: str
    changes: str
    read_by: date | None


class DutyFields(TypedDict):
    """文件职责栏目."""

    article: str
    text: str
    bearer: str
    rhythm: str


@transaction.atomic
def enter_document(*, org: Organisation, by: User, **fields: Unpack[DocumentFields]) -> LibraryDocument:
    """文件入库."""
    return enter(LibraryDocument(org=org, **fields), verb="library_document.entered", by=by, fields=fields)


@transaction.atomic
def correct_document(document: LibraryDocument, *, by: User, expected: int, **fields: Unpack[DocumentFields]) -> LibraryDocument:
    """更正文件名称、文号."""
    return amend(document, verb="library_document.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def issue_version(document: LibraryDocument, *, by: User, **fields: Unpack[VersionFields]) -> LibraryVersion:
    """登记版本: in force from its day; those before stay readable."""
    _check_days(fields)
    version = LibraryVersion(org=document.org, document=document, **fields)
    shown = [name for name in fields if name != "text"]
    return enter(version, verb="library_version.issued", by=by, fields=("document", *shown))


@transaction.atomic
def correct_version(version: LibraryVersion, *, by: User, expected: int, **fields: Unpack[VersionFields]) -> LibraryVersion:
    """更正版本: a slip of the pen, as long as nobody has confirmed reading it; afterwards a change is a new version."""
    if version.receipts.exists():
        raise Refused("已有人确认阅知这一版本，不能更正。内容有变化的，请登记新的版本。")
    _check_days(fields)
    return amend(version, verb="library_version.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def add_duty(version: LibraryVersion, *, by: User, **fields: Unpack[DutyFields]) -> LibraryDuty:
    """登记职责 that a version lays down."""
    return enter(LibraryDuty(org=version.org, source=version, **fields), verb="library_duty.entered", by=by, fields=("source", *fields))


@transaction.atomic
def remove_duty(duty: LibraryDuty, *, by: User, expected: int, reason: str) -> LibraryDuty:
    """移出职责 entered by mistake."""
    return remove(duty, verb="library_duty.removed", by=by, expected=expected, reason=reason, fields=("source", "text", "bearer"))


@transaction.atomic
def confirm_reading(version: LibraryVersion, *, by: User, today: date) -> ReadReceipt:
    """确认阅知: once a person and version; how long somebody read is nobody's business."""
    person = person_of(by)
    if person is None:
        raise Refused("您的账号还没有对应到人员名册，不能确认阅知，请联系系统管理员。")
    if has_read(by, version):
        raise Refused("您已经确认阅知这一版本。")
    receipt = ReadReceipt(read_version=version, person=person, on=today)
    insert(receipt)
    audit.record("library_version.read", by=by, subject=version.reference(), org_id=version.org_id)
    return receipt


def _check_days(fields: VersionFields) -> None:
    if fields["read_by"] is not None and fields["read_by"] < fields["in_force_on"]:
        raise Refused("阅知期限不能早于施行日期，请核对。", field="read_by")
