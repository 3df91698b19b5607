"""工作记录办理: planned, recorded, held, corrected, linked, cancelled, withdrawn: each is one event in the trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.engines.activities.enums import ActivityState, Confidentiality
from tongpin.engines.activities.kinds import kind_of, usable_kind
from tongpin.engines.activities.models import Activity
from tongpin.engines.activities.outcomes import cleaned, shown
from tongpin.engines.activities.services.parts import (
    Attendance,
    Outsider,
    add_link,
    attendance_rows,
    set_agenda,
    set_attendance,
    set_links,
)
from tongpin.engines.ledgers.services import not_after, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check, refusing_clash, save_versioned, snapshot
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.occasions import ActivityKind
from tongpin.kernel.periods import OFFICE_ZONE, business_date
from tongpin.kernel.reference import Reference


class ActivityFields(TypedDict, total=False):
    """工作记录栏目: what a correction may change; what is not given stays. Attendance is given whole or not at all."""

    title: str
    day: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    hours: Decimal | None
    place: str
    summary: str
    outcomes: Mapping[str, Any]
    confidentiality: str
    present: Iterable[int] | None
    absent: Mapping[int, str]
    outsiders: Sequence[Outsider | str]
    capacities: Mapping[int, str]
    links: Iterable[tuple[str, Reference]]
    agenda: Iterable[tuple[str, str]]


ROW = ("title", "place", "summary", "hours", "confidentiality")
REWRITTEN = (*ROW, "day", "starts_at", "ends_at", "outcomes", "state")
PEOPLE = ("present", "absent", "outsiders", "capacities")
TRAILED = ("kind_title", "title", "day", "starts_at", "ends_at", "hours", "place", "outcomes", "confidentiality", "state", "reason")
TRAILED_RESTRICTED = ("kind_title", "day", "confidentiality", "state")


@transaction.atomic
def record_activity(
    *,
    org: Organisation,
    kind: str,
    by: User,
    today: date,
    source_key: str | None = None,
    **fields: Unpack[ActivityFields],
) -> Activity:
    """登记工作记录: it was held; entered once, it counts wherever it is linked and for everybody who took part."""
    return _enter(ActivityState.HELD, "activity.recorded", org=org, kind=kind, by=by, today=today, source_key=source_key, fields=fields)


@transaction.atomic
def plan_activity(
    *,
    org: Organisation,
    kind: str,
    by: User,
    today: date,
    source_key: str | None = None,
    **fields: Unpack[ActivityFields],
) -> Activity:
    """列入计划: it is to be held; it does not count until it was."""
    return _enter(ActivityState.PLANNED, "activity.planned", org=org, kind=kind, by=by, today=today, source_key=source_key, fields=fields)


@transaction.atomic
def hold_activity(activity: Activity, *, by: User, today: date, expected: int, **fields: Unpack[ActivityFields]) -> Activity:
    """按计划开展: the plan becomes the record; what the plan said stays where nothing else is given."""
    if activity.state != ActivityState.PLANNED:
        raise Refused(f"该工作记录为“{activity.get_state_display()}”，不能再按计划登记。请刷新查看。")
    return _change(activity, "activity.held", by=by, today=today, expected=expected, fields=fields, state=ActivityState.HELD)


@transaction.atomic
def correct_activity(activity: Activity, *, by: User, today: date, expected: int, **fields: Unpack[ActivityFields]) -> Activity:
    """更正工作记录: of a plan or of what was held; nothing is written where nothing differs."""
    _check_in_force(activity, "更正")
    return _change(activity, "activity.corrected", by=by, today=today, expected=expected, fields=fields, state=activity.state)


@transaction.atomic
def cancel_activity(activity: Activity, *, by: User, expected: int, reason: str) -> Activity:
    """取消计划: it will not be held, with the reason."""
    if activity.state != ActivityState.PLANNED:
        raise Refused(f"该工作记录为“{activity.get_state_display()}”，只有计划可以取消。请刷新查看。")
    return _end(activity, ActivityState.CANCELLED, "activity.cancelled", by=by, expected=expected, reason=reason)


@transaction.atomic
def withdraw_activity(activity: Activity, *, by: User, expected: int, reason: str) -> Activity:
    """撤回工作记录: it was recorded wrongly and counts nowhere; the row and its trail stay."""
    if activity.state != ActivityState.HELD:
        raise Refused(f"该工作记录为“{activity.get_state_display()}”，只有已开展的可以撤回。请刷新查看。")
    return _end(activity, ActivityState.WITHDRAWN, "activity.withdrawn", by=by, expected=expected, reason=reason)


@transaction.atomic
def link_activity(activity: Activity, *, role: str, to: Reference, by: User) -> bool:
    """关联记录: the activity also shows there; says whether the link is new."""
    _check_in_force(activity, "关联")
    if not add_link(activity, role, to):
        return False
    _tell(activity)
    detail = {"role": role, "kind": to.kind, "pk": to.pk}
    audit.record("activity.linked", by=by, subject=activity.reference(), org_id=activity.org_id, detail=detail)
    return True


def _enter(
    state: ActivityState, verb: str, *, org: Organisation, kind: str, by: User, today: date, source_key: str | None, fields: ActivityFields
) -> Activity:
    activity = Activity(org=org, kind=kind, state=state, recorded_by=by if by.pk else None, source_key=source_key)
    _set_when(activity, fields)
    known = usable_kind(kind, org, activity.day)
    activity.kind_title, activity.area = known.title, known.area
    _set_row(activity, known, fields, today)
    people = attendance_rows(_attendance(fields), known, org, activity.day)
    check(activity)
    with refusing_clash(activity):
        activity.save(force_insert=True)
    set_attendance(activity, people)
    set_links(activity, fields.get("links", ()))
    set_agenda(activity, fields.get("agenda", ()))
    _tell(activity)
    audit.record(verb, by=by, subject=activity.reference(), org_id=org.pk, after=_trail(activity), detail=_parts(activity))
    return activity


def _change(activity: Activity, verb: str, *, by: User, today: date, expected: int, fields: ActivityFields, state: str) -> Activity:
    before = _read(activity, expected)
    old, old_parts, old_audience = _trail(before), _parts(before), _audience(before)
    known = kind_of(activity)
    activity.state = state
    if fields.keys() & {"day", "starts_at", "ends_at"}:
        _set_when(activity, fields)
    _set_row(activity, known, fields, today)
    check(activity)
    differs = snapshot(before, REWRITTEN) != snapshot(activity, REWRITTEN)
    if fields.keys() & set(PEOPLE):
        differs |= set_attendance(activity, attendance_rows(_attendance(fields), known, activity.org, activity.day))
    if "links" in fields:
        differs |= set_links(activity, fields["links"])
    if "agenda" in fields:
        differs |= set_agenda(activity, fields["agenda"])
    if not differs:
        return activity
    save_versioned(activity, expected=expected, fields=REWRITTEN)
    _tell(activity, also=old_audience)
    new, new_parts = _trail(activity), _parts(activity)
    hidden = before.is_restricted or activity.is_restricted
    kept = TRAILED_RESTRICTED if hidden else tuple(new)
    audit.record(
        verb,
        by=by,
        subject=activity.reference(),
        org_id=activity.org_id,
        before={name: old.get(name) for name in kept if old.get(name) != new.get(name)},
        after={name: new.get(name) for name in kept if old.get(name) != new.get(name)},
        detail={name: [old_parts[name], new_parts[name]] for name in new_parts if old_parts[name] != new_parts[name]},
    )
    return activity


def _end(activity: Activity, state: ActivityState, verb: str, *, by: User, expected: int, reason: str) -> Activity:
    words = reason.strip()
    if not words:
        raise Refused("请填写原因。", field="reason")
    activity.state, activity.reason = state, words
    check(activity)
    save_versioned(activity, expected=expected, fields=("state", "reason"))
    _tell(activity)
    detail = {} if activity.is_restricted else {"reason": words}
    audit.record(verb, by=by, subject=activity.reference(), org_id=activity.org_id, after={"state": state.value}, detail=detail)
    return activity


def _read(activity: Activity, expected: int) -> Activity:
    """The row as it is now; a form may already have filled ``activity``."""
    found = Activity.objects.select_for_update().filter(pk=activity.pk).first()
    if found is None or found.version != expected:
        raise StaleRecord
    return found


def _check_in_force(activity: Activity, what: str) -> None:
    if activity.state not in (ActivityState.PLANNED, ActivityState.HELD):
        raise Refused(f"该工作记录{activity.get_state_display()}，不能再{what}。")


def _set_when(activity: Activity, fields: ActivityFields) -> None:
    for name in ("starts_at", "ends_at"):
        if name in fields:
            setattr(activity, name, fields[name])
    day = fields.get("day") or (business_date(activity.starts_at) if activity.starts_at else None)
    if day is None:
        raise Refused("请填写日期。", field="day")
    if activity.starts_at and business_date(activity.starts_at) != day:
        raise Refused("开始时间与日期不在同一天，请核对。", field="starts_at")
    activity.day = day


def _set_row(activity: Activity, kind: ActivityKind, fields: ActivityFields, today: date) -> None:
    for name in ROW:
        if name in fields:
            setattr(activity, name, fields[name])  # type: ignore[literal-required]
    is_held = activity.state == ActivityState.HELD
    if is_held:
        not_after(activity.day, today, "日期", field="day")
    if "outcomes" in fields:
        activity.outcomes = cleaned(kind.outcomes, fields["outcomes"], is_held=is_held)
    elif is_held and kind.outcomes:
        activity.outcomes = cleaned(kind.outcomes, _known_outcomes(activity, kind), is_held=True)


def _known_outcomes(activity: Activity, kind: ActivityKind) -> dict[str, Any]:
    """What was entered under fields that the kind still has."""
    names = {field.name for field in kind.outcomes}
    return {name: value for name, value in activity.outcomes.items() if name in names}


def _attendance(fields: ActivityFields) -> Attendance:
    return Attendance(
        present=fields.get("present"),
        absent=fields.get("absent"),
        outsiders=fields.get("outsiders", ()),
        capacities=fields.get("capacities"),
    )


def _trail(activity: Activity) -> dict[str, Any]:
    """What the trail keeps of the row: never the text; of what is 限知悉 only that it is there."""
    if activity.is_restricted:
        return snapshot(activity, TRAILED_RESTRICTED)
    kept = snapshot(activity, TRAILED)
    for name in ("starts_at", "ends_at"):
        at = getattr(activity, name)
        kept[name] = f"{at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}" if at else None
    kept["outcomes"] = "；".join(f"{title}：{words}" for title, words in shown(kind_of(activity).outcomes, activity.outcomes)) or None
    return kept


def _parts(activity: Activity) -> dict[str, Any]:
    """What the trail keeps of the parts: how many were there and, unless it is 限知悉, who was absent and what is linked."""
    people = list(activity.participations.all())
    found: dict[str, Any] = {
        "present": sum(row.is_present for row in people),
        "absent": sum(not row.is_present for row in people),
        "agenda": activity.agenda.count(),
        "summary_length": len(activity.summary),
    }
    if activity.confidentiality != Confidentiality.RESTRICTED:
        found["absentees"] = [row.name for row in people if not row.is_present]
        found["links"] = sorted(f"{row.role}:{row.record_kind}:{row.record_pk}" for row in activity.links.all())
    return found


def _audience(activity: Activity) -> dict[int, set[str]]:
    """Whose figures and findings hang on the activity: the organiser's, those of linked records, those of everybody named."""
    found = {activity.org_id: {Activity.record_kind, f"{Activity.record_kind}.{activity.kind}"}}
    for row in activity.links.all():
        found[activity.org_id].add(row.record_kind)
        if row.record_org_id is not None:
            found.setdefault(row.record_org_id, set()).update((Activity.record_kind, row.record_kind))
    for org_id in activity.participations.filter(person__isnull=False).values_list("person__org", flat=True).distinct().order_by():
        found.setdefault(org_id, set()).add(Activity.record_kind)
    return found


def _tell(activity: Activity, also: Mapping[int, set[str]] | None = None) -> None:
    told = _audience(activity)
    for org_id, kinds in (also or {}).items():
        told.setdefault(org_id, set()).update(kinds)
    for org_id, kinds in sorted(told.items()):
        tell(org_id, *sorted(kinds))
