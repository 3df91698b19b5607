"""专家智库办理: register and correct institutes and experts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.experts.models import Expert, Institute
from tongpin.domains.experts.selectors import experts_named, institutes_named
from tongpin.engines.ledgers.services import Changes, amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused


class InstituteFields(TypedDict):
    """院所栏目."""

    name: str
    place: str


class ExpertFields(TypedDict):
    """专家栏目."""

    name: str
    institute_name: str
    title: str
    field: str


@dataclass(frozen=True, slots=True)
class NamedExpert:
    """有姓名的专家: how a row of a ledger names a person."""

    name: str
    institute: str
    title: str = ""


@transaction.atomic
def register_institute(*, org: Organisation, by: User, **fields: Unpack[InstituteFields]) -> Institute:
    """登记院所."""
    return enter(Institute(org=org, **fields), verb="institute.registered", by=by, fields=fields)


@transaction.atomic
def correct_institute(institute: Institute, *, by: User, expected: int, **fields: Unpack[InstituteFields]) -> Institute:
    """更正院所."""
    return amend(institute, verb="institute.corrected", by=by, expected=expected, values=dict(fields), also=("expert",))


@transaction.atomic
def register_expert(*, org: Organisation, by: User, **fields: Unpack[ExpertFields]) -> Expert:
    """登记专家."""
    values = _expert(org, fields)
    return enter(Expert(org=org, **values), verb="expert.registered", by=by, fields=values)


@transaction.atomic
def correct_expert(expert: Expert, *, by: User, expected: int, **fields: Unpack[ExpertFields]) -> Expert:
    """更正专家."""
    return amend(expert, verb="expert.corrected", by=by, expected=expected, values=_expert(expert.org, fields))


def institute_of(org: Organisation, name: str, *, field: str = "institute_name") -> Institute:
    """院所: the institute of ``org`` with this name; Refused where it is not registered yet."""
    found = institutes_named(org, [name]).get(name)
    if found is None:
        raise Refused(f"还没有登记院所“{name}”，请先登记院所，或核对名称。", field=field)
    return found


def expert_of(org: Organisation, name: str, institute_name: str) -> Expert:
    """专家: the person of ``org`` by name and institute; Refused where not registered yet."""
    found = experts_named(org, [(name, institute_name)]).get((name, institute_name))
    if found is None:
        raise Refused(f"还没有登记{institute_name}的专家“{name}”，请先登记专家，或核对姓名和院所。", field="expert_name")
    return found


def note_institutes(org: Organisation, names: Iterable[str], changes: Changes) -> dict[str, Institute]:
    """记下院所: name → institute; those not yet known are created."""
    wanted = list(dict.fromkeys(names))
    found = institutes_named(org, wanted)
    new = [Institute(org=org, name=name) for name in wanted if name not in found]
    if new:
        changes.create(new)
    return {**found, **{institute.name: institute for institute in new}}


def note_experts(org: Organisation, people: Iterable[NamedExpert], changes: Changes) -> dict[tuple[str, str], Expert]:
    """记下专家: (name, institute name) → expert; the 职称 of the last row stays as the one last known."""
    rows = list(people)
    institutes = note_institutes(org, [row.institute for row in rows], changes)
    found = experts_named(org, [(row.name, row.institute) for row in rows])
    new: dict[tuple[str, str], Expert] = {}
    changed: dict[int, Expert] = {}
    for row in rows:
        key = (row.name, row.institute)
        expert = found.get(key)
        if expert is None:
            expert = found[key] = new[key] = Expert(org=org, name=row.name, institute=institutes[row.institute])
        if row.title and expert.title != row.title:
            expert.title = row.title
            if expert.pk is not None:
                changed[expert.pk] = expert
    if new:
        changes.create(list(new.values()))
    if changed:
        changes.update(list(changed.values()), ["title"])
    return found


def _expert(org: Organisation, fields: ExpertFields) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    values["institute"] = institute_of(org, values.pop("institute_name"))
    return values
