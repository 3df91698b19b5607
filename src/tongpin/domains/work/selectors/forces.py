"""专班查询: forces and whom they consist of, what they carry, what their meetings handed out, and whom was spoken with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from tongpin.domains.work.enums import ForceRole, ProjectState, TaskState
from tongpin.domains.work.models import Contact, Force, ForceCharge, ForceMember, Project, Task
from tongpin.domains.work.selectors.tasks import tasks
from tongpin.engines.activities.models import Activity
from tongpin.engines.activities.selectors import activities_of, held, visible_activities
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import Face
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import all_organisations, people, people_within

ROLE_ORDER = Case(*(When(role=role, then=Value(n)) for n, role in enumerate(ForceRole.values)), output_field=IntegerField())


def forces() -> QuerySet[Force]:
    """攻坚力量清单, with how many are in and how much is carried."""
    now_in = Count("members", filter=Q(members__ends_on__isnull=True) | Q(members__ends_on=F("ended_on")), distinct=True)
    return Force.objects.select_related("org", "branch_approved_by", "branch_head").annotate(
        member_count=now_in, charge_count=Count("charges", distinct=True)
    )


def force_matches(text: str) -> Q:
    """Forces whose name, duty or member contains ``text``."""
    named = ForceMember.objects.filter(force=OuterRef("pk"), name__icontains=text)
    return Q(name__icontains=text) | Q(duty__icontains=text) | Q(Exists(named))


def members_of(force_pk: int) -> QuerySet[ForceMember]:
    """成员, those present first, heads first."""
    return ForceMember.objects.filter(force=force_pk).select_related("person", "person__org").order_by("ends_on", ROLE_ORDER, "pk")


def force_members() -> QuerySet[ForceMember]:
    """全部成员."""
    return ForceMember.objects.select_related("force", "force__org", "person")


def roster_on(force: Force, on: date) -> list[ForceMember]:
    """某日名册: who belonged to a force on a day; on the day it closed those who closed it."""
    inside = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    if force.ended_on is not None and on >= force.ended_on:
        inside = Q(ends_on=force.ended_on)
    return list(members_of(force.pk).filter(inside, starts_on__lte=on).order_by(ROLE_ORDER, "pk"))


def charges() -> QuerySet[ForceCharge]:
    """承担."""
    return ForceCharge.objects.select_related("force", "force__org", "task", "project")


def tasks_of_force(force_pk: int) -> QuerySet[Task]:
    """专班承担的任务: its own and those of the projects it carries."""
    direct = ForceCharge.objects.filter(force=force_pk, task=OuterRef("pk"))
    through = ForceCharge.objects.filter(force=force_pk, project=OuterRef("project"))
    return tasks().filter(Exists(direct) | Exists(through)).exclude(state=TaskState.DRAFT)


def projects_of_force(force_pk: int) -> QuerySet[Project]:
    """专班承担的项目."""
    return Project.objects.filter(charges__force=force_pk).select_related("org", "leader", "department", "person")


def force_of_tasks(rows: Iterable[Task]) -> Mapping[int, Force]:
    """各任务的专班: by its own charge, else by its project's; one query."""
    wanted = list(rows)
    held_by = charges().filter(Q(task__in=[t.pk for t in wanted]) | Q(project__in={t.project_id for t in wanted if t.project_id}))
    direct = {c.task_id: c.force for c in held_by if c.task_id}
    through = {c.project_id: c.force for c in held_by if c.project_id}
    found = {task.pk: direct.get(task.pk) or (through.get(task.project_id) if task.project_id is not None else None) for task in wanted}
    return {pk: force for pk, force in found.items() if force is not None}


def free_tasks(org: Organisation) -> QuerySet[Task]:
    """可承担的任务: open, of the organisation or below it, and with no force yet."""
    below = tasks().filter(org__path__startswith=org.path, state=TaskState.OPEN)
    return below.filter(charges__isnull=True).order_by("due_on", "pk")


def free_projects(org: Organisation) -> QuerySet[Project]:
    """可承担的项目: not ended, and with no force yet."""
    running = Project.objects.filter(org__path__startswith=org.path, state__in=(ProjectState.DRAFT, ProjectState.RUNNING))
    return running.filter(charges__isnull=True).order_by("due_on", "pk")


def meetings_of(force: Force, viewer: User) -> QuerySet[Activity]:
    """专班会议 that the viewer may see: held, and linked to the force."""
    linked = activities_of(force.reference()).order_by().values("pk")
    return held(visible_activities(viewer)).filter(pk__in=linked).order_by("-day", "-pk")


def party_organisations(org: Organisation) -> QuerySet[Organisation]:
    """可批准的党组织 in the bureau."""
    return all_organisations().filter(path__startswith=org.path, face=Face.PARTY, ends_on__isnull=True)


def staff(org: Organisation) -> QuerySet[Person]:
    """可选人员."""
    return people_within(people().filter(left_on__isnull=True), org)


def contacts() -> QuerySet[Contact]:
    """沟通协调."""
    return Contact.objects.select_related("org", "person", "force")


def contact_matches(text: str) -> Q:
    """Contacts whose counterpart, matter or result contains ``text``."""
    return Q(counterpart__icontains=text) | Q(matter__icontains=text) | Q(result__icontains=text)


def open_by_counterpart(rows: QuerySet[Contact]) -> list[tuple[str, int]]:
    """未办结事项 by counterpart, most first."""
    found = rows.filter(settled_on__isnull=True).order_by().values("counterpart").annotate(number=Count("pk"))
    return [(row["counterpart"], row["number"]) for row in found.order_by("-number", "counterpart")]
