"""供需对接 contributes its pages, records, sheets, measures, verbs, and panels to firms, institutes and experts."""

from __future__ import annotations

from tongpin.domains.matching.lists import AGREEMENT_PANEL, EVENT_EXPERT_PANEL, EXPERT_EVENT_PANEL
from tongpin.domains.matching.measures import MEASURES, REPORTED
from tongpin.domains.matching.permissions import Permission
from tongpin.domains.matching.selectors import (
    agreement_matches,
    agreements,
    agreements_of_enterprise,
    agreements_of_event,
    agreements_of_institute,
    event_matches,
    events,
    participations,
    participations_by,
    participations_in,
)
from tongpin.domains.matching.sheets import SHEETS
from tongpin.engines.ledgers.pages import TABLE, finder, seen, table_panel
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, RecordPanel, SearchSource

VIEW = Permission.VIEW

VERBS = {
    "matching_event.entered": "登记对接活动",
    "matching_event.corrected": "更正对接活动",
    "matching_event.held": "登记活动举办",
    "matching_event.cancelled": "取消对接活动",
    "event_expert.entered": "加入活动专家",
    "event_expert.removed": "移出活动专家",
    "agreement.entered": "登记合作协议",
    "agreement.corrected": "更正合作协议",
    "agreement.signed": "办理协议签订",
    "agreement.ended": "终止合作协议",
}
PANELS = (
    ("matching_event", "参加专家", EVENT_EXPERT_PANEL, participations_in, 100),
    ("matching_event", "合作协议", AGREEMENT_PANEL, agreements_of_event, 110),
    ("expert", "参加的活动", EXPERT_EVENT_PANEL, participations_by, 100),
    ("institute", "合作协议", AGREEMENT_PANEL, agreements_of_institute, 300),
    ("enterprise", "合作协议", AGREEMENT_PANEL, agreements_of_enterprise, 500),
)

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="供需对接",
        permissions={Permission.VIEW: "查看供需对接", Permission.EDIT: "登记和修改供需对接", Permission.IMPORT: "导入供需对接"},
    ),
    NavItem(group="供需对接", title="对接活动", url_name="matching:events", permission=VIEW, icon="calendar", order=500),
    NavItem(group="供需对接", title="参加活动专家", url_name="matching:participations", permission=VIEW, icon="people", order=510),
    NavItem(group="供需对接", title="合作协议", url_name="matching:agreements", permission=VIEW, icon="contract", order=520),
    RecordKind(kind="matching_event", title="对接活动", url_name="matching:event", permission=VIEW, fetch=seen(events, VIEW)),
    RecordKind(
        kind="event_expert", title="参加活动专家", url_name="matching:participation", permission=VIEW, fetch=seen(participations, VIEW)
    ),
    RecordKind(kind="agreement", title="合作协议", url_name="matching:agreement", permission=VIEW, fetch=seen(agreements, VIEW)),
    *(
        RecordPanel(
            record_kind=kind, title=title, permission=VIEW, template=TABLE, context=table_panel(title, columns, rows, VIEW), order=order
        )
        for kind, title, columns, rows, order in PANELS
    ),
    SearchSource(kind="matching_event", title="对接活动", permission=VIEW, find=finder(events, VIEW, event_matches)),
    SearchSource(kind="agreement", title="合作协议", permission=VIEW, find=finder(agreements, VIEW, agreement_matches)),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
    *SHEETS,
    *MEASURES,
    *REPORTED,
]
