"""企业服务清单; the headers are those of the import sheets."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.domains.service.enums import CreditStage, LoanStage
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec

TONES = {"已授信": "done", "已放款": "done", "已审批": "done", "已申请": "active", "洽谈中": "active", "未通过": "stop", "已撤回": "stop"}


def stage_of(row: Any) -> tuple[str, str]:
    """A record's stage with its tone."""
    word = row.get_stage_display()
    return TONES.get(word, "plain"), word


class CreditLineFilter(OfficeFilterSet):
    """授信筛选."""

    q = KeywordFilter("enterprise_name", "enterprise__name", "enterprise__credit_code", "bank", label="企业、代码或银行")
    stage = django_filters.ChoiceFilter(label="状态", choices=CreditStage.choices)
    agreed_on = django_filters.DateFromToRangeFilter(label="日期")


class LoanApplicationFilter(OfficeFilterSet):
    """贷款申请筛选."""

    q = KeywordFilter("enterprise_name", "enterprise__name", "enterprise__credit_code", "bank", label="企业、代码或银行")
    stage = django_filters.ChoiceFilter(label="状态", choices=LoanStage.choices)
    applied_on = django_filters.DateFromToRangeFilter(label="日期")


CREDIT_LINES = ListSpec(
    "credit_lines",
    "政银企对接授信台账",
    (
        Column("enterprise_name", "企业名称", sort=("enterprise_name",), link="service:credit_line"),
        Column("credit_code", "统一社会信用代码", "enterprise.credit_code", kind="code", sort=("enterprise__credit_code",)),
        Column("bank", "银行", sort=("bank",)),
        Column("amount", "授信额度", kind="money", unit="万元", sort=("amount",), total="amount"),
        Column("agreed_on", "日期", kind="date", sort=("agreed_on",)),
        Column("stage", "状态", stage_of, kind="state", sort=("stage",)),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    CreditLineFilter,
    default_sort="-agreed_on",
    empty_title="还没有授信",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="笔",
)

LOAN_APPLICATIONS = ListSpec(
    "loan_applications",
    "成果转化贷款申请台账",
    (
        Column("enterprise_name", "企业名称", sort=("enterprise_name",), link="service:loan_application"),
        Column("credit_code", "统一社会信用代码", "enterprise.credit_code", kind="code", sort=("enterprise__credit_code",)),
        Column("bank", "银行", sort=("bank",)),
        Column("amount", "申请金额", kind="money", unit="万元", sort=("amount",), total="amount"),
        Column("applied_on", "日期", kind="date", sort=("applied_on",)),
        Column("stage", "状态", stage_of, kind="state", sort=("stage",)),
        Column("granted_amount", "放款金额", kind="money", unit="万元", sort=("granted_amount",), total="granted_amount", hidden=True),
        Column("granted_on", "放款日期", kind="date", sort=("granted_on",), hidden=True),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    LoanApplicationFilter,
    default_sort="-applied_on",
    empty_title="还没有贷款申请",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="笔",
)

CREDIT_PANEL = (
    Column("bank", "银行", link="service:credit_line"),
    *(c for c in CREDIT_LINES.columns if c.key in ("amount", "agreed_on", "stage")),
)
LOAN_PANEL = (
    Column("bank", "银行", link="service:loan_application"),
    *(c for c in LOAN_APPLICATIONS.columns if c.key in ("amount", "applied_on", "stage", "granted_amount")),
)
