"""工作记录 contributes its permissions, records, roster of an organisation's people and verbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tongpin.engines.activities.calendar import calendar_entries
from tongpin.engines.activities.panels import linked_panel, organisation_panel, person_panel
from tongpin.engines.activities.permissions import Permission
from tongpin.engines.activities.selectors import find_activities, org_people, seen_activity, seen_kind_definition
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, RecordPanel, SearchSource
from tongpin.kernel.obligations import CalendarSource
from tongpin.kernel.occasions import RosterEntry, RosterSource

VIEW = Permission.VIEW
PANEL = "activities/panel.html"


def people_due(org_id: int, day: date) -> Sequence[RosterEntry]:
    """本单位人员 on a day."""
    return [RosterEntry(person_id=person.pk, name=person.name) for person in org_people(org_id, day)]


EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="工作记录",
        permissions={
            Permission.VIEW: "查看公开的工作记录",
            Permission.INTERNAL: "查看内部工作记录",
            Permission.RESTRICTED: "查看限知悉工作记录",
            Permission.EDIT: "登记、更正、撤回工作记录",
            Permission.KINDS: "增设、停用工作记录种类",
        },
    ),
    NavItem(group="工作记录", title="工作记录", url_name="activities:activities", permission=VIEW, icon="list", order=44),
    NavItem(group="工作记录", title="自设种类", url_name="activities:kinds", permission=Permission.KINDS, icon="list", order=45),
    RecordKind(kind="activity_kind", title="自设种类", url_name="activities:kind", permission=VIEW, fetch=seen_kind_definition),
    RecordPanel(record_kind="*", title="工作记录", permission=VIEW, template=PANEL, context=linked_panel, order=600),
    RecordPanel(record_kind="person", title="参加的工作记录", permission=VIEW, template=PANEL, context=person_panel, order=100),
    RecordPanel(record_kind="organisation", title="主办的工作记录", permission=VIEW, template=PANEL, context=organisation_panel, order=100),
    CalendarSource(key="activities", title="工作记录", permission=VIEW, entries=calendar_entries),
    RosterSource(key="org_people", title="本单位人员", find=people_due),
    RecordKind(kind="activity", title="工作记录", url_name="activities:activity", permission=VIEW, fetch=seen_activity),
    SearchSource(kind="activity", title="工作记录", permission=VIEW, find=find_activities),
    AuditVerb(verb="activity.planned", title="列入工作计划"),
    AuditVerb(verb="activity.recorded", title="登记工作记录"),
    AuditVerb(verb="activity.held", title="按计划开展"),
    AuditVerb(verb="activity.corrected", title="更正工作记录"),
    AuditVerb(verb="activity.linked", title="关联工作记录"),
    AuditVerb(verb="activity.cancelled", title="取消工作计划"),
    AuditVerb(verb="activity.withdrawn", title="撤回工作记录"),
    AuditVerb(verb="minutes_book.uploaded", title="上传会议记录本"),
    AuditVerb(verb="minutes_book.recorded", title="登记会议记录本中的会议"),
    AuditVerb(verb="activity_kind.defined", title="增设工作记录种类"),
    AuditVerb(verb="activity_kind.changed", title="修改工作记录种类"),
    AuditVerb(verb="activity_kind.ended", title="停用工作记录种类"),
]
