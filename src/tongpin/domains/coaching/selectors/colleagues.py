"""可交办: who keeps tasks, and which units may lead one."""

from __future__ import annotations

from django.db.models import QuerySet

from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import gathered
from tongpin.kernel.occasions import TaskMaker


def task_maker() -> TaskMaker | None:
    """任务交办 of the subject that keeps tasks, where there is one."""
    return next(iter(gathered(TaskMaker)), None)


def departments(org: Organisation) -> QuerySet[Organisation]:
    """可选科室 of an organisation: itself and what stands below it."""
    return Organisation.objects.filter(path__startswith=org.path, ends_on__isnull=True).order_by("path")
