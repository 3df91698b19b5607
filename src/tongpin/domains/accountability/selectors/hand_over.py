"""工单交办查询: what of an order can become a task, whose it would be, and what was handed over already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from tongpin.domains.accountability.models import OrderItem, WorkOrder
from tongpin.domains.accountability.selectors.letters import same_clause
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import organisations, people_within
from tongpin.foundation.orgs.selectors import people as all_people
from tongpin.kernel.extensions import gathered
from tongpin.kernel.occasions import AssignedTask, TaskMaker
from tongpin.kernel.reference import Reference


def task_maker() -> TaskMaker | None:
    """任务交办 of the subject that keeps tasks, where there is one."""
    return next(iter(gathered(TaskMaker)), None)


def people(org: Organisation) -> QuerySet[Person]:
    """可选人员 of a unit and what stands below it who have not left."""
    return people_within(all_people().filter(left_on__isnull=True), org)


def departments(org: Organisation) -> QuerySet[Organisation]:
    """可选科室 of a unit: itself and what stands below it today."""
    return organisations().filter(path__startswith=org.path, ends_on__isnull=True).order_by("path")


def source_of(item: OrderItem) -> Reference:
    """任务来源: the clause of the letter, which stays the same from quarter to quarter; of a supervision order the order."""
    return item.clause.reference() if item.clause is not None else item.order.reference()


def handed_over(order: WorkOrder, rows: Sequence[OrderItem], viewer: Any) -> dict[int, Sequence[AssignedTask]]:
    """已交办的任务 by the key of the item, as far as the viewer may see them; also those of earlier quarters and wordings."""
    maker = task_maker()
    if maker is None:
        return {}
    sources: dict[int, list[Reference]] = {}
    for item in rows:
        same = same_clause(item.clause) if item.clause is not None else ()
        sources[item.pk] = [Reference("letter_clause", one.pk, one.duty[:80]) for one in same] or [order.reference()]
    found = maker.of([one for some in sources.values() for one in some], viewer)
    return {pk: [task for one in some for task in found.get((one.kind, one.pk), ())] for pk, some in sources.items()}
