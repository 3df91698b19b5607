"""学习查询: the register of hours, the required lists with who is missing, lectures and the coverage of warning education."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from tongpin.domains.orglife.calculations.study import layer_of
from tongpin.domains.orglife.enums import Catalogue, StudyLayer, StudyWay
from tongpin.domains.orglife.models import RequiredStudy, StudyRecord
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.catalogues import Arrangement
from tongpin.domains.orglife.selectors.colleagues import bureau_of, people_of
from tongpin.domains.orglife.study_kinds import HALL_LECTURE, WARNING
from tongpin.engines.activities.models import Activity, Participation
from tongpin.engines.activities.selectors import held, hours_present, study_kinds
from tongpin.foundation.access.selectors import handed_down_to
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import posts
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import Todo

ZERO = Decimal(0)


@dataclass(frozen=True)
class StudyLine:
    """一人一年的学习: hours by way; ``collective`` comes from the records of common sessions."""

    person: Person
    collective: Decimal
    shared: Decimal
    own: Decimal
    training: Decimal

    @property
    def total(self) -> Decimal:
        return self.collective + self.shared + self.own + self.training


@dataclass(frozen=True)
class Lecture:
    """一次讲堂授课: who spoke in which hall; ``fits`` None where the hall asks for no layer."""

    activity: Activity
    hall: str
    issue: str
    speakers: tuple[str, ...]
    fits: bool | None
    note: str


def required_studies() -> QuerySet[RequiredStudy]:
    """必学内容清单."""
    return RequiredStudy.objects.select_related("org")


def required_studies_for(org: Organisation) -> QuerySet[RequiredStudy]:
    """适用的必学内容: the lists of the bureau an organisation belongs to and of everything below it."""
    return required_studies().filter(org__path__startswith=bureau_of(org).path)


def study_records() -> QuerySet[StudyRecord]:
    """学习登记清单."""
    return StudyRecord.objects.select_related("org", "person", "required")


def study_matches(text: str) -> Q:
    """Entries whose content or person contain ``text``."""
    return Q(title__icontains=text) | Q(person__name__icontains=text)


def records_of(required_id: int) -> QuerySet[StudyRecord]:
    """一项必学内容的学习登记."""
    return study_records().filter(required=required_id)


def layers_of(people: Collection[Person], on: date) -> Mapping[int, str]:
    """学习对象 of people by the posts they hold on a day; two queries, three where their organisations were not fetched."""
    held_posts: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    ids = [person.pk for person in people]
    for post in posts().filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), person__in=ids, starts_on__lte=on):
        held_posts[post.person_id].append((post.title, post.is_lead))
    orgs = {person.pk: person.org for person in people}
    titles = Arrangement(Catalogue.POST, orgs.values())
    return {pk: layer_of(held_posts[pk], titles.of(orgs[pk], on)) for pk in ids}


def missing_from(required: RequiredStudy, on: date) -> list[Person]:
    """未学人员: of those the list is for, who have not registered it and took part in no session linked to it."""
    people = list(people_of(required.org, on))
    layers = layers_of(people, on)
    done = set(records_of(required.pk).values_list("person", flat=True)) | _present_at_linked(required)
    return [p for p in people if p.pk not in done and required.layer in (StudyLayer.ALL, layers[p.pk])]


def study_hours(people: Sequence[Person], start: date, stop: date) -> list[StudyLine]:
    """学时登记 of people in [start, stop); three queries, whatever their number."""
    ids = [p.pk for p in people]
    ways: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for person, way, hours in StudyRecord.objects.filter(person__in=ids, on__gte=start, on__lt=stop, hours__isnull=False).values_list(
        "person", "way", "hours"
    ):
        if hours is not None:
            ways[person, way] += hours
    collective = collective_hours(ids, start, stop)
    return [
        StudyLine(
            person=p,
            collective=collective.get(p.pk, ZERO),
            shared=ways[p.pk, StudyWay.SHARED],
            own=ways[p.pk, StudyWay.SELF],
            training=sum((ways[p.pk, way] for way in (StudyWay.ONLINE, StudyWay.TRAINING, StudyWay.CADRE)), ZERO),
        )
        for p in people
    ]


def collective_hours(people: Iterable[int], start: date, stop: date) -> Mapping[int, Decimal]:
    """集体学习学时: hours of the sessions at which each person was present, from start to end where no other length is entered."""
    return hours_present(people, sessions(start, stop))


def sessions(start: date, stop: date) -> QuerySet[Activity]:
    """集体学习: held sessions of the kinds whose hours are registered, meetings among them, in [start, stop)."""
    return held().filter(kind__in=study_kinds(), day__gte=start, day__lt=stop)


def session_attended(person: Person, on: date, title: str) -> Activity | None:
    """已计入的集体学习: one of that day and title at which the person was present, and which told how long it lasted."""
    present = Participation.objects.filter(activity=OuterRef("pk"), person=person, is_present=True)
    found = sessions(on, on + timedelta(days=1)).filter(Exists(present), title=title.strip())
    return next((one for one in found if one.lasted is not None), None)


def lectures(org: Organisation, start: date, stop: date) -> list[Lecture]:
    """讲堂授课 of an organisation and below, with whether the speaker is of the layer the hall is for."""
    rows = held().filter(kind=HALL_LECTURE, org__path__startswith=org.path, day__gte=start, day__lt=stop)
    found = list(rows.prefetch_related("participations").order_by("-day", "-pk"))
    spoke = {row.pk: [p for p in row.participations.all() if p.capacity == "speaker" and p.is_present] for row in found}
    people = list(Person.objects.select_related("org").filter(pk__in={p.person_id for ones in spoke.values() for p in ones if p.person_id}))
    layers, halls = layers_of(people, today()), Arrangement(Catalogue.HALL, {row.org for row in found})
    return [_lecture(row, spoke[row.pk], layers, halls) for row in found]


def not_warned(org: Organisation, start: date, stop: date) -> tuple[list[Person], int]:
    """警示教育未覆盖人员 of an organisation in [start, stop), and how many people there are."""
    everybody = list(people_of(org, today()))
    reached = set(
        Participation.objects.filter(
            activity__in=held().filter(kind=WARNING, day__gte=start, day__lt=stop), is_present=True, person__isnull=False
        ).values_list("person", flat=True)
    )
    return [p for p in everybody if p.pk not in reached], len(everybody)


def own_list(user: User, on: date) -> list[RequiredStudy]:
    """本人的必学清单: what is still to be studied of the lists that apply to the person, by day."""
    person = Person.objects.filter(user=user).select_related("org").first()
    if person is None:
        return []
    layer = layers_of([person], on)[person.pk]
    lists = required_studies_for(person.org).filter(layer__in=[StudyLayer.ALL, layer], year=on.year).exclude(records__person=person)
    lists = handed_down_to(lists, user, Permission.VIEW)
    mine = [one for one in lists.order_by("due_on") if _belongs(person, one.org, on)]
    attended = _attended(person, mine)
    return [one for one in mine if one.pk not in attended]


def todo(request: Any) -> Sequence[Todo]:
    """待学内容 of the viewer."""
    return [
        Todo(title=f"学习：{one.title}", url=reverse("orglife:required_study", args=[one.pk]), kind="必学内容", due_on=one.due_on)
        for one in own_list(request.user, today())
    ]


def _belongs(person: Person, org: Organisation, on: date) -> bool:
    """Whether what an organisation lists is meant for the person: one of its office or bureau, or a member of the Party organisation."""
    return person.org.path.startswith(org.path) or people_of(org, on).filter(pk=person.pk).exists()


def _attended(person: Person, lists: Sequence[RequiredStudy]) -> set[int]:
    """Those of the lists that a session was linked to at which the person was present; one query."""
    rows = Participation.objects.filter(
        activity__in=held(),
        activity__links__record_kind=RequiredStudy.record_kind,
        activity__links__record_pk__in=[one.pk for one in lists],
        person=person,
        is_present=True,
    )
    return set(rows.values_list("activity__links__record_pk", flat=True))


def _present_at_linked(required: RequiredStudy) -> set[int]:
    reference = required.reference()
    linked = held().filter(links__record_kind=reference.kind, links__record_pk=reference.pk)
    return set(Participation.objects.filter(activity__in=linked, is_present=True, person__isnull=False).values_list("person", flat=True))


def _lecture(row: Activity, spoke: Sequence[Participation], layers: Mapping[int, str], halls: Arrangement) -> Lecture:
    hall = str(row.outcomes.get("hall", ""))
    wanted = next((one.layer for one in halls.of(row.org, row.day) if one.title == hall), "")
    own = [layers.get(p.person_id, "") for p in spoke if p.person_id is not None]
    fits = None if not wanted else bool(own) and all(layer == wanted for layer in own)
    return Lecture(
        row, hall, str(row.outcomes.get("issue", "")), tuple(p.name for p in spoke), fits, str(row.outcomes.get("layer_note", ""))
    )
