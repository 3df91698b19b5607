"""责任状、工单、责任清单和风险点 as they are contributed to the whole."""

from __future__ import annotations

from tongpin.domains.accountability.facts import FACTS
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.reminders import calendar_entries, due, todo
from tongpin.domains.accountability.selectors import duty_lists, letters, orders
from tongpin.engines.ledgers.pages import finder, seen
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, RecordKind, SearchSource, TodoSource
from tongpin.kernel.obligations import CalendarSource, ReminderSource

VIEW = Permission.VIEW
GROUP, GOVERNANCE = "责任落实", "从严治党"
VERBS = {
    "clause_template.entered": "登记条款模板",
    "clause_template.corrected": "更正条款模板",
    "clause_template.ended": "停用条款模板",
    "letter.drafted": "拟订责任状",
    "letter.corrected": "更正责任状",
    "letter.clause_added": "增加责任条款",
    "letter.clause_corrected": "更正责任条款",
    "letter.clause_removed": "移出责任条款",
    "letter.signed": "签订责任状",
    "letter.amended": "修订责任状",
    "letter.ended": "终止责任状",
    "work_order.rolled": "生成季度工单",
    "work_order.grown": "补充季度工单事项",
    "work_order.opened": "督办立项",
    "work_order.corrected": "更正督办单",
    "work_order.issue": "签发工单",
    "work_order.receive": "签收工单",
    "work_order.report": "报送工单",
    "work_order.accept": "审核通过工单",
    "work_order.send_back": "退回工单",
    "work_order.close": "督办单销号",
    "work_order.recheck_fails": "销号复核不通过",
    "work_order.reopen": "重新办理工单",
    "work_order.withdraw": "撤回工单",
    "work_order.urged": "催办工单",
    "work_order.extension_asked": "申请延期",
    "work_order.extended": "同意延期",
    "work_order.extension_refused": "不同意延期",
    "order_rules.set": "设置工单规则",
    "order_rules.corrected": "更正工单规则",
    "duty_list.entered": "建立责任清单",
    "duty_list.corrected": "更正责任清单",
    "duty_line.entered": "增加责任事项",
    "duty_line.corrected": "更正责任事项",
    "duty_line.removed": "移出责任事项",
    "duty_proof.entered": "登记履责",
    "duty_proof.corrected": "更正履责登记",
    "risk_point.entered": "登记廉政风险点",
    "risk_point.corrected": "更正廉政风险点",
    "risk_point.checked": "检查廉政风险点",
    "risk_point.ended": "解除廉政风险点",
}

LETTERS: list[Extension] = [
    NavItem(group=GROUP, title="责任状", url_name="accountability:letters", permission=VIEW, icon="document", order=510),
    NavItem(group=GROUP, title="季度工单", url_name="accountability:quarter", permission=VIEW, icon="calendar", order=520),
    NavItem(group=GROUP, title="工单督办", url_name="accountability:orders", permission=VIEW, icon="todo", order=530),
    NavItem(group=GOVERNANCE, title="责任清单", url_name="accountability:duty_lists", permission=VIEW, icon="list", order=570),
    NavItem(group=GOVERNANCE, title="廉政风险点", url_name="accountability:risks", permission=VIEW, icon="warning", order=572),
    NavItem(group=GROUP, title="条款模板", url_name="accountability:templates", permission=VIEW, icon="layers", order=540),
    NavItem(group=GOVERNANCE, title="专题研究", url_name="accountability:study", permission=VIEW, icon="report", order=574),
    RecordKind(kind="letter", title="责任状", url_name="accountability:letter", permission=VIEW, fetch=letters.letter_seen),
    RecordKind(kind="letter_clause", title="责任条款", url_name="accountability:clause", permission=VIEW, fetch=letters.clause_seen),
    RecordKind(kind="work_order", title="工单", url_name="accountability:order", permission=VIEW, fetch=orders.order_seen),
    RecordKind(
        kind="clause_template",
        title="责任条款模板",
        url_name="accountability:template",
        permission=VIEW,
        fetch=seen(letters.templates, VIEW),
    ),
    RecordKind(
        kind="duty_list", title="责任清单", url_name="accountability:duty_list", permission=VIEW, fetch=seen(duty_lists.duty_lists, VIEW)
    ),
    RecordKind(
        kind="duty_line", title="责任事项", url_name="accountability:duty_line", permission=VIEW, fetch=seen(duty_lists.duty_lines, VIEW)
    ),
    RecordKind(
        kind="duty_proof", title="履责登记", url_name="accountability:duty_proof", permission=VIEW, fetch=seen(duty_lists.duty_proofs, VIEW)
    ),
    RecordKind(kind="risk_point", title="廉政风险点", url_name="accountability:risk", permission=VIEW, fetch=seen(duty_lists.risks, VIEW)),
    SearchSource(
        kind="duty_list", title="责任清单", permission=VIEW, find=finder(duty_lists.duty_lists, VIEW, duty_lists.duty_list_matches)
    ),
    SearchSource(kind="risk_point", title="廉政风险点", permission=VIEW, find=finder(duty_lists.risks, VIEW, duty_lists.risk_matches)),
    SearchSource(kind="letter", title="责任状", permission=VIEW, find=letters.found),
    SearchSource(kind="work_order", title="工单", permission=VIEW, find=orders.found),
    TodoSource(key="accountability", title="责任落实", permission=VIEW, items=todo),
    ReminderSource(key="accountability", title="工单", due=due),
    CalendarSource(key="accountability", title="工单", permission=VIEW, entries=calendar_entries),
    *FACTS,
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
