"""专班和督办: a force, its members, a contact, an obstacle, a unit's own steps, a criterion of a project."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tests.factories.orgs import make_person
from tests.factories.work import make_task
from tongpin.domains.work.models import (
    Contact,
    Criterion,
    Force,
    ForceCharge,
    ForceMember,
    Obstacle,
    Project,
    Recognition,
    Task,
    WorkStandard,
)
from tongpin.foundation.orgs.models import Organisation, Person, Post

_numbers = count(1)
FOUNDED = date(2024, 1, 8)
LADDER = {"before_days": "2", "department_days": "1", "leader_days": "3", "party_group_days": "6"}


def make_force(org: Organisation, **values: Any) -> Force:
    """A task force that stands since January 2024."""
    defaults = {
        "kind": "task_force",
        "name": f"第{next(_numbers)}专班",
        "duty": "统筹推进创建工作",
        "document": "局办发〔2024〕3号",
        "founded_on": FOUNDED,
    }
    return Force.objects.create(org=org, **{**defaults, **values})


def make_member_of(force: Force, person: Person | None = None, **values: Any) -> ForceMember:
    """Somebody of the office who belongs to the force."""
    person = person or make_person(force.org)
    return ForceMember.objects.create(force=force, **{"person": person, "name": person.name, "starts_on": force.founded_on, **values})


def make_charge(force: Force, task: Task | None = None, **values: Any) -> ForceCharge:
    """A task that the force carries."""
    return ForceCharge.objects.create(force=force, task=task or make_task(force.org), **{"since": force.founded_on, **values})


def make_contact(org: Organisation, **values: Any) -> Contact:
    """A contact with a town, still open."""
    defaults = {"counterpart": "蒋集镇", "matter": "园区用地协调", "on": date(2024, 1, 10)}
    if "person" not in values:
        values["person"] = make_person(org)
    return Contact.objects.create(org=org, **{**defaults, **values})


def make_obstacle(task: Task, **values: Any) -> Obstacle:
    """What the responsible person could not solve, waiting for the leader."""
    text = values.pop("text", "用地指标尚未落实")
    Task.objects.filter(pk=task.pk).update(obstacle=text)
    task.obstacle = text
    defaults = {"text": text, "reported_on": date(2024, 1, 10), "reported_by": str(task.person), "leader": task.leader}
    return Obstacle.objects.create(task=task, org=task.org, **{**defaults, **values})


def make_standard(org: Organisation, **values: Any) -> WorkStandard:
    """The unit's own steps of reminding."""
    defaults = {"rule": "work.ladder", "values": LADDER, "basis": "局务会议纪要", "starts_on": date(2024, 1, 1)}
    return WorkStandard.objects.create(org=org, **{**defaults, **values})


def make_flagship(org: Organisation, **values: Any) -> Project:
    """The number-one project, drawn up."""
    defaults = {"title": f"第{next(_numbers)}项创建工程", "area": "business", "due_on": date(2024, 12, 31), "is_number_one": True}
    return Project.objects.create(org=org, **{**defaults, **values})


def make_criterion(project: Project, **values: Any) -> Criterion:
    """A clause that asks for a number."""
    defaults = {
        "document": "《省级高新区认定管理办法》",
        "clause": f"第{next(_numbers)}条",
        "title": "高新技术企业数",
        "comparison": "at_least",
        "needed": Decimal(50),
        "unit": "家",
    }
    return Criterion.objects.create(project=project, org=project.org, **{**defaults, **values})


def make_recognition(project: Project, **values: Any) -> Recognition:
    """The policy window of a project."""
    defaults = {
        "authority": "省政府",
        "title": "省级高新区",
        "last_round_on": date(2008, 5, 1),
        "resumed_on": date(2023, 3, 1),
    }
    return Recognition.objects.create(project=project, org=project.org, **{**defaults, **values})


def make_head(person: Person, org: Organisation, title: str = "科长") -> Post:
    """Whoever heads an organisation."""
    return Post.objects.create(person=person, org=org, title=title, starts_on=date(2020, 1, 1), is_lead=True)
