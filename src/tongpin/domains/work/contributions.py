"""专班、督办、倒查和头号工程 contribute their pages, records, panels, reminders and verbs."""

from __future__ import annotations

from tongpin.domains.work.force_facts import FORCE_FACTS
from tongpin.domains.work.panels import forces as panels
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import flagship, forces, pressing
from tongpin.engines.ledgers.pages import TABLE, finder, seen, table_panel
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, RecordPanel, SearchSource, TodoSource
from tongpin.kernel.obligations import ReminderSource

VIEW, TRACE, STANDARDS = Permission.VIEW, Permission.TRACE, Permission.STANDARDS

VERBS = {
    "force.founded": "设立专班或指挥部",
    "force.corrected": "更正专班登记",
    "force.closed": "完成或撤销专班",
    "force.joined": "增加专班成员",
    "force.left": "专班成员退出",
    "force.charged": "专班承担任务",
    "force.released": "移出专班承担",
    "force.branch_founded": "成立临时党组织",
    "force.branch_ended": "撤销临时党组织",
    "contact.logged": "登记沟通协调",
    "contact.corrected": "更正沟通协调",
    "contact.settled": "办结沟通协调",
    "obstacle.routed": "转送需协调事项",
    "obstacle.answered": "答复需协调事项",
    "obstacle.lifted": "需协调事项解除",
    "task.obstacle_answered": "需协调事项已答复",
    "work_standard.set": "登记督办口径",
    "work_standard.withdrawn": "撤回督办口径",
    "work_project.form_chosen": "认定组织形式",
    "criterion.added": "登记认定条件",
    "criterion.corrected": "更正认定条件",
    "criterion.removed": "移出认定条件",
    "criterion.read": "登记条件现状",
    "recognition.recorded": "登记认定情况",
    "recognition.corrected": "更正认定情况",
}

FORCES: list[Extension] = [
    PermissionSet(title="督办和倒查", permissions={TRACE: "查看责任倒查", STANDARDS: "确定督办口径"}),
    NavItem(group="协调督办", title="专班和指挥部", url_name="work:forces", permission=VIEW, icon="people", order=154),
    NavItem(group="协调督办", title="责任体系图", url_name="work:layers", permission=VIEW, icon="layers", order=155),
    NavItem(group="攻坚推进", title="需协调事项", url_name="work:obstacles", permission=VIEW, icon="message", order=156),
    NavItem(group="协调督办", title="责任倒查", url_name="work:late", permission=TRACE, icon="search", order=157),
    NavItem(group="协调督办", title="沟通协调", url_name="work:contacts", permission=VIEW, icon="list", order=158),
    NavItem(group="协调督办", title="督办口径", url_name="work:standards", permission=STANDARDS, icon="rule", order=159),
    RecordKind(kind="force", title="专班和指挥部", url_name="work:force", permission=VIEW, fetch=seen(forces.forces, VIEW)),
    RecordKind(kind="contact", title="沟通协调", url_name="work:contact", permission=VIEW, fetch=seen(forces.contacts, VIEW)),
    RecordKind(kind="criterion", title="认定条件", url_name="work:criterion", permission=VIEW, fetch=seen(flagship.criteria, VIEW)),
    RecordPanel(record_kind="force", title="任务", permission=VIEW, template=TABLE, context=panels.force_task_panel, order=10),
    RecordPanel(record_kind="force", title="项目", permission=VIEW, template=TABLE, context=panels.force_project_panel, order=12),
    RecordPanel(record_kind="force", title="成员", permission=VIEW, template=TABLE, context=panels.member_panel, order=14),
    RecordPanel(record_kind="force", title="沟通协调", permission=VIEW, template=TABLE, context=panels.contact_panel, order=16),
    RecordPanel(record_kind="force", title="承担登记", permission=VIEW, template=TABLE, context=panels.charge_panel, order=18),
    RecordPanel(
        record_kind="task", title="提醒情况", permission=VIEW, template="work/pressure.html", context=panels.pressure_panel, order=5
    ),
    RecordPanel(record_kind="task", title="需协调事项", permission=VIEW, template=TABLE, context=panels.obstacle_panel, order=6),
    RecordPanel(record_kind="task", title="承担专班", permission=VIEW, template=TABLE, context=panels.carrying_panel, order=40),
    RecordPanel(
        record_kind="work_project",
        title="认定条件",
        permission=VIEW,
        template="work/flagship.html",
        context=panels.flagship_panel,
        order=30,
    ),
    RecordPanel(
        record_kind="work_project", title="组织形式", permission=VIEW, template="work/form.html", context=panels.form_panel, order=35
    ),
    RecordPanel(record_kind="work_project", title="承担专班", permission=VIEW, template=TABLE, context=panels.carrying_panel, order=40),
    RecordPanel(
        record_kind="criterion",
        title="现状登记",
        permission=VIEW,
        template=TABLE,
        context=table_panel("现状登记", panels.READINGS, flagship.readings_of, VIEW, field="criterion__org"),
        order=10,
    ),
    SearchSource(kind="force", title="专班和指挥部", permission=VIEW, find=finder(forces.forces, VIEW, forces.force_matches)),
    SearchSource(kind="contact", title="沟通协调", permission=VIEW, find=finder(forces.contacts, VIEW, forces.contact_matches)),
    TodoSource(key="work-answers", title="需协调事项", permission=VIEW, items=panels.answers_due),
    ReminderSource(key=pressing.SOURCE, title="任务", due=pressing.due_reminders),
    FORCE_FACTS,
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
