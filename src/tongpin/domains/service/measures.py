"""企业服务指标: credit agreed and loans applied for; applied, agreed and granted are never added together."""

from __future__ import annotations

from django.db.models import QuerySet

from tongpin.domains.service.enums import HANDED_IN, CreditStage
from tongpin.domains.service.models import CreditLine, LoanApplication
from tongpin.domains.service.selectors import credit_lines, loan_applications
from tongpin.engines.ledgers.selectors import counted, summed
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource
from tongpin.kernel.reference import Reference


def _agreed(scope: MeasureScope) -> tuple[QuerySet[CreditLine], QuerySet[CreditLine]]:
    """All credit lines of the scope, and those agreed in the window."""
    ledger = credit_lines().filter(org_id__in=scope.org_ids)
    rows = ledger.filter(stage=CreditStage.AGREED, agreed_on__gte=scope.window.start, agreed_on__lt=scope.stop)
    return ledger, rows.order_by("enterprise_name", "agreed_on", "pk")


def credit_firms(scope: MeasureScope) -> Computed:
    """达成授信企业数: distinct firms with a credit line agreed in the window."""
    ledger, rows = _agreed(scope)
    return counted(rows, "enterprise__credit_code", ledger=ledger, day="agreed_on", scope=scope)


def credit_amount(scope: MeasureScope) -> Computed:
    """达成授信额度: sum of the credit lines agreed in the window."""
    ledger, rows = _agreed(scope)
    return summed(rows, "amount", ledger=ledger, day="agreed_on", scope=scope)


def _applied(scope: MeasureScope) -> tuple[QuerySet[LoanApplication], QuerySet[LoanApplication]]:
    """All applications of the scope, and those handed in within the window."""
    ledger = loan_applications().filter(org_id__in=scope.org_ids)
    rows = ledger.filter(stage__in=HANDED_IN, applied_on__gte=scope.window.start, applied_on__lt=scope.stop)
    return ledger, rows.order_by("enterprise_name", "applied_on", "pk")


def loan_firms(scope: MeasureScope) -> Computed:
    """申报成果转化贷款企业数: distinct firms that handed in an application in the window."""
    ledger, rows = _applied(scope)
    return counted(rows, "enterprise__credit_code", ledger=ledger, day="applied_on", scope=scope)


def loan_amount(scope: MeasureScope) -> Computed:
    """申报成果转化贷款金额: sum applied for in the window, not what was paid out."""
    ledger, rows = _applied(scope)
    return summed(rows, "amount", ledger=ledger, day="applied_on", scope=scope)


def _credit(row: CreditLine) -> Reference:
    return Reference(row.record_kind, row.pk, row.enterprise_name, row.reference().key)


def _loan(row: LoanApplication) -> Reference:
    return Reference(row.record_kind, row.pk, row.enterprise_name, row.reference().key)


CREDIT_RULE = "只计“已授信”，洽谈中、未通过的不计；申请额、授信额、放款额分别统计，不相加。"
LOAN_RULE = "计已提交的申请（已申请、已审批、已放款），草稿、未通过和已撤回的不计；申请额、授信额、放款额分别统计，不相加。"

MEASURES = [
    MeasureSource(
        code="credit.firms",
        title="达成授信企业数",
        unit="家",
        kind=MeasureKind.DISTINCT,
        record_kinds=("credit_line",),
        formula=f"期间内（按授信日期）达成银行授信的企业数，同一企业多笔授信只计一家；{CREDIT_RULE}",
        compute=credit_firms,
        reference=_credit,
        row_date=lambda row: row.agreed_on,
        aliases=("授信企业数", "政银企对接授信企业"),
        order=80,
    ),
    MeasureSource(
        code="credit.amount",
        title="达成授信额度",
        unit="元",
        kind=MeasureKind.FLOW,
        record_kinds=("credit_line",),
        formula=f"期间内（按授信日期）达成的银行授信额度之和；{CREDIT_RULE}",
        compute=credit_amount,
        reference=_credit,
        contribution=lambda row: row.amount,
        row_date=lambda row: row.agreed_on,
        shown_unit="万元",
        aliases=("授信额度", "授信金额", "政银企对接授信额度"),
        order=90,
    ),
    MeasureSource(
        code="conversion_loans.firms",
        title="申报成果转化贷款企业数",
        unit="家",
        kind=MeasureKind.DISTINCT,
        record_kinds=("loan_application",),
        formula=f"期间内（按申请日期）申报科技成果转化贷款的企业数，同一企业多笔申请只计一家；{LOAN_RULE}",
        compute=loan_firms,
        reference=_loan,
        row_date=lambda row: row.applied_on,
        aliases=("成果转化贷款企业数", "成果转化贷款申报企业数"),
        order=100,
    ),
    MeasureSource(
        code="conversion_loans.amount",
        title="申报成果转化贷款金额",
        unit="元",
        kind=MeasureKind.FLOW,
        record_kinds=("loan_application",),
        formula=f"期间内（按申请日期）申报科技成果转化贷款的申请金额之和；{LOAN_RULE}",
        compute=loan_amount,
        reference=_loan,
        contribution=lambda row: row.amount,
        row_date=lambda row: row.applied_on,
        shown_unit="万元",
        aliases=("成果转化贷款", "成果转化贷款申请金额", "成果转化贷款金额"),
        order=110,
    ),
]
