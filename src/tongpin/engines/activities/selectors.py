"""工作记录查询: what is there, who sees it, what is linked to a record, what a person took part in, and how often something happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core import signing
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from tongpin.engines.activities.duration import lasted
from tongpin.engines.activities.enums import ActivityState, Confidentiality
from tongpin.engines.activities.kinds import find_kind, kinds_for, roster_of
from tongpin.engines.activities.models import OWN_KIND, Activity, ActivityLink, KindDefinition, MinutesBook, Participation
from tongpin.engines.activities.permissions import Permission
from tongpin.foundation.access.selectors import is_operator, may, visible_orgs, visible_to
from tongpin.foundation.accounts.models import User
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.extensions import gathered
from tongpin.kernel.occasions import ActivityKind
from tongpin.kernel.reference import Reference

__all__ = [
    "activities",
    "activities_of",
    "activities_of_person",
    "activity_matches",
    "count_by_kind",
    "count_of",
    "find_kind",
    "held",
    "hours_present",
    "kinds_for",
    "last_of_kind",
    "latest_by_link",
    "links",
    "participations",
    "roster_of",
    "seen_activity",
    "similar",
    "study_kinds",
    "usual_people",
    "visible_activities",
]


ORIGINAL_SALT = "activities.original"


def activities() -> QuerySet[Activity]:
    """工作记录, all of them; what a person may see is ``visible_activities``."""
    return Activity.objects.select_related("org", "recorded_by")


def held(rows: QuerySet[Activity] | None = None) -> QuerySet[Activity]:
    """已开展: only what was held counts."""
    return (activities() if rows is None else rows).filter(state=ActivityState.HELD)


def visible_activities(user: User) -> QuerySet[Activity]:
    """看得见的工作记录: by its confidentiality, and always what the person recorded or took part in."""
    if is_operator(user):
        return activities()
    if not user.is_authenticated:
        return activities().none()
    took_part = Participation.objects.filter(activity=OuterRef("pk"), person__user=user.pk)
    seen = Q(recorded_by=user.pk) | Q(Exists(took_part), ~Q(confidentiality=Confidentiality.RESTRICTED))
    seen |= Q(Exists(took_part.filter(is_present=True)))
    for level, permission in LEVELS.items():
        orgs = visible_orgs(user, permission).order_by().values("pk")
        seen |= Q(confidentiality=level, org__in=orgs)
    return activities().filter(seen)


LEVELS = {
    Confidentiality.PUBLIC: Permission.VIEW,
    Confidentiality.INTERNAL: Permission.INTERNAL,
    Confidentiality.RESTRICTED: Permission.RESTRICTED,
}


def for_others(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """可外传: what may stand in a search, an export or a print; nothing that is 限知悉."""
    return rows.exclude(confidentiality=Confidentiality.RESTRICTED)


def seen_activity(pk: int, viewer: User) -> Reference | None:
    """The activity where the viewer may see it."""
    if not may(viewer, Permission.VIEW):
        return None
    found = visible_activities(viewer).filter(pk=pk).first()
    return found.reference() if found else None


def activities_of(reference: Reference, role: str = "") -> QuerySet[Activity]:
    """关联的工作记录 of a record, each once however many links it has."""
    links = ActivityLink.objects.filter(activity=OuterRef("pk"), record_kind=reference.kind, record_pk=reference.pk)
    return activities().filter(Exists(links.filter(role=role) if role else links))


def activities_of_person(person: Person | int, *, present: bool | None = None) -> QuerySet[Activity]:
    """个人参加的工作记录; ``present`` True: where they were there, False: where they were absent."""
    rows = Participation.objects.filter(activity=OuterRef("pk"), person=getattr(person, "pk", person))
    return activities().filter(Exists(rows if present is None else rows.filter(is_present=present)))


def activities_in(org: Organisation | int) -> QuerySet[Activity]:
    """本组织主办的工作记录."""
    return activities().filter(org=getattr(org, "pk", org))


def links() -> QuerySet[ActivityLink]:
    """关联 of all activities; what a person may see of them is decided by the activity's organisation and confidentiality."""
    return ActivityLink.objects.select_related("activity", "activity__org")


def participations(activity: Activity | int) -> QuerySet[Participation]:
    """参加情况 of an activity, those present first."""
    return Participation.objects.filter(activity=getattr(activity, "pk", activity)).select_related("person").order_by("-is_present", "pk")


def count_by_kind(
    org_ids: Collection[int], start: date, stop: date, *, kinds: Collection[str] | None = None
) -> Mapping[tuple[str, int], int]:
    """次数: (kind, organisation) → number held in [start, stop); each counts once, however many links it has. One query."""
    rows = Activity.objects.filter(org__in=list(org_ids), state=ActivityState.HELD, day__gte=start, day__lt=stop)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    found = rows.order_by().values("kind", "org").annotate(number=Count("pk")).values_list("kind", "org", "number")
    return {(kind, org): number for kind, org, number in found}


def count_of(reference: Reference, start: date, stop: date, *, kinds: Collection[str] | None = None, role: str = "") -> int:
    """关联次数: how many held in [start, stop) are linked to a record."""
    rows = held(activities_of(reference, role)).filter(day__gte=start, day__lt=stop)
    return (rows if kinds is None else rows.filter(kind__in=list(kinds))).count()


def latest_by_link(kind: str, pks: Collection[int], as_of: date) -> Mapping[int, date]:
    """最近一次: pk of a linked record of a kind → the last day by ``as_of`` on which something linked to it was held. One query."""
    rows = ActivityLink.objects.filter(
        record_kind=kind, record_pk__in=list(pks), activity__state=ActivityState.HELD, activity__day__lte=as_of
    )
    return dict(rows.order_by().values("record_pk").annotate(last=Max("activity__day")).values_list("record_pk", "last"))


def study_kinds() -> list[str]:
    """登记学时的种类: those that subjects contribute and those that bureaus defined, ended ones as well."""
    own = KindDefinition.objects.filter(study_hours=True).values_list("pk", flat=True)
    return [*(kind.key for kind in gathered(ActivityKind) if kind.study_hours), *(f"{OWN_KIND}{pk}" for pk in own)]


def hours_present(people: Iterable[int], rows: QuerySet[Activity]) -> dict[int, Decimal]:
    """到场时长 of people at activities, each activity once; what tells no length adds nothing. One query."""
    present = Participation.objects.filter(activity__in=rows.order_by().values("pk"), person__in=list(people), is_present=True)
    found: dict[int, Decimal] = defaultdict(Decimal)
    for person, typed, start, end in present.values_list("person", "activity__hours", "activity__starts_at", "activity__ends_at"):
        hours = lasted(typed, start, end)
        if person is not None and hours is not None:
            found[person] += hours
    return dict(found)


def similar(org: Organisation, kind: str, day: date, *, but: int | None = None) -> QuerySet[Activity]:
    """疑似重复: same organiser, kind and day, and neither cancelled nor withdrawn."""
    rows = activities().filter(org=org, kind=kind, day=day, state__in=(ActivityState.PLANNED, ActivityState.HELD))
    return rows if but is None else rows.exclude(pk=but)


def last_of_kind(rows: QuerySet[Activity], org: Organisation, kind: str) -> Activity | None:
    """上一次: the latest of a kind that an organisation held, of ``rows`` (what the viewer sees)."""
    return held(rows).filter(org=org, kind=kind).order_by("-day", "-pk").first()


def usual_people(org: Organisation, kind: str, *, last: int = 5) -> list[int]:
    """经常参加的人员: who was present at most of the last times of a kind, most often first."""
    recent = list(held().filter(org=org, kind=kind).order_by("-day", "-pk").values_list("pk", flat=True)[:last])
    counted = (
        Participation.objects.filter(activity__in=recent, is_present=True, person__isnull=False, person__left_on__isnull=True)
        .order_by()
        .values("person")
        .annotate(times=Count("pk"))
        .order_by("-times", "person")
    )
    return [row["person"] for row in counted if row["times"] * 2 > len(recent)]


def on_source(org: Organisation, source_keys: Iterable[str]) -> dict[str, Activity]:
    """已登记的来源: source key → activity of an organisation."""
    keys = list(source_keys)
    return {row.source_key: row for row in activities().filter(org=org, source_key__in=keys) if row.source_key}


def read_original(token: str, org: Organisation, user: User) -> StoredFile | None:
    """会议记录原件 that this person read in for an organisation; None where the token is none of theirs."""
    try:
        file, owner = signing.loads(token, salt=ORIGINAL_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return StoredFile.objects.filter(pk=file, org_id=org.pk).first() if owner == user.pk else None


def original_token(file: StoredFile, user: User) -> str:
    """凭据 with which the recording page remembers what was read in, for this person alone."""
    return signing.dumps([file.pk, user.pk], salt=ORIGINAL_SALT)


def minutes_books() -> QuerySet[MinutesBook]:
    """会议记录本, latest first."""
    return MinutesBook.objects.select_related("org", "file", "uploaded_by")


def activity_matches(text: str) -> Q:
    """Activities whose title, place or kind contains ``text``."""
    return Q(title__icontains=text) | Q(place__icontains=text) | Q(kind_title__icontains=text)


def find_activities(text: str, request: Any, limit: int) -> list[Reference]:
    """搜索工作记录 that the viewer may see; never one that is 限知悉."""
    if not text.strip():
        return []
    rows = for_others(visible_activities(request.user)).filter(activity_matches(text.strip()))
    return [row.reference() for row in rows.order_by("-day", "-pk")[:limit]]


def kind_definitions() -> QuerySet[KindDefinition]:
    """自设种类清单."""
    return KindDefinition.objects.select_related("org")


def seen_kind_definition(pk: int, viewer: User) -> Reference | None:
    """The kind where the viewer may see it."""
    found = visible_to(kind_definitions(), viewer, Permission.VIEW).filter(pk=pk).first()
    return found.reference() if found else None


def org_people(org_id: int, day: date) -> list[Person]:
    """本单位人员 who belonged to an organisation on a day."""
    return list(Person.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), org=org_id))


def people_by_key(keys: Iterable[int]) -> list[Person]:
    """人员 by their keys, those who left as well."""
    return list(Person.objects.filter(pk__in=list(keys)))
