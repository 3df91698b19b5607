"""文件制度查询."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from tongpin.domains.orglife.models import LibraryDocument, LibraryDuty, LibraryVersion, ReadReceipt
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.colleagues import people_of
from tongpin.foundation.access.selectors import handed_down_to, may
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import people
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import Todo


def documents(on: date) -> QuerySet[LibraryDocument]:
    """文件清单, each with the label and day of the version in force on a day (``label_now``, ``in_force_since``)."""
    now = LibraryVersion.objects.filter(document=OuterRef("pk"), in_force_on__lte=on).order_by("-in_force_on")
    return LibraryDocument.objects.select_related("org").annotate(
        label_now=Subquery(now.values("label")[:1]), in_force_since=Subquery(now.values("in_force_on")[:1])
    )


def version_in_force(document: LibraryDocument, on: date) -> LibraryVersion | None:
    """现行版本 on a day."""
    return LibraryVersion.objects.filter(document=document, in_force_on__lte=on).order_by("-in_force_on").first()


def all_documents() -> QuerySet[LibraryDocument]:
    """文件, without their versions."""
    return LibraryDocument.objects.select_related("org")


def document_matches(text: str) -> Q:
    """Documents whose title, number or text contain ``text``."""
    return Q(title__icontains=text) | Q(number__icontains=text) | Q(versions__text__icontains=text)


def find_documents() -> QuerySet[LibraryDocument]:
    """文件, each once however many of its versions match."""
    return LibraryDocument.objects.select_related("org").distinct()


def versions() -> QuerySet[LibraryVersion]:
    """文件版本."""
    return LibraryVersion.objects.select_related("org", "document")


def versions_of(document_id: int) -> QuerySet[LibraryVersion]:
    """版本沿革 of a document, latest first."""
    return versions().filter(document=document_id).order_by("-in_force_on")


def duties_of(version_id: int) -> QuerySet[LibraryDuty]:
    """一版本规定的职责."""
    return LibraryDuty.objects.filter(source=version_id).select_related("org", "source")


def library_duties() -> QuerySet[LibraryDuty]:
    """文件职责."""
    return LibraryDuty.objects.select_related("org", "source", "source__document")


def receipts_of(version: LibraryVersion) -> QuerySet[ReadReceipt]:
    """已阅知的人员."""
    return ReadReceipt.objects.filter(read_version=version).select_related("person").order_by("on", "pk")


def not_read_by(version: LibraryVersion, on: date) -> list[Person]:
    """未阅知的人员 of the organisation and below, by name."""
    return list(people_of(version.org, on).exclude(pk__in=receipts_of(version).values("person")))


def nameable(version: LibraryVersion, user: User, org: Organisation, on: date) -> frozenset[int] | None:
    """可点名的人员: whose reading the viewer may follow up by name; None for everybody, where the document is the viewer's to keep.

    A branch secretary sees those of the own branch; a member sees how many, and nobody's name but the own.
    """
    if may(user, Permission.EDIT, version.org):
        return None
    own = Q(user=user) | Q(pk__in=people_of(org, on).values("pk")) if may(user, Permission.EDIT, org) else Q(user=user)
    return frozenset(people().filter(own).values_list("pk", flat=True))


def person_of(user: User) -> Person | None:
    """本人在名册中的记录."""
    return people().filter(user=user).first()


def has_read(user: User, version: LibraryVersion) -> bool:
    """本人是否已阅知."""
    return ReadReceipt.objects.filter(read_version=version, person__user=user).exists()


def to_read(request: Any) -> Sequence[Todo]:
    """待阅知的文件 of one's own bureau for which a day is set."""
    person = person_of(request.user)
    if person is None:
        return []
    on = today()
    unread = versions().filter(read_by__isnull=False, in_force_on__lte=on).exclude(receipts__person=person)
    waiting = handed_down_to(unread, request.user, Permission.VIEW)
    found = [v for v in waiting if person.org.path.startswith(v.org.path) or people_of(v.org, on).filter(pk=person.pk).exists()]
    return [Todo(title=f"阅知：{v}", url=reverse("orglife:version", args=[v.pk]), kind="文件阅知", due_on=v.read_by) for v in found[:50]]
