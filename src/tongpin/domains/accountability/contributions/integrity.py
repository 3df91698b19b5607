"""节前提醒、任前谈话、案例通报、公开和信访件 as they are contributed to the whole."""

from __future__ import annotations

from tongpin.domains.accountability.integrity_desk import calendar_entries, due, todo, todo_own
from tongpin.domains.accountability.openness_facts import OPENNESS_FACTS
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors import circulars, disclosures, reminders
from tongpin.engines.ledgers.pages import finder, seen
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, RecordKind, SearchSource, TodoSource
from tongpin.kernel.obligations import CalendarSource, ReminderSource

VIEW, OWN, CASES, INTEGRITY = Permission.VIEW, Permission.OWN, Permission.CASES, Permission.INTEGRITY
GROUP = "廉政和公开"
VERBS = {
    "integrity_rules.set": "设置节前提醒规则",
    "integrity_rules.corrected": "更正节前提醒规则",
    "integrity_reminder.drafted": "拟出廉政提醒函",
    "integrity_reminder.corrected": "修改廉政提醒函",
    "integrity_reminder.sent": "发出廉政提醒函",
    "integrity_reminder.dropped": "不发廉政提醒函",
    "integrity_reminder.urged": "再提醒未签收人员",
    "integrity_reminder.received": "签收廉政提醒函",
    "integrity_reminder.paper_noted": "登记纸质签收",
    "circular.drafted": "拟出案例通报",
    "circular.corrected": "更正案例通报",
    "circular.issued": "印发案例通报",
    "circular.withdrawn": "撤回案例通报",
    "circular.received": "签收案例通报",
    "circular.studied": "登记案例通报学习",
    "open_item.entered": "列入公开目录",
    "open_item.corrected": "更正公开目录",
    "open_item.ended": "移出公开目录",
    "disclosure.drafted": "拟公开稿",
    "disclosure.corrected": "修改公开稿",
    "disclosure.propose": "公开稿提交审查",
    "disclosure.review": "公开稿保密审查",
    "disclosure.approve": "审批公开稿",
    "disclosure.publish": "公开",
    "disclosure.take_down": "撤下公开事项",
    "disclosure.send_back": "退回公开稿",
    "disclosure.drop": "作废公开稿",
    "petition_case.registered": "登记信访件",
    "petition_case.corrected": "更正信访件",
    "petition_case.accept": "受理信访件",
    "petition_case.check": "信访件开始核查",
    "petition_case.conclude": "信访件作出结论",
    "petition_case.reply": "答复信访件",
    "petition_case.close": "信访件归档",
    "petition_case.refuse": "信访件不予受理",
    "petition_case.recheck": "信访件重新核查",
    "petition_case.noted": "登记信访件办理情况",
    "petition_case.officer_named": "指定信访件经办人",
    "petition_case.officer_relieved": "解除信访件经办人",
    "petition_case.read": "查看信访件内容",
}

INTEGRITY_AND_OPENNESS: list[Extension] = [
    NavItem(group=GROUP, title="节前廉政提醒", url_name="accountability:reminders", permission=VIEW, icon="notice", order=570),
    NavItem(group=GROUP, title="任前廉政谈话", url_name="accountability:office_talks", permission=INTEGRITY, icon="person", order=572),
    NavItem(group=GROUP, title="典型案例通报", url_name="accountability:circulars", permission=VIEW, icon="warning", order=574),
    NavItem(group=GROUP, title="公开目录", url_name="accountability:open_items", permission=VIEW, icon="list", order=576),
    NavItem(group=GROUP, title="公开栏", url_name="accountability:board", permission=OWN, icon="document", order=578),
    NavItem(group=GROUP, title="信访和问题线索", url_name="accountability:cases", permission=CASES, icon="lock", order=580),
    NavItem(group="工作台", title="我的廉政提醒", url_name="accountability:deliveries", permission=OWN, icon="notice", order=6),
    RecordKind(
        kind="integrity_reminder",
        title="廉政提醒函",
        url_name="accountability:reminder",
        permission=VIEW,
        fetch=seen(reminders.reminders, VIEW),
    ),
    RecordKind(kind="circular", title="典型案例通报", url_name="accountability:circular", permission=VIEW, fetch=circulars.circular_seen),
    RecordKind(kind="open_item", title="公开目录事项", url_name="accountability:open_item", permission=VIEW, fetch=disclosures.item_seen),
    RecordKind(
        kind="disclosure", title="公开事项", url_name="accountability:disclosure", permission=VIEW, fetch=disclosures.disclosure_seen
    ),
    SearchSource(
        kind="integrity_reminder",
        title="廉政提醒函",
        permission=VIEW,
        find=finder(reminders.reminders, VIEW, reminders.reminder_matches),
    ),
    SearchSource(
        kind="open_item", title="公开目录事项", permission=VIEW, find=finder(disclosures.open_items, VIEW, disclosures.item_matches)
    ),
    TodoSource(key="integrity", title="廉政和公开", permission=VIEW, items=todo),
    TodoSource(key="integrity_own", title="廉政提醒", permission=OWN, items=todo_own),
    ReminderSource(key="integrity", title="廉政和公开", due=due),
    CalendarSource(key="integrity", title="廉政和公开", permission=VIEW, entries=calendar_entries),
    *OPENNESS_FACTS,
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
