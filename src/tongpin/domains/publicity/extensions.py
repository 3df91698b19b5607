"""品牌与公开 contributes its pages, records, sheet, measures, facts and verbs."""

from __future__ import annotations

from tongpin.domains.publicity.facts import FACTS
from tongpin.domains.publicity.measures import MEASURES
from tongpin.domains.publicity.panels import brands_panel
from tongpin.domains.publicity.permissions import Permission
from tongpin.domains.publicity.selectors import brand_matches, brands, honour_matches, honours
from tongpin.domains.publicity.sheets import SHEETS
from tongpin.engines.ledgers.pages import TABLE, finder, seen
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, RecordPanel, SearchSource

VIEW = Permission.VIEW
VERBS = {
    "honour.entered": "登记荣誉",
    "honour.corrected": "更正荣誉",
    "honour.revoked": "撤销荣誉",
    "brand.entered": "登记党建品牌",
    "brand.corrected": "更正党建品牌",
    "brand.ended": "停用党建品牌",
}

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="品牌与公开",
        permissions={Permission.VIEW: "查看品牌与公开", Permission.EDIT: "登记和修改品牌与公开", Permission.IMPORT: "导入品牌与公开"},
    ),
    NavItem(group="品牌与公开", title="荣誉", url_name="publicity:honours", permission=VIEW, icon="medal", order=600),
    NavItem(group="品牌与公开", title="党建品牌", url_name="publicity:brands", permission=VIEW, icon="star", order=602),
    RecordKind(kind="honour", title="荣誉", url_name="publicity:honour", permission=VIEW, fetch=seen(honours, VIEW)),
    RecordKind(kind="brand", title="党建品牌", url_name="publicity:brand", permission=VIEW, fetch=seen(brands, VIEW)),
    RecordPanel(record_kind="organisation", title="党建品牌", permission=VIEW, template=TABLE, context=brands_panel, order=26),
    SearchSource(kind="honour", title="荣誉", permission=VIEW, find=finder(honours, VIEW, honour_matches)),
    SearchSource(kind="brand", title="党建品牌", permission=VIEW, find=finder(brands, VIEW, brand_matches)),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
    *SHEETS,
    *MEASURES,
    *FACTS,
]
