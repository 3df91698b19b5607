"""惠企政策 contributes its pages, records, sheets, panels, measures and verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongpin.domains.policy.contributions.delivery_sheets import DELIVERY_SHEETS
from tongpin.domains.policy.contributions.policy_sheet import POLICY_SHEET
from tongpin.domains.policy.lists import PANEL, PUSH_PANEL, UPTAKE_PANEL
from tongpin.domains.policy.measures import MEASURES
from tongpin.domains.policy.permissions import Permission
from tongpin.domains.policy.selectors.delivery import matches_of_firm, pushes, pushes_of, uptakes, uptakes_of
from tongpin.domains.policy.selectors.policies import policies, policy_matches
from tongpin.domains.policy.services.matching import records_changed
from tongpin.engines.ledgers.pages import TABLE, finder, seen, table_of, table_panel
from tongpin.kernel.extensions import (
    AuditVerb,
    ChangeListener,
    Extension,
    NavItem,
    PermissionSet,
    RecordKind,
    RecordPanel,
    SearchSource,
)
from tongpin.kernel.reference import Reference

VIEW, GROUP = Permission.VIEW, "惠企政策"
VERBS = {
    "policy.entered": "登记政策",
    "policy.corrected": "更正政策",
    "policy_push.recorded": "登记政策推送",
    "policy_push.corrected": "登记推送答复或更正",
    "policy_push.removed": "移除政策推送",
    "policy_uptake.recorded": "登记政策享受",
    "policy_uptake.corrected": "登记享受进度或更正",
    "policy_uptake.removed": "移除政策享受",
}


def firm_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """可享政策 on the firm's own page: what fits it, and what may fit once facts are supplied."""
    rows = request.visible(matches_of_firm(reference.pk, request.scope.as_of), VIEW)
    return table_of("可享政策", PANEL, rows, request)


EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="惠企政策",
        permissions={Permission.VIEW: "查看惠企政策", Permission.EDIT: "登记和修改惠企政策", Permission.IMPORT: "导入惠企政策"},
    ),
    NavItem(group=GROUP, title="政策库", url_name="policy:policies", permission=VIEW, icon="document", order=330),
    NavItem(group=GROUP, title="最后一公里", url_name="policy:last_mile", permission=VIEW, icon="target", order=332),
    NavItem(group=GROUP, title="推送记录", url_name="policy:pushes", permission=VIEW, icon="report", order=334),
    NavItem(group=GROUP, title="享受情况", url_name="policy:uptakes", permission=VIEW, icon="money", order=336),
    RecordKind(kind="policy", title="政策", url_name="policy:policy", permission=VIEW, fetch=seen(policies, VIEW)),
    RecordKind(kind="policy_push", title="政策推送", url_name="policy:push", permission=VIEW, fetch=seen(pushes, VIEW)),
    RecordKind(kind="policy_uptake", title="政策享受", url_name="policy:uptake", permission=VIEW, fetch=seen(uptakes, VIEW)),
    RecordPanel(record_kind="enterprise", title="可享政策", permission=VIEW, template=TABLE, context=firm_panel, order=195),
    RecordPanel(
        record_kind="policy",
        title="推送记录",
        permission=VIEW,
        template=TABLE,
        context=table_panel("推送记录", PUSH_PANEL, pushes_of, VIEW),
        order=20,
    ),
    RecordPanel(
        record_kind="policy",
        title="享受情况",
        permission=VIEW,
        template=TABLE,
        context=table_panel("享受情况", UPTAKE_PANEL, uptakes_of, VIEW),
        order=22,
    ),
    SearchSource(kind="policy", title="政策", permission=VIEW, find=finder(policies, VIEW, policy_matches)),
    ChangeListener(changed=records_changed),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
    POLICY_SHEET,
    *DELIVERY_SHEETS,
    *MEASURES,
]
