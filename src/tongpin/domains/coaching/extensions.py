"""企业辅导 contributes its pages, records, sheets and verbs."""

from __future__ import annotations

from tongpin.domains.coaching.contributions.sheets import SHEETS
from tongpin.domains.coaching.contributions.verbs import VERBS
from tongpin.domains.coaching.permissions import Permission
from tongpin.kernel.extensions import AuditVerb, Extension, PermissionSet

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="企业辅导",
        permissions={Permission.VIEW: "查看企业辅导", Permission.EDIT: "登记和修改企业辅导", Permission.IMPORT: "导入企业辅导数据"},
    ),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
    *SHEETS,
]
