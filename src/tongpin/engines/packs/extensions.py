"""规则包 contributes its pages, its kind of record, its search and its verbs."""

from __future__ import annotations

from tongpin.engines.ledgers.pages import finder, seen
from tongpin.engines.packs.permissions import Permission
from tongpin.engines.packs.selectors import pack_matches, packs
from tongpin.foundation.access.selectors import handed_down_to
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, SearchSource

VIEW = Permission.VIEW
VERBS = {
    "rule_pack.entered": "登记规则包",
    "rule_pack.revised": "修订规则包",
    "rule_pack.adopted": "采用规则包",
    "rule_pack.switched_off": "停用规则包",
}

EXTENSIONS: list[Extension] = [
    PermissionSet(title="规则包", permissions={Permission.VIEW: "查看规则和规则包", Permission.EDIT: "登记、采用和停用规则包"}),
    NavItem(group="规则", title="规则清单", url_name="packs:rules", permission=VIEW, icon="rule", order=130),
    NavItem(group="规则", title="规则包", url_name="packs:packs", permission=VIEW, icon="folder", order=132),
    RecordKind(kind="rule_pack", title="规则包", url_name="packs:pack", permission=VIEW, fetch=seen(packs, VIEW, sight=handed_down_to)),
    SearchSource(kind="rule_pack", title="规则包", permission=VIEW, find=finder(packs, VIEW, pack_matches, sight=handed_down_to)),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
