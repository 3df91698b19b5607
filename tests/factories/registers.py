"""组织生活台账: talks, suggestions, co-building agreements and documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tests.factories.orgs import make_person
from tongpin.domains.orglife.models import (
    CoBuilding,
    LibraryDocument,
    LibraryDuty,
    LibraryVersion,
    RequiredStudy,
    StudyRecord,
    Suggestion,
    Talk,
)
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)
DAY = date(2024, 1, 10)


def make_talk(org: Organisation, **values: Any) -> Talk:
    """A heart-to-heart talk of two people."""
    people = {role: make_person(org) for role in ("talker", "talked_to") if role not in values}
    values = {**people, **values}
    return Talk.objects.create(org=org, **{"on": DAY, "kind": "heart", **values})


def make_suggestion(org: Organisation, **values: Any) -> Suggestion:
    """A suggestion that waits for its answer."""
    values = values if "author" in values else {**values, "author": make_person(org)}
    defaults = {"campaign": "假如我是局长", "on": DAY, "title": f"第{next(_numbers)}条建议", "answer_due_on": date(2024, 2, 10)}
    return Suggestion.objects.create(org=org, **{**defaults, **values})


def make_co_building(org: Organisation, **values: Any) -> CoBuilding:
    """An agreement in force."""
    return CoBuilding.objects.create(org=org, **{"partner": f"第{next(_numbers)}共建支部", "signed_on": date(2023, 3, 1), **values})


def make_document(org: Organisation, **values: Any) -> LibraryDocument:
    """A regulation without a version yet."""
    defaults = {"title": f"第{next(_numbers)}号制度", "kind": "regulation", "issued_by": "县科技局"}
    return LibraryDocument.objects.create(org=org, **{**defaults, **values})


def make_version(org: Organisation, document: LibraryDocument | None = None, **values: Any) -> LibraryVersion:
    """A version in force, to be read by everybody."""
    document = document or make_document(org)
    defaults = {"label": "2023年印发", "in_force_on": date(2023, 1, 1), "read_by": date(2024, 2, 1)}
    return LibraryVersion.objects.create(org=org, document=document, **{**defaults, **values})


def make_library_duty(org: Organisation, version: LibraryVersion | None = None, **values: Any) -> LibraryDuty:
    """A duty that a version lays down."""
    defaults = {"text": f"第{next(_numbers)}项职责", "bearer": "支部书记"}
    return LibraryDuty.objects.create(org=org, source=version or make_version(org), **{**defaults, **values})


def make_required_study(org: Organisation, **values: Any) -> RequiredStudy:
    """Something that everybody must have studied by the end of January 2024."""
    defaults = {"year": 2024, "layer": "all", "title": f"第{next(_numbers)}项必学内容", "due_on": date(2024, 1, 31)}
    return RequiredStudy.objects.create(org=org, **{**defaults, **values})


def make_study_record(org: Organisation, **values: Any) -> StudyRecord:
    """Two hours of reading by oneself."""
    values = values if "person" in values else {**values, "person": make_person(org)}
    defaults = {"on": DAY, "way": "self", "title": f"第{next(_numbers)}次自学", "hours": Decimal("2.0")}
    return StudyRecord.objects.create(org=org, **{**defaults, **values})
