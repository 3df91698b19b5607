"""攻坚推进: plans and their clauses, objectives, projects, tasks and their order, changes with their approval, lights with their memory."""

from tongpin.domains.work.models.changes import ChangeMove, ChangeRequest, Levelling
from tongpin.domains.work.models.flagship import Criterion, CriterionReading, Recognition
from tongpin.domains.work.models.forces import Contact, Force, ForceCharge, ForceMember
from tongpin.domains.work.models.lights import LightRecord
from tongpin.domains.work.models.links import TaskLink
from tongpin.domains.work.models.plans import Clause, Objective, Plan
from tongpin.domains.work.models.pressing import FormChoice, Obstacle, WorkStandard
from tongpin.domains.work.models.projects import Project
from tongpin.domains.work.models.tasks import Task, TaskPostponement, TaskReport

__all__ = [
    "ChangeMove",
    "ChangeRequest",
    "Clause",
    "Contact",
    "Criterion",
    "CriterionReading",
    "Force",
    "ForceCharge",
    "ForceMember",
    "FormChoice",
    "Levelling",
    "LightRecord",
    "Objective",
    "Obstacle",
    "Plan",
    "Project",
    "Recognition",
    "Task",
    "TaskLink",
    "TaskPostponement",
    "TaskReport",
    "WorkStandard",
]
