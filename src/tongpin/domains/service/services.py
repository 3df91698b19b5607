"""企业服务办理: credit lines and loan applications, step by step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.enterprises.services import firm_of
from tongpin.domains.service.enums import CreditStage, LoanStage
from tongpin.domains.service.models import CreditLine, LoanApplication
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused


class CreditFields(TypedDict):
    """授信栏目."""

    credit_code: str
    enterprise_name: str
    bank: str
    amount: Decimal
    agreed_on: date
    stage: str


class LoanFields(TypedDict):
    """贷款申请栏目."""

    credit_code: str
    enterprise_name: str
    bank: str
    amount: Decimal
    applied_on: date
    stage: str


@transaction.atomic
def enter_credit_line(*, org: Organisation, by: User, today: date, **fields: Unpack[CreditFields]) -> CreditLine:
    """登记授信."""
    values = _credit_line(org, fields, today)
    return enter(CreditLine(org=org, **values), verb="credit_line.entered", by=by, fields=values)


@transaction.atomic
def correct_credit_line(line: CreditLine, *, by: User, today: date, expected: int, **fields: Unpack[CreditFields]) -> CreditLine:
    """更正授信."""
    return amend(line, verb="credit_line.corrected", by=by, expected=expected, values=_credit_line(line.org, fields, today))


@transaction.atomic
def agree_credit_line(line: CreditLine, *, by: User, today: date, expected: int, on: date, amount: Decimal) -> CreditLine:
    """达成授信, with the amount the bank agreed to."""
    not_after(on, today, "授信日期", field="on")
    if line.stage == CreditStage.AGREED:
        raise Refused("该笔授信已经达成，不必重复办理。")
    values = {"stage": CreditStage.AGREED, "agreed_on": on, "amount": amount}
    return amend(line, verb="credit_line.agreed", by=by, expected=expected, values=values)


@transaction.atomic
def fail_credit_line(line: CreditLine, *, by: User, expected: int, reason: str) -> CreditLine:
    """授信未通过: it does not count."""
    if line.stage == CreditStage.FAILED:
        raise Refused("该笔授信已经登记为未通过，不必重复办理。")
    return amend(line, verb="credit_line.failed", by=by, expected=expected, values={"stage": CreditStage.FAILED, "reason": reason})


@transaction.atomic
def enter_loan_application(*, org: Organisation, by: User, today: date, **fields: Unpack[LoanFields]) -> LoanApplication:
    """登记贷款申请."""
    values = _loan(org, fields, today)
    _not_granted(values["stage"])
    return enter(LoanApplication(org=org, **values), verb="loan_application.entered", by=by, fields=values)


@transaction.atomic
def correct_loan_application(
    loan: LoanApplication, *, by: User, today: date, expected: int, **fields: Unpack[LoanFields]
) -> LoanApplication:
    """更正贷款申请; paying out has a step of its own."""
    values = _loan(loan.org, fields, today)
    if values["stage"] != LoanStage.GRANTED:
        values |= {"granted_amount": None, "granted_on": None}
    elif LoanApplication.objects.get(pk=loan.pk).stage != LoanStage.GRANTED:
        _not_granted(values["stage"])
    return amend(loan, verb="loan_application.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def grant_loan(loan: LoanApplication, *, by: User, today: date, expected: int, on: date, amount: Decimal) -> LoanApplication:
    """贷款放款: what the bank paid out, beside what was applied for."""
    not_after(on, today, "放款日期", field="on")
    if loan.stage not in (LoanStage.APPLIED, LoanStage.APPROVED):
        raise Refused(f"该申请当前为“{loan.get_stage_display()}”，只有已申请或已审批的才能办理放款。")
    if on < loan.applied_on:
        raise Refused("放款日期不能早于申请日期，请核对。", field="on")
    values = {"stage": LoanStage.GRANTED, "granted_on": on, "granted_amount": amount}
    return amend(loan, verb="loan_application.granted", by=by, expected=expected, values=values)


@transaction.atomic
def withdraw_loan_application(loan: LoanApplication, *, by: User, expected: int, reason: str) -> LoanApplication:
    """撤回贷款申请: it does not count."""
    if loan.stage in (LoanStage.WITHDRAWN, LoanStage.GRANTED):
        raise Refused(f"该申请当前为“{loan.get_stage_display()}”，不能撤回。")
    values = {"stage": LoanStage.WITHDRAWN, "reason": reason}
    return amend(loan, verb="loan_application.withdrawn", by=by, expected=expected, values=values)


def _credit_line(org: Organisation, fields: CreditFields, today: date) -> dict[str, Any]:
    not_after(fields["agreed_on"], today, "日期", field="agreed_on")
    return _with_firm(org, dict(fields))


def _loan(org: Organisation, fields: LoanFields, today: date) -> dict[str, Any]:
    not_after(fields["applied_on"], today, "日期", field="applied_on")
    return _with_firm(org, dict(fields))


def _with_firm(org: Organisation, values: dict[str, Any]) -> dict[str, Any]:
    firm = values["enterprise"] = firm_of(org, values.pop("credit_code"))
    values["enterprise_name"] = values["enterprise_name"] or firm.name
    return values


def _not_granted(stage: str) -> None:
    if stage == LoanStage.GRANTED:
        raise Refused("放款须填放款日期和放款金额，请先登记申请，再在记录页面办理放款。", field="stage")
