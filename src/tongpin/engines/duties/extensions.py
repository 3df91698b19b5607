"""应尽事项 contributes its pages, records and verbs, the organisations that rules are about, and listens to changes of records."""

from __future__ import annotations

from tongpin.engines.duties.desk import calendar_entries, card, organisation_panel, own_part, person_panel, reminders, todo
from tongpin.engines.duties.organisations import organisation_subjects
from tongpin.engines.duties.permissions import TITLES, DutyPermission
from tongpin.engines.duties.selectors.kept import finding_reference
from tongpin.engines.duties.services import records_changed
from tongpin.engines.ledgers.pages import TABLE
from tongpin.kernel.extensions import (
    AuditVerb,
    ChangeListener,
    DeskCard,
    Extension,
    NavItem,
    OwnPart,
    PermissionSet,
    RecordKind,
    RecordPanel,
    TodoSource,
)
from tongpin.kernel.obligations import CalendarSource, ReminderSource

VIEW, OWN, PERSONS = DutyPermission.VIEW.value, DutyPermission.OWN.value, DutyPermission.PERSONS.value
GROUP = "应尽事项"

VERBS = {
    "duty_adoption.made": "采用、停用或调整规则",
    "duty_adoption.changed": "更正单位调整",
    "duty_adoption.ended": "终止单位调整",
    "ledger_start.set": "登记启用台账日期",
    "ledger_start.changed": "更正启用台账日期",
    "ledger_start.withdrawn": "撤销启用台账日期",
    "stated_fact.stated": "认定事实",
    "duties.exported": "导出应尽事项总览",
}

EXTENSIONS: list[Extension] = [
    PermissionSet(title="应尽事项", permissions={str(key): title for key, title in TITLES.items()}),
    NavItem(group=GROUP, title="年度矩阵", url_name="duties:matrix", permission=VIEW, icon="grid", order=15),
    NavItem(group=GROUP, title="支部总览", url_name="duties:heat", permission=VIEW, icon="table", order=16),
    NavItem(group=GROUP, title="研判结果", url_name="duties:findings", permission=VIEW, icon="flag", order=17),
    NavItem(group="我的", title="我的应尽事项", url_name="duties:mine", permission=OWN, icon="flag", order=11),
    NavItem(group=GROUP, title="应尽事项规则", url_name="duties:rules", permission=VIEW, icon="rule", order=18),
    RecordKind(kind="duty_finding", title="研判结果", url_name="duties:finding", permission=OWN, fetch=finding_reference),
    RecordPanel(record_kind="organisation", title="应尽事项", permission=VIEW, template=TABLE, context=organisation_panel, order=30),
    RecordPanel(record_kind="person", title="应尽事项", permission=PERSONS, template=TABLE, context=person_panel, order=30),
    DeskCard(key="duties", title="应尽事项", permission=VIEW, template="duties/card.html", context=card, order=25),
    OwnPart(
        key="duties",
        title="我的应尽事项",
        permission=OWN,
        template="duties/own.html",
        context=own_part,
        url_name="duties:mine",
        url_title="全部应尽事项",
        order=10,
    ),
    TodoSource(key="duties", title="应尽事项", permission=OWN, items=todo),
    CalendarSource(key="duties", title="应尽事项", permission=OWN, entries=calendar_entries),
    ReminderSource(key="duties", title="应尽事项", due=reminders),
    ChangeListener(changed=records_changed),
    *organisation_subjects(),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
