"""专班办理: forces are founded, staffed, charged with work, hand out what their meetings decide, and are closed with a result."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.work.models import Force, ForceCharge, ForceMember, Project, Task
from tongpin.domains.work.services.tasks import TaskFields, assign_task
from tongpin.engines.activities.models import Activity
from tongpin.engines.ledgers.services import amend, enter, not_after, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.enums import Face
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import insert
from tongpin.kernel.errors import Refused


class ForceFields(TypedDict):
    """攻坚力量栏目."""

    kind: str
    name: str
    duty: str
    document: str
    founded_on: date
    term_until: date | None


class MemberFields(TypedDict):
    """成员栏目: somebody of the office by ``person``, somebody else by ``name`` and ``unit``."""

    person: Person | None
    name: str
    unit: str
    role: str
    duty: str
    starts_on: date


@transaction.atomic
def found_force(*, org: Organisation, by: User, today: date, **fields: Unpack[ForceFields]) -> Force:
    """设立专班、指挥部、领导小组或突击队."""
    not_after(fields["founded_on"], today, "成立日期", field="founded_on")
    return enter(Force(org=org, **fields), verb="force.founded", by=by, fields=fields)


@transaction.atomic
def correct_force(force: Force, *, by: User, today: date, expected: int, **fields: Unpack[ForceFields]) -> Force:
    """更正专班登记."""
    not_after(fields["founded_on"], today, "成立日期", field="founded_on")
    return amend(force, verb="force.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def close_force(force: Force, *, by: User, today: date, expected: int, on: date, result: str) -> Force:
    """完成或撤销: with what came out. Its members leave that day; a temporary branch has to be ended first."""
    _check_standing(force, "办理完成或撤销")
    not_after(on, today, "撤销或完成日期", field="on")
    if not result.strip():
        raise Refused("请填写工作结果，没有结果记录不能完成或撤销。", field="result")
    if force.branch_name and force.branch_ended_on is None:
        raise Refused(f"“{force.branch_name}”还没有撤销，请先办理临时党组织撤销。")
    later = force.members.filter(ends_on__isnull=True, starts_on__gt=on).first()
    if later is not None:
        raise Refused(f"{later.name}于{later.starts_on:%Y-%m-%d}加入，撤销或完成日期不能更早。", field="on")
    force = amend(force, verb="force.closed", by=by, expected=expected, values={"ended_on": on, "result": result.strip()})
    force.members.filter(ends_on__isnull=True).update(ends_on=on)
    return force


@transaction.atomic
def found_branch(
    force: Force, *, by: User, today: date, expected: int, name: str, approved_by: Organisation, secretary: Person | None, on: date
) -> Force:
    """成立临时党组织 within a force, as a Party organisation approved."""
    _check_standing(force, "成立临时党组织")
    if force.branch_name and force.branch_ended_on is None:
        raise Refused(f"已有临时党组织“{force.branch_name}”，不能重复成立。")
    if approved_by.face != Face.PARTY:
        raise Refused(f"“{approved_by}”不是党组织，请选择批准成立的党组织。", field="approved_by")
    not_after(on, today, "成立日期", field="on")
    values = {
        "branch_name": name,
        "branch_approved_by": approved_by,
        "branch_head": secretary,
        "branch_founded_on": on,
        "branch_ended_on": None,
    }
    return amend(force, verb="force.branch_founded", by=by, expected=expected, values=values)


@transaction.atomic
def end_branch(force: Force, *, by: User, today: date, expected: int, on: date) -> Force:
    """撤销临时党组织: its name and days stay on file."""
    if not force.branch_name or force.branch_ended_on is not None:
        raise Refused("没有需要撤销的临时党组织。")
    not_after(on, today, "撤销日期", field="on")
    return amend(force, verb="force.branch_ended", by=by, expected=expected, values={"branch_ended_on": on})


@transaction.atomic
def join_force(force: Force, *, by: User, **fields: Unpack[MemberFields]) -> ForceMember:
    """加入专班: somebody of the office, or somebody from outside with their unit."""
    force = _locked(force)
    _check_standing(force, "增加成员")
    person = fields["person"]
    if person is None and not fields["name"].strip():
        raise Refused("请选择本单位人员，或者填写外单位人员的姓名和单位。", field="name")
    if person is None and not fields["unit"].strip():
        raise Refused("外单位人员请填写单位及职务。", field="unit")
    if person is not None and person.left_on is not None:
        raise Refused(f"“{person}”已离开本单位，请另选。", field="person")
    if fields["starts_on"] < force.founded_on:
        raise Refused(f"加入日期应不早于成立日期 {force.founded_on:%Y-%m-%d}。", field="starts_on")
    member = ForceMember(force=force, **{**fields, "name": person.name if person is not None else fields["name"].strip()})
    insert(member)
    tell(force.org_id, force.record_kind)
    after = {"成员": member.name, "担任": member.get_role_display(), "加入日期": member.starts_on.isoformat()}
    audit.record("force.joined", by=by, subject=force.reference(), org_id=force.org_id, after=after)
    return member


@transaction.atomic
def leave_force(member: ForceMember, *, by: User, on: date) -> ForceMember:
    """退出专班: from that day on no member; that they were one stays on file."""
    if on < member.starts_on:
        raise Refused(f"退出日期应不早于加入日期 {member.starts_on:%Y-%m-%d}。", field="on")
    if not ForceMember.objects.filter(pk=member.pk, ends_on__isnull=True).update(ends_on=on):
        raise Refused(f"{member.name}已经退出，不必重复办理。")
    member.ends_on = on
    force = member.force
    tell(force.org_id, force.record_kind)
    after = {"成员": member.name, "退出日期": on.isoformat()}
    audit.record("force.left", by=by, subject=force.reference(), org_id=force.org_id, after=after)
    return member


@transaction.atomic
def carry(force: Force, *, by: User, today: date, task: Task | None = None, project: Project | None = None) -> ForceCharge:
    """承担任务或项目: what the force is there for; each is carried by one force."""
    force = _locked(force)
    _check_standing(force, "承担任务")
    carried = task or project
    if carried is None or (task is not None and project is not None):
        raise Refused("请选择一项任务或一个项目。", field="task")
    if not force.org.contains(carried.org):
        raise Refused(f"“{carried}”属于{carried.org}，不能由{force.org}的专班承担。", field="task" if task else "project")
    charge = ForceCharge(force=force, task=task, project=project, since=today)
    insert(charge)
    audit.record("force.charged", by=by, subject=force.reference(), org_id=force.org_id, after={"承担": str(carried)})
    return charge


@transaction.atomic
def release(charge: ForceCharge, *, by: User, reason: str) -> ForceCharge:
    """移出承担: the force carries it no longer."""
    force, carried = charge.force, str(charge.task or charge.project)
    if not ForceCharge.objects.filter(pk=charge.pk).delete()[0]:
        raise Refused("该项已经移出，不必重复办理。")
    audit.record(
        "force.released", by=by, subject=force.reference(), org_id=force.org_id, before={"承担": carried}, detail={"reason": reason}
    )
    return charge


@transaction.atomic
def assign_from_meeting(force: Force, *, by: User, today: date, meeting: Activity, due_on: date, **fields: Unpack[TaskFields]) -> Task:
    """会议议定交办: an issue of the force's meeting becomes a task with its owners, carried by the force."""
    _check_standing(force, "交办任务")
    task = assign_task(org=force.org, due_on=due_on, by=by, today=today, source=meeting.reference(), **fields)
    carry(force, by=by, today=today, task=task)
    return task


def _locked(force: Force) -> Force:
    """The force as it stands now; held until the end, so that nobody joins one that is being closed."""
    return Force.objects.select_for_update(of=("self",)).select_related("org").get(pk=force.pk)


def _check_standing(force: Force, verb: str) -> None:
    if force.ended_on is not None:
        raise Refused(f"“{force}”已于{force.ended_on:%Y-%m-%d}完成或撤销，不能{verb}。")
