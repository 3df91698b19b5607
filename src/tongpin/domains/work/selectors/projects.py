"""项目查询: projects with their owners, what they lack, and the choices of forms."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from tongpin.domains.work.enums import ProjectState, TaskState
from tongpin.domains.work.models import LightRecord, Project, Task, TaskLink
from tongpin.domains.work.permissions import Permission
from tongpin.foundation.access.selectors import may, visible_to
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation

LACKS = (("leader_id", "责任领导"), ("department_id", "责任科室"), ("person_id", "责任人"))


def projects() -> QuerySet[Project]:
    """项目清单."""
    return Project.objects.select_related("org", "objective", "clause", "leader", "department", "person")


def counted_projects() -> QuerySet[Project]:
    """项目清单 with the number of tasks, of those done, overdue ones are a matter of lights."""
    alive = ~Q(tasks__state=TaskState.CANCELLED)
    return projects().annotate(
        task_count=Count("tasks", filter=alive),
        done_count=Count("tasks", filter=Q(tasks__state=TaskState.DONE)),
        lacking_count=Count(
            "tasks",
            filter=Q(tasks__state=TaskState.DRAFT)
            & (Q(tasks__leader__isnull=True) | Q(tasks__department__isnull=True) | Q(tasks__person__isnull=True)),
        ),
    )


def project_matches(text: str) -> Q:
    """Projects whose title or people contain ``text``."""
    return Q(title__icontains=text) | Q(leader__name__icontains=text) | Q(person__name__icontains=text)


def lacks(record: Project | Task) -> list[str]:
    """缺少的责任: labels of the owners not named yet."""
    return [label for name, label in LACKS if getattr(record, name) is None]


def alert(project: Project) -> str:
    """缺责提示 of a draft with counted tasks: what keeps it from starting; "" where nothing does."""
    if project.state != ProjectState.DRAFT:
        return ""
    own = lacks(project)
    said = [f"项目缺少{'、'.join(own)}"] if own else []
    if not getattr(project, "task_count", 1):
        said.append("还没有分解任务")
    if lacking := getattr(project, "lacking_count", 0):
        said.append(f"{lacking}项任务缺少责任人员")
    return "；".join(said)


def nodes(project: Project) -> QuerySet[Task]:
    """项目任务, in order, cancelled ones too."""
    return (
        Task.objects.filter(project=project).select_related("org", "leader", "department", "person", "project").order_by("position", "pk")
    )


def links_into(project: Project) -> QuerySet[TaskLink]:
    """有效的前后关系 of a project."""
    return TaskLink.objects.filter(task__project=project, is_in_force=True).select_related("before").order_by("task", "pk")


def project_choices(org: Organisation, viewer: User) -> QuerySet[Project]:
    """可选项目 that have not ended, of an organisation and below it."""
    seen = visible_to(projects(), viewer, Permission.VIEW)
    return seen.filter(org__path__startswith=org.path, state__in=(ProjectState.DRAFT, ProjectState.RUNNING)).order_by("title")


def is_leader(user: User, project: Project | None) -> bool:
    """是否项目责任领导."""
    return project is not None and project.leader is not None and project.leader.user_id == user.pk


def may_decide(user: User, project: Project | None, org: Organisation) -> bool:
    """能否批准变更: the responsible leader of the project, or whoever holds the permission."""
    return is_leader(user, project) or may(user, Permission.APPROVE, org)


def light_history(*, task: int | None = None, project: int | None = None) -> QuerySet[LightRecord]:
    """亮灯经过 of one task or project, latest first."""
    return LightRecord.objects.filter(task=task) if task is not None else LightRecord.objects.filter(project=project)


def light_since(project: Project, word: str) -> date | None:
    """自何日起 the project shows its present light."""
    last = LightRecord.objects.filter(project=project).order_by("-since", "-pk").first()
    return last.since if last is not None and last.word == word else None
