"""工作计划查询: plans, and the tree from each clause down to its tasks, with what is not broken down yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tongpin.domains.work.enums import ProjectState, TaskState
from tongpin.domains.work.models import Clause, Objective, Plan, Project, Task
from tongpin.domains.work.permissions import Permission
from tongpin.engines.indicators.selectors import definitions
from tongpin.foundation.access.selectors import visible_to
from tongpin.foundation.accounts.models import User

_ALIVE = ~Q(state=ProjectState.STOPPED)


def plans() -> QuerySet[Plan]:
    """工作计划清单, with how many clauses each has and how many are not broken down."""
    return Plan.objects.select_related("org", "carried_from")


def counted_plans() -> QuerySet[Plan]:
    """工作计划清单 with the number of clauses and of those that nothing follows up."""
    return plans().annotate(
        clause_count=Count("clauses", distinct=True), missing_count=Count("clauses", filter=Q(clauses__in=undone_clauses()), distinct=True)
    )


def plan_matches(text: str) -> Q:
    """Plans whose title or document contains ``text``."""
    return Q(title__icontains=text) | Q(document__icontains=text) | Q(issued_by__icontains=text)


def clauses() -> QuerySet[Clause]:
    """计划条款, with what they belong to."""
    return Clause.objects.select_related("org", "plan", "department")


def clause_matches(text: str) -> Q:
    """Clauses whose words contain ``text``."""
    return Q(text__icontains=text) | Q(number=text)


def undone_clauses() -> QuerySet[Clause]:
    """未分解的条款: neither a project nor a task follows them up, and nobody said that none is needed."""
    project = Project.objects.filter(_ALIVE, Q(clause=OuterRef("pk")) | Q(objective__clause=OuterRef("pk")))
    task = Task.objects.filter(clause=OuterRef("pk")).exclude(state=TaskState.CANCELLED)
    return Clause.objects.filter(~Exists(project), ~Exists(task), note="")


def marked_clauses() -> QuerySet[Clause]:
    """条款清单, each marked where nothing follows it up."""
    return clauses().annotate(is_undone=Exists(undone_clauses().filter(pk=OuterRef("pk"))))


def objectives() -> QuerySet[Objective]:
    """工作目标, with their plan and clause."""
    return Objective.objects.select_related("org", "plan", "clause")


def objective_choices(viewer: User, on: date) -> QuerySet[Objective]:
    """可选目标 of this and last year's plans, as far as the viewer may see them."""
    return visible_to(objectives(), viewer, Permission.VIEW).filter(plan__year__gte=on.year - 1).order_by("-plan__year", "plan", "pk")


def measure_choices(on: date) -> list[tuple[str, str]]:
    """可选指标 (code, title)."""
    return [(d.code, d.version.title) for d in definitions(on)]


@dataclass
class ObjectiveBranch:
    """目标及其项目."""

    objective: Objective
    measure: str = ""
    projects: list[Project] = field(default_factory=list)


@dataclass
class ClauseBranch:
    """条款及其分解: objectives with projects, projects and tasks that hang on the clause itself."""

    clause: Clause
    objectives: list[ObjectiveBranch] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """未分解: nothing that is still alive follows the clause up."""
        followed = any(p.state != ProjectState.STOPPED for p in self.all_projects()) or any(
            t.state != TaskState.CANCELLED for t in self.tasks
        )
        return not followed and not self.clause.note

    @property
    def state(self) -> tuple[str, str]:
        """(tone, word): 未分解, 无需分解, 已分解 or 已完成."""
        if self.is_missing:
            return "warn", "未分解"
        ended = {ProjectState.DONE, ProjectState.STOPPED, TaskState.DONE, TaskState.CANCELLED}
        states = [p.state for p in self.all_projects()] + [t.state for t in self.tasks]
        if not states:
            return "plain", "无需分解"
        return ("done", "已完成") if all(s in ended for s in states) else ("active", "已分解")

    def all_projects(self) -> list[Project]:
        return [*self.projects, *(p for branch in self.objectives for p in branch.projects)]


@dataclass
class PlanTree:
    """计划分解树."""

    clauses: list[ClauseBranch]
    objectives: list[ObjectiveBranch]

    @property
    def missing(self) -> int:
        return sum(branch.is_missing for branch in self.clauses)

    def all_objectives(self) -> list[ObjectiveBranch]:
        return [*self.objectives, *(goal for branch in self.clauses for goal in branch.objectives)]


def plan_tree(plan: Plan, viewer: User, on: date) -> PlanTree:
    """分解树 of a plan: clauses → objectives → projects, and tasks of clauses; six queries however long the plan is."""
    titles = dict(measure_choices(on))
    branches: dict[int | None, ClauseBranch] = {c.pk: ClauseBranch(c) for c in clauses().filter(plan=plan)}
    set_goals = objectives().filter(plan=plan)
    goals: dict[int | None, ObjectiveBranch] = {o.pk: ObjectiveBranch(o, titles.get(o.measure, o.measure)) for o in set_goals}
    whole: list[ObjectiveBranch] = []
    for goal in goals.values():
        clause = branches.get(goal.objective.clause_id)
        (clause.objectives if clause else whole).append(goal)
    linked = Q(clause__plan=plan) | Q(objective__plan=plan)
    seen = visible_to(Project.objects.filter(linked), viewer, Permission.VIEW).select_related("leader", "department", "person")
    for project in seen.order_by("due_on", "pk"):
        home: Any = goals.get(project.objective_id) or branches.get(project.clause_id)
        if home is not None:
            home.projects.append(project)
    for task in visible_to(Task.objects.filter(clause__plan=plan), viewer, Permission.VIEW).select_related(
        "leader", "department", "person"
    ):
        branches[task.clause_id].tasks.append(task)
    return PlanTree(list(branches.values()), whole)


def unfinished(tree: PlanTree) -> list[Clause]:
    """未完成的条款: what a plan of the next year may carry on."""
    return [branch.clause for branch in tree.clauses if branch.state[1] in ("未分解", "已分解")]
