"""演示佐证: what shows the clauses of a letter, quarter by quarter: meetings, theme days, warning education, and two tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tongpin.demo.party.department import Department
from tongpin.demo.party.roll import Branch
from tongpin.domains.accountability.enums import Rhythm, TargetKind
from tongpin.domains.accountability.selectors.clauses import clauses_in_force
from tongpin.domains.accountability.selectors.letters import clauses_of, letters, open_version
from tongpin.domains.accountability.services.letters import correct_clause
from tongpin.domains.orglife.selectors.plans import workday_near
from tongpin.domains.work.enums import TaskArea, TaskState
from tongpin.domains.work.selectors.tasks import tasks
from tongpin.domains.work.services.tasks import assign_from, assign_task, complete_task, report_progress
from tongpin.engines.activities.enums import LinkRole
from tongpin.engines.activities.models import Activity
from tongpin.engines.activities.selectors import activities_in, held
from tongpin.engines.activities.services import link_activity, record_activity
from tongpin.foundation.accounts.models import User
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.reference import Reference

FIRST_TOPIC, IDEOLOGY, WARNING, YEARS_TASK, FIRMS = 1, 2, 3, 4, 5
"""条款编号."""
SHARES = {1: (30, "组织项目自查"), 2: (55, "实地检查一半项目"), 3: (80, "汇总问题并督促整改")}
WARNINGS = (
    ("典型案例通报", "科研经费管理典型案例"),
    ("观看警示教育片", "《规矩》"),
    ("参观警示教育基地", "省直机关廉政教育基地"),
    ("廉政党课", "守住项目评审的底线"),
)
NEAR_FIRMS = ("进企业", "联学共建")


@dataclass(frozen=True)
class Held:
    """一份责任状 with the branch that does what it promises and the two tasks that come of it."""

    letter: Any
    branch: Branch
    task: Reference
    study: Reference


def task_of_the_year(made: Department, letter: Any, title: str, *, by: User, today: date) -> Reference:
    """年度重点任务: assigned before the letter is signed; the fourth clause names it instead of evidence."""
    task = assign_task(
        org=letter.org,
        due_on=workday_near(date(letter.year, 12, 18)),
        by=by,
        today=today,
        title=title,
        area=TaskArea.BUSINESS,
        requirement="按季度报告进展，年底前完成并报厅领导。",
        leader=made.leaders[1],
        department=letter.department,
        person=letter.signer,
    )
    version = open_version(letter)
    assert version is not None
    clause = clauses_of(version).get(key=YEARS_TASK)
    correct_clause(
        clause,
        by=by,
        expected=letter.version,
        position=clause.position,
        duty=f"{clause.duty}：{title}",
        target_kind=TargetKind.RECORD,
        measure_code="",
        target_value=None,
        target=task.reference(),
        evidence=clause.evidence,
        due_on=clause.due_on,
        rhythm=Rhythm.UNTIL_DONE,
        scorer=clause.scorer,
    )
    letter.refresh_from_db()
    return task.reference()


def task_of_the_half(made: Department, letter: Any, *, by: User, today: date) -> Reference:
    """分析研判: handed over from the signed clause itself."""
    return assign_from(
        org=letter.org,
        title="上半年意识形态工作分析研判",
        source=_clauses(letter)[IDEOLOGY].reference(),
        leader=made.leaders[3],
        department=letter.department,
        person=letter.signer,
        due_on=workday_near(date(letter.year, 6, 26)),
        by=by,
        today=today,
    )


def ended_in(clause: int, quarter: int) -> bool:
    """Whether what is owed until it is done is done in the quarter."""
    return (clause == IDEOLOGY and quarter >= 2) or (clause == YEARS_TASK and quarter == 4)


def show(one: Held, quarter: int, *, until: date, by: User) -> None:
    """佐证 of one quarter up to a day: nothing is typed twice, what was recorded for the branch is linked to the clause it shows."""
    clauses = _clauses(one.letter)
    period = Period.containing(date(one.letter.year, 3 * quarter, 1), PeriodKind.QUARTER)
    _warn(one, quarter, clauses[WARNING], until=until, by=by)
    found = held(activities_in(one.branch.org)).filter(day__gte=period.start, day__lte=until).order_by("day", "pk")
    meetings = [activity for activity in found if activity.kind == "orglife.committee_meeting"]
    near = [activity for activity in found if activity.kind == "orglife.theme_day" and any(word in activity.title for word in NEAR_FIRMS)]
    for activity in meetings[:2]:
        _link(activity, clauses[FIRST_TOPIC], by)
    for activity in near[:1]:
        _link(activity, clauses[FIRMS], by)
    _report(one, quarter, until=until, by=by)


def _warn(one: Held, quarter: int, clause: Any, *, until: date, by: User) -> None:
    day = workday_near(date(one.letter.year, 3 * quarter - 1, 18))
    if day > until:
        return
    form, case = WARNINGS[quarter - 1]
    record_activity(
        org=one.branch.org,
        kind="orglife.warning_education",
        by=by,
        today=day,
        title=f"第{quarter}季度警示教育",
        day=day,
        present=[person.pk for person in one.branch.people],
        outcomes={"form": form, "case": case},
        links=[(LinkRole.COUNTS, clause.reference())],
    )


def _report(one: Held, quarter: int, *, until: date, by: User) -> None:
    """进展 of the two tasks, as the person reports it."""
    task = tasks().get(pk=one.task.pk)
    if quarter in SHARES and task.state == TaskState.OPEN:
        share, step = SHARES[quarter]
        report_progress(task, by=by, today=until, expected=task.version, share_done=share, next_step=step, obstacle="")
    elif quarter == 4 and task.due_on is not None and task.due_on <= until:
        complete_task(task, by=by, today=until, expected=task.version, on=task.due_on, result="检查报告已报厅领导。")
    study = tasks().get(pk=one.study.pk)
    held_on = workday_near(date(one.letter.year, 6, 10))
    if study.state == TaskState.OPEN and held_on <= until:
        complete_task(study, by=by, today=held_on, expected=study.version, on=held_on, result="分析研判会已召开，报告已报机关党委。")
    elif study.state == TaskState.OPEN:
        report_progress(study, by=by, today=until, expected=study.version, share_done=20, next_step="准备分析研判材料", obstacle="")


def _link(activity: Activity, clause: Any, by: User) -> None:
    link_activity(activity, role=LinkRole.COUNTS, to=clause.reference(), by=by)


def _clauses(letter: Any) -> dict[int, Any]:
    return {clause.key: clause for clause in clauses_in_force(letters().filter(pk=letter.pk))}
