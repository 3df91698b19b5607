"""工作记录的组成: who took part, what it is linked to, its agenda: turned into rows and written where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongpin.engines.activities.enums import Capacity, LinkRole
from tongpin.engines.activities.kinds import roster_of
from tongpin.engines.activities.models import Activity, ActivityLink, AgendaItem, Participation
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused
from tongpin.kernel.occasions import ActivityKind
from tongpin.kernel.reference import Reference

MOST_PEOPLE = 2000
MOST_LINKS = 100
MOST_ITEMS = 200
ATTENDANCE = ("name", "capacity", "is_present", "reason", "is_due", "may_vote", "standing")


@dataclass(frozen=True)
class Outsider:
    """外单位人员: by name, since the bureau keeps no record of them."""

    name: str
    unit: str = ""
    capacity: str = Capacity.ATTENDEE


@dataclass(frozen=True)
class Attendance:
    """到会情况 as it is entered: ``present`` None stands for the whole roster but those absent."""

    present: Iterable[int] | None = None
    absent: Mapping[int, str] | None = None
    outsiders: Sequence[Outsider | str] = ()
    capacities: Mapping[int, str] | None = None


def attendance_rows(entered: Attendance, kind: ActivityKind, org: Organisation, day: date) -> list[Participation]:
    """参加情况 of everybody named, in the order of the roster, then of entry; not yet tied to an activity."""
    due = {entry.person_id: entry for entry in roster_of(kind, org, day)}
    absent = dict(entered.absent or {})
    capacities = dict(entered.capacities or {})
    present = [key for key in due if key not in absent] if entered.present is None else list(dict.fromkeys(entered.present))
    if both := [key for key in present if key in absent]:
        raise Refused(f"{_names(both)}同时登记为到场和缺席，请核对。", field="absent")
    named = [*present, *absent]
    if extra := set(capacities) - set(named):
        raise Refused(f"{_names(extra)}没有登记参加情况，不能填写参加身份。", field="capacities")
    order = {key: number for number, key in enumerate(due)}
    named.sort(key=lambda key: order.get(key, len(order)))
    people = {person.pk: person for person in Person.objects.filter(pk__in=named)}
    if missing := [key for key in named if key not in people]:
        raise Refused(f"有 {len(missing)} 名人员已不在人员名册中，请刷新后重新选择。", field="present")
    rows = []
    for key in named:
        capacity, entry = Capacity(capacities.get(key, Capacity.ATTENDEE)), due.get(key)
        is_due = entry is not None if due else key in absent
        rows.append(
            Participation(
                person=people[key],
                name=people[key].name,
                capacity=capacity,
                is_present=key not in absent,
                reason=absent.get(key, "").strip(),
                is_due=is_due,
                may_vote=entry is not None and entry.may_vote,
                standing=entry.standing if entry else "",
            )
        )
    rows += [_outsider(one if isinstance(one, Outsider) else Outsider(one)) for one in entered.outsiders]
    if len(rows) > MOST_PEOPLE:
        raise Refused(f"一次活动登记的人员不超过 {MOST_PEOPLE} 人。", field="present")
    return rows


def _outsider(one: Outsider) -> Participation:
    if not one.name.strip():
        raise Refused("外单位人员须填写姓名。", field="outsiders")
    return Participation(name=one.name.strip(), unit=one.unit.strip(), capacity=Capacity(one.capacity))


def _names(keys: Iterable[int]) -> str:
    return "、".join(Person.objects.filter(pk__in=list(keys)).values_list("name", flat=True)) or "所选人员"


def set_attendance(activity: Activity, rows: Sequence[Participation]) -> bool:
    """更新参加情况: writes what differs, keeps what does not; says whether anything did."""
    kept = {_who(row): row for row in activity.participations.all()}
    wanted: dict[Any, Participation] = {}
    for row in rows:
        if _who(row) in wanted:
            raise Refused(
                f"{row.name}登记了两次，同一人在一次活动中只登记一次。", field="outsiders" if row.person_id is None else "present"
            )
        wanted[_who(row)] = row
    gone = [row.pk for who, row in kept.items() if who not in wanted]
    new, changed = [], []
    for who, row in wanted.items():
        row.activity = activity
        old = kept.get(who)
        if old is None:
            row.clean_fields()
            _check_reason(row)
            new.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in ATTENDANCE):
            _check_reason(row)
            for name in ATTENDANCE:
                setattr(old, name, getattr(row, name))
            changed.append(old)
    Participation.objects.filter(pk__in=gone).delete()
    Participation.objects.bulk_update(changed, ATTENDANCE)
    Participation.objects.bulk_create(new)
    return bool(gone or changed or new)


def _who(row: Participation) -> tuple[Any, ...]:
    return (row.person_id,) if row.person_id is not None else (row.name, row.unit)


def _check_reason(row: Participation) -> None:
    if not row.is_present and not row.reason:
        raise Refused(f"请填写{row.name}缺席的原因。", field="absent")


def set_links(activity: Activity, links: Iterable[tuple[str, Reference]]) -> bool:
    """更新关联: exactly these; says whether anything differed."""
    wanted = {(LinkRole(role).value, reference.kind, reference.pk): reference for role, reference in links}
    if len(wanted) > MOST_LINKS:
        raise Refused(f"一次活动关联的记录不超过 {MOST_LINKS} 条。", field="links")
    kept = {(row.role, row.record_kind, row.record_pk): row for row in activity.links.all()}
    gone = [row.pk for key, row in kept.items() if key not in wanted]
    new = [_link(activity, key[0], reference) for key, reference in wanted.items() if key not in kept]
    ActivityLink.objects.filter(pk__in=gone).delete()
    ActivityLink.objects.bulk_create(new)
    return bool(gone or new)


def add_link(activity: Activity, role: str, reference: Reference) -> bool:
    """增加一条关联; one that is there already stays as it is."""
    row = _link(activity, LinkRole(role).value, reference)
    identity = {"activity": activity, "role": row.role, "record_kind": row.record_kind, "record_pk": row.record_pk}
    rest = {"record_title": row.record_title, "record_org_id": row.record_org_id}
    return ActivityLink.objects.get_or_create(**identity, defaults=rest)[1]


def _link(activity: Activity, role: str, reference: Reference) -> ActivityLink:
    if reference.kind == Activity.record_kind and reference.pk == activity.pk:
        raise Refused("工作记录不能关联自身。", field="links")
    return ActivityLink(
        activity=activity,
        role=role,
        record_kind=reference.kind,
        record_pk=reference.pk,
        record_title=reference.title[:300],
        record_org_id=reference.org_id,
    )


def set_agenda(activity: Activity, items: Iterable[tuple[str, str]]) -> bool:
    """更新议题: exactly these, in this order; says whether anything differed."""
    wanted = [(title.strip(), text.strip()) for title, text in items if title.strip()]
    if len(wanted) > MOST_ITEMS:
        raise Refused(f"一次活动的议题不超过 {MOST_ITEMS} 项。", field="agenda")
    kept = [(row.title, row.text) for row in activity.agenda.all()]
    if wanted == kept:
        return False
    rows = [AgendaItem(activity=activity, position=number, title=title, text=text) for number, (title, text) in enumerate(wanted, 1)]
    activity.agenda.all().delete()
    for row in rows:
        check(row)
    AgendaItem.objects.bulk_create(rows)
    return True
