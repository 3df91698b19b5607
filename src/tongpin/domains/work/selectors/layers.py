"""责任体系查询: each task with its three layers: the member of the Party group, the force, the department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.work.models import Force, Task
from tongpin.domains.work.selectors.forces import force_of_tasks
from tongpin.domains.work.selectors.tasks import started_tasks
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.selectors import posts


@dataclass(frozen=True)
class Layers:
    """三层责任 of a task. ``gap`` says which layer is not there; no force is none, since the department alone may carry it."""

    leader: str
    post: str
    force: Force | None
    department: str
    person: str
    gap: str


def layers_of(rows: Iterable[Task], on: date) -> Mapping[int, Layers]:
    """三层责任 of tasks on a day; two queries for all. A leader outside the Party group is shown as such."""
    wanted = list(rows)
    in_force = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    leaders = {task.leader_id for task in wanted} | {task.project.leader_id for task in wanted if task.project}
    seats = posts().filter(in_force, starts_on__lte=on, org__level=OrgLevel.PARTY_GROUP, person__in=leaders).order_by("is_lead", "pk")
    seat = {post.person_id: post for post in seats}
    carried = force_of_tasks(wanted)
    return {task.pk: _layers(task, seat, carried.get(task.pk)) for task in wanted}


def mapped_tasks() -> QuerySet[Task]:
    """责任体系图的任务: those that have started and have not been cancelled."""
    return started_tasks().select_related("project__leader").exclude(state="cancelled")


def _layers(task: Task, seat: Mapping[int, object], force: Force | None) -> Layers:
    own = task.leader
    over = task.project.leader if task.project else None
    leader = next((one for one in (own, over) if one is not None and one.pk in seat), None)
    gap = "" if leader else f"责任领导{own}没有登记党组职务" if own else "没有责任领导"
    post = getattr(seat.get(leader.pk), "title", "") if leader else ""
    return Layers(
        leader=str(leader or own or ""),
        post=post,
        force=force,
        department=task.department.shown_name if task.department else "",
        person=str(task.person or ""),
        gap=gap,
    )
