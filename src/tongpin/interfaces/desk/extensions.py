"""工作台为整体提供的内容."""

from tongpin.interfaces.desk import selectors
from tongpin.interfaces.desk.permissions import DeskPermission
from tongpin.kernel.extensions import AuditVerb, NavItem, PermissionSet, RecordKind, TodoSource

EXTENSIONS = [
    PermissionSet(title="工作台", permissions={DeskPermission.VIEW: "查看工作台", DeskPermission.ANSWER: "答复意见反馈"}),
    NavItem(group="工作台", title="工作台", url_name="desk:home", permission=DeskPermission.VIEW, icon="home", order=1),
    NavItem(group="工作台", title="待办", url_name="desk:todo", permission=DeskPermission.VIEW, icon="todo", order=2),
    NavItem(group="工作台", title="日程", url_name="desk:calendar", permission=DeskPermission.VIEW, icon="calendar", order=3),
    NavItem(group="工作台", title="意见反馈", url_name="desk:feedback_list", permission=DeskPermission.VIEW, icon="message", order=9),
    NavItem(group="我的", title="我的", url_name="desk:mine", permission=DeskPermission.VIEW, icon="user", order=10),
    RecordKind(
        kind="feedback",
        title="意见反馈",
        url_name="desk:feedback_record",
        permission=DeskPermission.VIEW,
        fetch=selectors.feedback_reference,
    ),
    TodoSource(key="feedback", title="意见反馈", permission=DeskPermission.ANSWER, items=selectors.feedback_todo),
    AuditVerb(verb="feedback.sent", title="提出意见"),
    AuditVerb(verb="feedback.answered", title="答复意见"),
    AuditVerb(verb="calendar_feed.opened", title="开通日程订阅"),
    AuditVerb(verb="calendar_feed.closed", title="停用日程订阅"),
]
