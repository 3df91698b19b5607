"""专家智库 contributes its pages, records and verbs."""

from __future__ import annotations

from tongpin.domains.experts.lists import EXPERT_PANEL
from tongpin.domains.experts.permissions import Permission
from tongpin.domains.experts.selectors import expert_matches, experts, experts_of, institute_matches, institutes
from tongpin.engines.ledgers.pages import TABLE, finder, seen, table_panel
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, RecordPanel, SearchSource

VIEW = Permission.VIEW

VERBS = {
    "institute.registered": "登记院所",
    "institute.corrected": "更正院所",
    "expert.registered": "登记专家",
    "expert.corrected": "更正专家",
}

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="专家智库",
        permissions={Permission.VIEW: "查看专家智库", Permission.EDIT: "登记和修改专家智库", Permission.IMPORT: "导入专家智库"},
    ),
    NavItem(group="供需对接", title="专家智库", url_name="experts:experts", permission=VIEW, icon="people", order=530),
    NavItem(group="供需对接", title="院所", url_name="experts:institutes", permission=VIEW, icon="building", order=540),
    RecordKind(kind="expert", title="专家", url_name="experts:expert", permission=VIEW, fetch=seen(experts, VIEW)),
    RecordKind(kind="institute", title="院所", url_name="experts:institute", permission=VIEW, fetch=seen(institutes, VIEW)),
    RecordPanel(
        record_kind="institute",
        title="专家",
        permission=VIEW,
        template=TABLE,
        context=table_panel("专家", EXPERT_PANEL, experts_of, VIEW),
        order=200,
    ),
    SearchSource(kind="expert", title="专家", permission=VIEW, find=finder(experts, VIEW, expert_matches)),
    SearchSource(kind="institute", title="院所", permission=VIEW, find=finder(institutes, VIEW, institute_matches)),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
