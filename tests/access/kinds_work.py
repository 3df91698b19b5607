"""攻坚推进 in the world of the access tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.orgs import make_person
from tests.factories.work import make_task
from tests.factories.work_forces import make_charge, make_contact, make_force, make_member_of, make_obstacle, make_standard
from tongpin.foundation.orgs.models import Organisation


def work_records(org: Organisation, mark: str) -> dict[str, Any]:
    """A task of the place; its responsible person has no account."""
    people = {role: make_person(org, f"{mark}{word}") for role, word in (("leader", "领"), ("person", "责"))}
    return {"task": make_task(org, title=f"{mark}任务", requirement=f"{mark}要求", **people), **force_records(org, mark)}


def force_records(org: Organisation, mark: str) -> dict[str, Any]:
    """A force with a member and a task that is late and held up, a contact, and steps of the place's own that have not begun."""
    people = {role: make_person(org, f"{mark}{word}") for role, word in (("leader", "导"), ("person", "办"))}
    late = make_task(org, title=f"{mark}逾期任务", due_on=date(2023, 11, 30), **people)
    force = make_force(org, name=f"{mark}专班", duty=f"{mark}职责", founded_on=date(2023, 6, 1))
    return {
        "force": force,
        "force_member": make_member_of(force, make_person(org, f"{mark}成员")),
        "force_charge": make_charge(force, late),
        "late_task": late,
        "obstacle": make_obstacle(late, text=f"{mark}困难"),
        "contact": make_contact(org, counterpart=f"{mark}对象", matter=f"{mark}事项", person=people["leader"]),
        "work_standard": make_standard(org, basis=f"{mark}办法", starts_on=date(2098, 1, 1)),
    }
