"""责任清单和风险点办理."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.accountability.models import DutyLine, DutyList, DutyProof, RiskCheck, RiskPoint
from tongpin.engines.ledgers.services import amend, enter, not_after, remove, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import insert, save_versioned
from tongpin.kernel.errors import Refused


class ListFields(TypedDict):
    """责任清单栏目."""

    kind: str
    year: int
    title: str
    person: Person | None
    issued_on: date | None
    document: str


@transaction.atomic
def enter_list(*, org: Organisation, by: User, today: date, **fields: Unpack[ListFields]) -> DutyList:
    """建立责任清单 of an organisation or of one person."""
    _check_list(fields, today)
    return enter(DutyList(org=org, **fields), verb="duty_list.entered", by=by, fields=fields)


@transaction.atomic
def correct_list(duty_list: DutyList, *, by: User, today: date, expected: int, **fields: Unpack[ListFields]) -> DutyList:
    """更正责任清单."""
    _check_list(fields, today)
    return amend(duty_list, verb="duty_list.corrected", by=by, expected=expected, values=dict(fields))


class LineFields(TypedDict):
    """责任事项栏目."""

    position: int
    duty: str
    owner: Person | None
    frequency: str
    evidence: str


@transaction.atomic
def enter_line(duty_list: DutyList, *, by: User, **fields: Unpack[LineFields]) -> DutyLine:
    """增加责任事项."""
    line = DutyLine(org=duty_list.org, duty_list=duty_list, **fields)
    return enter(line, verb="duty_line.entered", by=by, fields=fields)


@transaction.atomic
def correct_line(line: DutyLine, *, by: User, expected: int, **fields: Unpack[LineFields]) -> DutyLine:
    """更正责任事项."""
    return amend(line, verb="duty_line.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def remove_line(line: DutyLine, *, by: User, expected: int, reason: str) -> DutyLine:
    """移出责任事项; one with proof stays."""
    if DutyProof.objects.filter(line=line).exists():
        raise Refused("该事项已有履责登记，不能移出；不再要求的请在新年度的清单中去掉。")
    return remove(line, verb="duty_line.removed", by=by, expected=expected, reason=reason, fields=("duty", "frequency", "evidence"))


class ProofFields(TypedDict):
    """履责登记栏目."""

    done_on: date
    words: str


@transaction.atomic
def enter_proof(line: DutyLine, *, by: User, today: date, **fields: Unpack[ProofFields]) -> DutyProof:
    """登记履责, where no activity already tells."""
    not_after(fields["done_on"], today, "履责日期", field="done_on")
    return enter(DutyProof(org=line.org, line=line, **fields), verb="duty_proof.entered", by=by, fields=fields)


@transaction.atomic
def correct_proof(proof: DutyProof, *, by: User, today: date, expected: int, **fields: Unpack[ProofFields]) -> DutyProof:
    """更正履责登记."""
    not_after(fields["done_on"], today, "履责日期", field="done_on")
    return amend(proof, verb="duty_proof.corrected", by=by, expected=expected, values=dict(fields))


class RiskFields(TypedDict):
    """风险点栏目."""

    department: Organisation
    post: str
    matter: str
    level: str
    control: str
    owner: Person | None
    found_on: date


@transaction.atomic
def enter_risk(*, org: Organisation, by: User, today: date, **fields: Unpack[RiskFields]) -> RiskPoint:
    """登记风险点; a high one without a control is taken, and flagged until it has one."""
    _check_risk(org, fields, today)
    return enter(RiskPoint(org=org, **fields), verb="risk_point.entered", by=by, fields=fields)


@transaction.atomic
def correct_risk(risk: RiskPoint, *, by: User, today: date, expected: int, **fields: Unpack[RiskFields]) -> RiskPoint:
    """更正风险点."""
    if risk.ended_on is not None:
        raise Refused("该风险点已经解除，不能更正。")
    _check_risk(risk.org, fields, today)
    return amend(risk, verb="risk_point.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def check_risk(risk: RiskPoint, *, by: User, today: date, expected: int, checked_on: date, is_effective: bool, words: str) -> RiskPoint:
    """检查风险点: whether what holds it works. An earlier check stays."""
    if risk.ended_on is not None:
        raise Refused("该风险点已经解除，无须检查。")
    not_after(checked_on, today, "检查日期", field="checked_on")
    insert(RiskCheck(risk=risk, checked_on=checked_on, is_effective=is_effective, words=words, checked_by=by.display_name))
    save_versioned(risk, expected=expected, fields=())
    tell(risk.org_id, risk.record_kind)
    after = {"检查日期": checked_on.isoformat(), "措施有效": is_effective}
    audit.record("risk_point.checked", by=by, subject=risk.reference(), org_id=risk.org_id, after=after)
    return risk


@transaction.atomic
def end_risk(risk: RiskPoint, *, by: User, today: date, expected: int, on: date, reason: str) -> RiskPoint:
    """解除风险点: from ``on`` it is none any more."""
    if risk.ended_on is not None:
        raise Refused("该风险点已经解除，不必重复办理。")
    not_after(on, today, "解除日期", field="on")
    return amend(risk, verb="risk_point.ended", by=by, expected=expected, values={"ended_on": on, "reason": reason})


def _check_list(fields: ListFields, today: date) -> None:
    if fields["issued_on"] is not None:
        not_after(fields["issued_on"], today, "印发日期", field="issued_on")


def _check_risk(org: Organisation, fields: RiskFields, today: date) -> None:
    not_after(fields["found_on"], today, "排查日期", field="found_on")
    if not org.contains(fields["department"]):
        raise Refused(f"科室“{fields['department']}”不属于{org}，请另选。", field="department")
