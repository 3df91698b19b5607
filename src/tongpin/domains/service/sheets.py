"""企业服务导入表: credit lines and loan applications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.domains.enterprises.services import NamedFirm, note_firms
from tongpin.domains.service.enums import CreditStage, LoanStage
from tongpin.domains.service.permissions import Permission
from tongpin.domains.service.selectors import credit_lines, loan_applications
from tongpin.engines.ledgers.selectors import Key, Row, stored
from tongpin.engines.ledgers.services import Changes, Findings, out_of_order, spelled, upsert
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

FIRM = ImportColumn(name="enterprise_name", title="企业名称", aliases=("企业", "单位名称", "申请企业", "公司名称"), required=True)
CREDIT_CODE = ImportColumn(
    name="credit_code",
    title="统一社会信用代码",
    type=ColumnType.CREDIT_CODE,
    aliases=("信用代码", "社会信用代码", "统一信用代码"),
    required=True,
    example="91370921MT8M8HEUT1",
)
BANK = ImportColumn(name="bank", title="银行", aliases=("银行名称", "授信银行", "贷款银行", "合作银行"), required=True, example="农商银行")

CREDIT_KEY = ("credit_code", "bank", "agreed_on")
CREDIT_PATHS = ("enterprise__credit_code", "bank", "agreed_on")
CREDIT_COLUMNS = {
    "enterprise_name": "enterprise_name",
    "credit_code": "enterprise__credit_code",
    "bank": "bank",
    "amount": "amount",
    "agreed_on": "agreed_on",
    "stage": "stage",
}


def current_credit_lines(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存授信, by credit code, bank and day."""
    return stored(credit_lines().filter(org=org), keys, CREDIT_KEY, CREDIT_COLUMNS)


def apply_credit_lines(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入授信, with the firms they name."""
    firms = note_firms(org, [NamedFirm(row["credit_code"], row["enterprise_name"], row["agreed_on"]) for row in rows], changes)

    def make(row: Row) -> dict[str, Any]:
        values = {name: row[name] for name in CREDIT_COLUMNS if name != "credit_code"}
        return {"org": org, **values, "enterprise": firms[row["credit_code"]]}

    upsert(changes, credit_lines().filter(org=org), rows, key=CREDIT_KEY, paths=CREDIT_PATHS, make=make)


LOAN_KEY = ("credit_code", "bank", "applied_on")
LOAN_PATHS = ("enterprise__credit_code", "bank", "applied_on")
LOAN_COLUMNS = {
    "enterprise_name": "enterprise_name",
    "credit_code": "enterprise__credit_code",
    "bank": "bank",
    "amount": "amount",
    "applied_on": "applied_on",
    "stage": "stage",
    "granted_amount": "granted_amount",
    "granted_on": "granted_on",
}


def current_loan_applications(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存贷款申请, by credit code, bank and day."""
    return stored(loan_applications().filter(org=org), keys, LOAN_KEY, LOAN_COLUMNS)


def check_loan_applications(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对贷款申请: paid out after applied for, and only where the stage says so."""
    found: Findings = {}
    for index, row in enumerate(rows):
        out_of_order(found, index, row, "applied_on", "granted_on", "放款日期早于申请日期，请核对两个日期。")
        for column, label in (("granted_amount", "放款金额"), ("granted_on", "放款日期")):
            if row.get(column) is not None and row["stage"] != LoanStage.GRANTED:
                found.setdefault(index, []).append((column, f"填了{label}，但状态不是“已放款”", f"请核对状态，或清空{label}"))
    return found


def apply_loan_applications(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入贷款申请, with the firms they name."""
    firms = note_firms(org, [NamedFirm(row["credit_code"], row["enterprise_name"], row["applied_on"]) for row in rows], changes)

    def make(row: Row) -> dict[str, Any]:
        values = {name: row.get(name) for name in LOAN_COLUMNS if name != "credit_code"}
        return {"org": org, **values, "enterprise": firms[row["credit_code"]]}

    upsert(changes, loan_applications().filter(org=org), rows, key=LOAN_KEY, paths=LOAN_PATHS, make=make)


def _loan_stage(row: Row) -> str:
    """The stage where the ledger has no such column: paid out where an amount or a day of payment stands there."""
    is_granted = row.get("granted_amount") is not None or row.get("granted_on") is not None
    return (LoanStage.GRANTED if is_granted else LoanStage.APPLIED).value


SHEETS = [
    ImportSheet(
        kind="credit_line",
        title="政银企对接授信台账",
        permission=Permission.IMPORT,
        columns=(
            FIRM,
            CREDIT_CODE,
            BANK,
            ImportColumn(
                name="amount",
                title="授信额度",
                type=ColumnType.MONEY,
                aliases=("授信金额", "授信额", "达成授信额度"),
                required=True,
                example="430",
            ),
            ImportColumn(
                name="agreed_on",
                title="日期",
                type=ColumnType.DATE,
                aliases=("授信日期", "授信时间", "达成日期"),
                required=True,
                example="2023-07-17",
            ),
            ImportColumn(
                name="stage",
                title="状态",
                type=ColumnType.CHOICE,
                aliases=("授信状态", "进展"),
                required=True,
                choices=spelled(CreditStage, {"授信": CreditStage.AGREED, "洽谈": CreditStage.TALKING}),
                example="已授信",
                default=CreditStage.AGREED.value,
            ),
        ),
        key=CREDIT_KEY,
        current=current_credit_lines,
        apply=apply_credit_lines,
        sheet_hints=("授信",),
        list_url_name="service:credit_lines",
        order=30,
    ),
    ImportSheet(
        kind="loan_application",
        title="成果转化贷款申请台账",
        permission=Permission.IMPORT,
        columns=(
            FIRM,
            CREDIT_CODE,
            BANK,
            ImportColumn(
                name="amount",
                title="申请金额",
                type=ColumnType.MONEY,
                aliases=("申请贷款金额", "贷款申请金额", "申报金额", "申请"),
                required=True,
                example="526",
            ),
            ImportColumn(
                name="applied_on",
                title="日期",
                type=ColumnType.DATE,
                aliases=("申请日期", "申请时间", "申报日期"),
                required=True,
                example="2023-10-08",
            ),
            ImportColumn(
                name="stage",
                title="状态",
                type=ColumnType.CHOICE,
                aliases=("申请状态", "贷款状态", "进展"),
                required=True,
                choices=spelled(
                    LoanStage,
                    {"申请": LoanStage.APPLIED, "放款": LoanStage.GRANTED, "撤回": LoanStage.WITHDRAWN, "审批通过": LoanStage.APPROVED},
                ),
                example="已申请",
                default=_loan_stage,
                default_words="按是否填了放款金额或放款日期登记为“已放款”或“已申请”",
            ),
            ImportColumn(
                name="granted_amount",
                title="放款金额",
                type=ColumnType.MONEY,
                aliases=("实际放款金额", "发放金额", "发放贷款", "发放", "放款"),
                hint="已放款的填",
            ),
            ImportColumn(name="granted_on", title="放款日期", type=ColumnType.DATE, aliases=("放款时间", "发放日期"), hint="已放款的填"),
        ),
        key=LOAN_KEY,
        current=current_loan_applications,
        check=check_loan_applications,
        apply=apply_loan_applications,
        sheet_hints=("贷款", "成果转化贷款"),
        list_url_name="service:loan_applications",
        order=35,
    ),
]
