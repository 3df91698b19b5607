"""任务倒逼办理: an obstacle goes to the leader and is answered; the unit sets its own steps; a person decides the form of organisation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from tongpin.domains.work.enums import ObstacleState, TaskState
from tongpin.domains.work.models import FormChoice, Obstacle, Project, Task, WorkStandard
from tongpin.domains.work.selectors.standards import form_answer, standard_problem, standard_title, standard_words
from tongpin.engines.ledgers.services import amend, enter, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import insert
from tongpin.kernel.errors import Refused


@transaction.atomic
def route_obstacle(task: Task, *, text: str, by: User, today: date) -> Obstacle | None:
    """转送需协调事项: what was reported goes to the responsible leader; reporting none lifts the one that stood."""
    held = Obstacle.objects.filter(task=task, state=ObstacleState.OPEN).first()
    if held is not None and held.text == text:
        return held
    if held is not None:
        words = "责任人报告不再需要协调。" if not text else "责任人另行报告。"
        _close(held, ObstacleState.LIFTED, words, by=by, today=today)
    if not text or task.leader is None:
        return None
    record = Obstacle(task=task, org=task.org, text=text, reported_on=today, reported_by=by.display_name, leader=task.leader)
    return enter(record, verb="obstacle.routed", by=by, fields=("text", "leader"))


@transaction.atomic
def answer_obstacle(obstacle: Obstacle, *, by: User, today: date, expected: int, answer: str) -> Obstacle:
    """答复需协调事项: the answer stays on file; from then on the task is reminded of as before."""
    if obstacle.state != ObstacleState.OPEN:
        raise Refused(f"该事项{obstacle.get_state_display()}，不必重复答复。")
    if not answer.strip():
        raise Refused("请填写答复内容。", field="answer")
    task = obstacle.task
    if task.obstacle and task.state == TaskState.OPEN:
        amend(task, verb="task.obstacle_answered", by=by, expected=task.version, values={"obstacle": ""})
    return _close(obstacle, ObstacleState.ANSWERED, answer.strip(), by=by, today=today, expected=expected)


@transaction.atomic
def lift_obstacle(task: Task, *, words: str, by: User, today: date) -> None:
    """需协调事项随任务了结: the task has ended, nothing waits for an answer."""
    held = Obstacle.objects.filter(task=task, state=ObstacleState.OPEN).first()
    if held is not None:
        _close(held, ObstacleState.LIFTED, words, by=by, today=today)


@transaction.atomic
def set_standard(*, org: Organisation, by: User, rule: str, starts_on: date, basis: str, values: Mapping[str, Decimal]) -> WorkStandard:
    """登记执行口径: the unit's own numbers for a rule, from a day on; what held before stays as it was."""
    if problem := standard_problem(rule, values):
        raise Refused(problem)
    kept = {name: format(value.normalize(), "f") for name, value in values.items()}
    record = WorkStandard(org=org, rule=rule, starts_on=starts_on, basis=basis, values=kept)
    insert(record)
    after = {"规则": standard_title(record), "数值": standard_words(record), "起用日期": starts_on.isoformat(), "依据": basis}
    audit.record("work_standard.set", by=by, subject=record.reference(), org_id=org.pk, after=after)
    return record


@transaction.atomic
def withdraw_standard(standard: WorkStandard, *, by: User, today: date, expected: int, reason: str) -> WorkStandard:
    """撤回执行口径 that has not begun; one that has begun is followed by another, since it was acted on."""
    if standard.starts_on <= today:
        raise Refused(f"该口径自{standard.starts_on:%Y-%m-%d}起已经执行，不能撤回。请另行登记新的口径。")
    fields = ("starts_on", "basis")
    return remove(standard, verb="work_standard.withdrawn", by=by, expected=expected, reason=reason, fields=fields)


@transaction.atomic
def choose_form(project: Project, *, by: User, today: date, form: str, reason: str) -> FormChoice:
    """认定组织形式: a person decides, with the reason; what the rule said then stays beside it."""
    if not reason.strip():
        raise Refused("请写明理由。", field="reason")
    answer = form_answer(project, today)
    choice = FormChoice(
        project=project,
        form=form,
        rule_form=str(answer.value or ""),
        reason=reason.strip(),
        chosen_on=today,
        chosen_by=by.display_name,
    )
    insert(choice)
    after: dict[str, Any] = {"组织形式": choice.get_form_display(), "reason": choice.reason}
    audit.record("work_project.form_chosen", by=by, subject=project.reference(), org_id=project.org_id, after=after)
    return choice


def _close(obstacle: Obstacle, state: ObstacleState, words: str, *, by: User, today: date, expected: int | None = None) -> Obstacle:
    values = {"state": state, "answer": words, "answered_on": today, "answered_by": by.display_name}
    verb = "obstacle.answered" if state == ObstacleState.ANSWERED else "obstacle.lifted"
    return amend(obstacle, verb=verb, by=by, expected=obstacle.version if expected is None else expected, values=values)
