"""企业服务 contributes its pages, records, sheets, measures, verbs, and panels to a firm's page."""

from __future__ import annotations

from tongpin.domains.service.lists import CREDIT_PANEL, LOAN_PANEL
from tongpin.domains.service.measures import MEASURES
from tongpin.domains.service.permissions import Permission
from tongpin.domains.service.selectors import (
    credit_lines,
    credit_lines_of,
    firm_or_bank_matches,
    loan_applications,
    loan_applications_of,
)
from tongpin.domains.service.sheets import SHEETS
from tongpin.engines.ledgers.pages import TABLE, finder, seen, table_panel
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, RecordPanel, SearchSource
from tongpin.kernel.occasions import ActivityKind, OutcomeField
from tongpin.kernel.values import ValueType

VIEW = Permission.VIEW

VERBS = {
    "credit_line.entered": "登记授信",
    "credit_line.corrected": "更正授信",
    "credit_line.agreed": "达成授信",
    "credit_line.failed": "授信未通过",
    "loan_application.entered": "登记贷款申请",
    "loan_application.corrected": "更正贷款申请",
    "loan_application.granted": "办理放款",
    "loan_application.withdrawn": "撤回贷款申请",
}

VISIT = ActivityKind(
    key="enterprise_visit",
    title="走访企业",
    area="business",
    outcomes=(
        OutcomeField(name="problems_raised", title="反映问题数", type=ValueType.NUMBER, unit="个"),
        OutcomeField(name="problems_solved", title="现场解决数", type=ValueType.NUMBER, unit="个"),
        OutcomeField(name="requests", title="诉求摘要", hint="企业提出的诉求，一行一件。"),
    ),
    order=300,
)

EXTENSIONS: list[Extension] = [
    VISIT,
    PermissionSet(
        title="企业服务",
        permissions={Permission.VIEW: "查看企业服务", Permission.EDIT: "登记和修改企业服务", Permission.IMPORT: "导入企业服务"},
    ),
    NavItem(group="企业服务", title="银行授信", url_name="service:credit_lines", permission=VIEW, icon="money", order=400),
    NavItem(group="企业服务", title="成果转化贷款", url_name="service:loan_applications", permission=VIEW, icon="money", order=410),
    RecordKind(kind="credit_line", title="授信", url_name="service:credit_line", permission=VIEW, fetch=seen(credit_lines, VIEW)),
    RecordKind(
        kind="loan_application",
        title="成果转化贷款申请",
        url_name="service:loan_application",
        permission=VIEW,
        fetch=seen(loan_applications, VIEW),
    ),
    RecordPanel(
        record_kind="enterprise",
        title="银行授信",
        permission=VIEW,
        template=TABLE,
        context=table_panel("银行授信", CREDIT_PANEL, credit_lines_of, VIEW),
        order=400,
    ),
    RecordPanel(
        record_kind="enterprise",
        title="成果转化贷款申请",
        permission=VIEW,
        template=TABLE,
        context=table_panel("成果转化贷款申请", LOAN_PANEL, loan_applications_of, VIEW),
        order=410,
    ),
    SearchSource(kind="credit_line", title="授信", permission=VIEW, find=finder(credit_lines, VIEW, firm_or_bank_matches)),
    SearchSource(kind="loan_application", title="贷款申请", permission=VIEW, find=finder(loan_applications, VIEW, firm_or_bank_matches)),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
    *SHEETS,
    *MEASURES,
]
