"""工作记录: an activity with those who took part and what it is linked to."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from docx import Document

from tongpin.engines.activities.models import Activity, ActivityLink, KindDefinition, MinutesBook, Participation
from tongpin.foundation.accounts.models import User
from tongpin.foundation.files.services import store
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.reference import Reference

_numbers = count(1)
VISIT = "enterprise_visit"


def make_activity(
    org: Organisation,
    *,
    present: Iterable[Person] = (),
    absent: Iterable[Person] = (),
    links: Iterable[Reference] = (),
    **values: Any,
) -> Activity:
    """A visit of 5 March 2024, held by the organisation."""
    defaults = {"kind": VISIT, "kind_title": "走访企业", "area": "business", "title": f"第{next(_numbers)}次走访", "day": date(2024, 3, 5)}
    activity = Activity.objects.create(org=org, **{**defaults, **values})
    for person in present:
        Participation.objects.create(activity=activity, person=person, name=person.name, is_due=True, may_vote=True)
    for person in absent:
        Participation.objects.create(activity=activity, person=person, name=person.name, is_present=False, reason="出差", is_due=True)
    for link in links:
        ActivityLink.objects.create(
            activity=activity, role="serves", record_kind=link.kind, record_pk=link.pk, record_title=link.title, record_org_id=link.org_id
        )
    return activity


def make_kind(org: Organisation, title: str = "", **values: Any) -> KindDefinition:
    """A kind that a bureau added for itself."""
    defaults = {"area": "business", "basis": "局长办公会纪要", "starts_on": date(2020, 1, 1)}
    return KindDefinition.objects.create(org=org, title=title or f"自设种类{next(_numbers)}", **{**defaults, **values})


def minutes_docx(lines: Iterable[str], *, table: Iterable[tuple[str, ...]] = ()) -> bytes:
    """A Word file with these paragraphs, then one table."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    rows = list(table)
    if rows:
        made = document.add_table(rows=0, cols=max(len(row) for row in rows))
        for row in rows:
            for cell, text in zip(made.add_row().cells, row, strict=False):
                cell.text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def make_book(org: Organisation, by: User, *, title: str = "支部党员大会会议记录", lines: Iterable[str] = ()) -> MinutesBook:
    """A book with the minutes of one meeting of 6 December 2023."""
    said = list(lines) or [title, "时间：2023年12月6日下午3:00", "地点：会议室", "主持：张三", "出席：张三、李四", "一、学习文件"]
    name = f"{title}.docx"
    file = store(io.BytesIO(minutes_docx(said)), name=name, org=org, by=by)
    return MinutesBook.objects.create(org=org, file=file, name=name, kind=VISIT, uploaded_by=by)
