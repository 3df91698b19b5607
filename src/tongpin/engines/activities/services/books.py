"""会议记录本办理: the document is kept, then those of its meetings that a person ticked become activities, each once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from tongpin.engines.activities.models import Activity, MinutesBook
from tongpin.engines.activities.selectors import on_source
from tongpin.engines.activities.services.recording import record_activity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.files import services as files
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import insert

ORIGINAL = "会议记录原件"


@transaction.atomic
def upload_book(*, org: Organisation, file: StoredFile, name: str, kind: str, by: User) -> MinutesBook:
    """上传会议记录本; the same document again is the same book."""
    known = MinutesBook.objects.filter(org=org, file=file).first()
    if known is not None:
        return known
    book = MinutesBook(org=org, file=file, name=name[:200], kind=kind, uploaded_by=by)
    insert(book)
    audit.record("minutes_book.uploaded", by=by, subject=book.reference(), org_id=org.pk, after={"name": book.name, "kind": kind})
    return book


@transaction.atomic
def record_book(
    book: MinutesBook, *, meetings: Sequence[tuple[str, Mapping[str, Any]]], by: User, today: date
) -> tuple[list[Activity], int]:
    """登记会议记录本中的会议: (kind, values) each; gives what was recorded and how many had been recorded before."""
    known = on_source(book.org, [str(values["source_key"]) for _, values in meetings])
    recorded = []
    for kind, values in meetings:
        if values["source_key"] in known:
            continue
        activity = record_activity(org=book.org, kind=kind, by=by, today=today, **values)
        files.attach(book.file, to=activity.reference(), by=by, purpose=ORIGINAL, name=book.name)
        recorded.append(activity)
    detail: dict[str, Collection[int] | int] = {"recorded": [one.pk for one in recorded], "unchanged": len(meetings) - len(recorded)}
    audit.record("minutes_book.recorded", by=by, subject=book.reference(), org_id=book.org_id, detail=detail)
    return recorded, len(meetings) - len(recorded)
