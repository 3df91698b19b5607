"""一次活动: turns what was typed into the 工作记录 of a meeting or theme day, so that the happening is on file once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from tongpin.domains.orglife.selectors.attendance import roster_of
from tongpin.engines.activities import services as activities
from tongpin.engines.activities.enums import ActivityState, Capacity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import OFFICE_ZONE
from tongpin.kernel.reference import Reference


class GatheringFields(TypedDict):
    """一次活动的栏目; ``hours`` only where it lasted otherwise than from ``at`` until ``until``."""

    title: str
    day: date
    at: time | None
    place: str
    chair: int | None
    recorder: int | None
    speakers: Sequence[str]
    absent: Mapping[int, str]
    observers: Sequence[str]
    summary: str
    until: NotRequired[time | None]
    hours: NotRequired[Decimal | None]


def put_on_file(
    *, org: Organisation, kind: str, by: User, today: date, links: Sequence[tuple[str, Reference]], fields: GatheringFields
) -> Any:
    """登记或列入计划: a day to come is a plan; who was due is entered only of what was held."""
    if fields["day"] > today:
        return activities.plan_activity(org=org, kind=kind, by=by, today=today, links=links, **_when_and_what(fields))
    given = {**_when_and_what(fields), **_people(org, kind, fields), "links": links}
    return activities.record_activity(org=org, kind=kind, by=by, today=today, **given)


def correct(
    activity: Any, *, by: User, today: date, expected: int, links: Sequence[tuple[str, Reference]] | None, fields: GatheringFields
) -> Any:
    """登记召开 or 更正: a plan whose day has come becomes the record."""
    given: dict[str, Any] = dict(_when_and_what(fields))
    if links is not None:
        given["links"] = links
    if activity.state == ActivityState.PLANNED and fields["day"] > today:
        return activities.correct_activity(activity, by=by, today=today, expected=expected, **given)
    given |= _people(activity.org, activity.kind, fields)
    if activity.state == ActivityState.PLANNED:
        return activities.hold_activity(activity, by=by, today=today, expected=expected, **given)
    return activities.correct_activity(activity, by=by, today=today, expected=expected, **given)


def call_off(activity: Any, *, by: User, reason: str) -> None:
    """取消 a plan, or 撤回 what was recorded wrongly."""
    end = activities.cancel_activity if activity.state == ActivityState.PLANNED else activities.withdraw_activity
    end(activity, by=by, expected=activity.version, reason=reason)


def of_gathering(fields: Any) -> GatheringFields:
    """一次活动的栏目 out of what was typed of a meeting or theme day."""
    return GatheringFields(**{name: fields[name] for name in GatheringFields.__annotations__ if name in fields})  # type: ignore[typeddict-item]


def _when_and_what(fields: GatheringFields) -> dict[str, Any]:
    at, until = fields["at"], fields.get("until")
    if until is not None and (at is None or until <= at):
        raise Refused("结束时间应晚于开始时间，并同时填写开始时间，请核对。", field="until")
    starts_at, ends_at = (datetime.combine(fields["day"], one, tzinfo=OFFICE_ZONE) if one is not None else None for one in (at, until))
    given = {"title": fields["title"], "day": fields["day"], "starts_at": starts_at, "ends_at": ends_at, "hours": fields.get("hours")}
    return {**given, "place": fields["place"], "summary": fields["summary"]}


def _people(org: Organisation, kind: str, fields: GatheringFields) -> dict[str, Any]:
    """Everybody of the roster but those absent; who spoke is one of them where the name is known, somebody from outside otherwise."""
    roster = roster_of(org, kind, fields["day"])
    by_name: dict[str, list[int]] = {}
    for one in roster:
        by_name.setdefault(one.name, []).append(one.person_id)
    absent = dict(fields["absent"])
    present = [one.person_id for one in roster if one.person_id not in absent]
    capacities: dict[int, str] = {}
    for capacity, person in ((Capacity.RECORDER, fields["recorder"]), (Capacity.CHAIR, fields["chair"])):
        if person is not None:
            if person not in present:
                raise Refused("主持人和记录人应在到会人员中，请核对。", field=capacity.value)
            capacities[person] = capacity
    outsiders = [activities.Outsider(name, capacity=Capacity.OBSERVER) for name in fields["observers"]]
    for name in fields["speakers"]:
        known = by_name.get(name, [])
        if len(known) == 1 and known[0] in present:
            capacities[known[0]] = Capacity.SPEAKER
        else:
            outsiders.append(activities.Outsider(name, capacity=Capacity.SPEAKER))
    return {"present": present, "absent": absent, "outsiders": outsiders, "capacities": capacities}
