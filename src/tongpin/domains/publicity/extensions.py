"""品牌与公开 contributes its pages, records, sheet, measure and verbs."""

from __future__ import annotations

from tongpin.domains.publicity.measures import MEASURES
from tongpin.domains.publicity.permissions import Permission
from tongpin.domains.publicity.selectors import honour_matches, honours
from tongpin.domains.publicity.sheets import SHEETS
from tongpin.engines.ledgers.pages import finder, seen
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, SearchSource

VIEW = Permission.VIEW

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="品牌与公开",
        permissions={Permission.VIEW: "查看品牌与公开", Permission.EDIT: "登记和修改品牌与公开", Permission.IMPORT: "导入品牌与公开"},
    ),
    NavItem(group="品牌与公开", title="荣誉", url_name="publicity:honours", permission=VIEW, icon="medal", order=600),
    RecordKind(kind="honour", title="荣誉", url_name="publicity:honour", permission=VIEW, fetch=seen(honours, VIEW)),
    SearchSource(kind="honour", title="荣誉", permission=VIEW, find=finder(honours, VIEW, honour_matches)),
    AuditVerb(verb="honour.entered", title="登记荣誉"),
    AuditVerb(verb="honour.corrected", title="更正荣誉"),
    AuditVerb(verb="honour.revoked", title="撤销荣誉"),
    *SHEETS,
    *MEASURES,
]
