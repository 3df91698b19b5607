"""演示决定: what a Party group decides with everybody's view, hands over as a task and follows up; votes of the general meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tongpin.demo.party.gatherings import enter_item
from tongpin.domains.orglife.enums import Declared, Stance, VoteMethod, VoteRule
from tongpin.domains.orglife.selectors.agenda import items_of, meeting_items
from tongpin.domains.orglife.selectors.attendance import attendance
from tongpin.domains.orglife.services.agenda import record_opinion
from tongpin.domains.orglife.services.votes import record_vote
from tongpin.domains.work.selectors.tasks import tasks_from
from tongpin.domains.work.services.tasks import assign_from, complete_task, report_progress
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.periods import Period

DECISIONS = {
    3: "审议年度科技创新重点任务清单",
    6: "审议重点研发计划项目立项建议",
    9: "审议科技创新平台优化整合方案",
    12: "审议下一年度部门预算安排建议",
}
VIEWS = ("建议压实责任、细化进度。", "同意方案，注意与预算衔接。", "同意，抓紧组织实施。", "同意，做好政策解读。")
DAYS_TO_DO = 75


def decide(meeting: Any, number: int, leaders: Sequence[Person], month: Period, *, by: User, today: date) -> None:
    """三重一大: everybody there says their view, the leader last; the decision is reported on until it is done."""
    item = enter_item(
        meeting, number, (DECISIONS[month.start.month], "decision", "同意，由牵头处室组织实施。"), leader=leaders[-1].name, by=by
    )
    present = {one.person_id for one in attendance(meeting).present}
    speaking = [person for person in (*leaders[1:], leaders[0]) if person.pk in present]
    for place, person in enumerate(speaking, 1):
        text = VIEWS[place % len(VIEWS)] if place < len(speaking) else "同意大家意见，按此方案执行。"
        record_opinion(item, by=by, person=person, position=place, stance=Stance.AGREE, text=text, is_written=False)


def report_to_members(meeting: Any, *, by: User) -> None:
    """大会表决 on the work report, by show of hands: all who were there are for it."""
    item = next((one for one in items_of(meeting) if one.topic == "report"), None)
    there = attendance(meeting)
    if item is None or not there.voters_present:
        return
    due, present = len(there.voters_due), len(there.voters_present)
    record_vote(
        item,
        by=by,
        subject="支部工作报告",
        method=VoteMethod.OPEN,
        rule=VoteRule.ORDINARY,
        due=due,
        present=present,
        issued=None,
        returned=None,
        valid=None,
        yes=present,
        no=0,
        abstain=0,
        declared=Declared.PASSED,
        counters="",
        is_restricted=False,
    )


def hand_over(
    org: Organisation, leaders: Sequence[Person], offices: Sequence[tuple[Organisation, Person]], *, by: User, today: date
) -> None:
    """决定交办: each decision of the year is the task of an office: done, under way, or waiting for coordination."""
    items = meeting_items().filter(org__parent=org, topic="decision", meeting__activity__day__year=today.year)
    for place, item in enumerate(items.order_by("meeting__activity__day")):
        department, person = offices[place % len(offices)]
        on = item.meeting.activity.day + timedelta(days=2)
        due = on + timedelta(days=DAYS_TO_DO)
        assign_from(
            org=org,
            title=f"落实：{item.title}",
            source=item.reference(),
            leader=leaders[1 + place % (len(leaders) - 1)] if len(leaders) > 1 else leaders[0],
            department=department,
            person=person,
            due_on=due,
            by=by,
            today=on,
        )
        task = tasks_from([item.reference()]).get()
        if due < today - timedelta(days=30):
            complete_task(task, by=by, today=due, expected=task.version, on=due - timedelta(days=4), result="已印发实施。")
        elif on + timedelta(days=20) <= today:
            obstacle = "需会同财政部门核定资金" if due < today else ""
            report_progress(
                task,
                by=by,
                today=on + timedelta(days=20),
                expected=task.version,
                share_done=60,
                next_step="征求意见后印发",
                obstacle=obstacle,
            )
