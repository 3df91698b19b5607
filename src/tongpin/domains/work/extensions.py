"""攻坚推进 contributes its pages, records, to-do and the way to make a record a task."""

from __future__ import annotations

from tongpin.domains.work.contributions import FORCES
from tongpin.domains.work.panels.tasks import (
    POSTPONEMENT_COLUMNS,
    REPORT_COLUMNS,
    calendar_entries,
    own_part,
    postponements_of,
    reports_of,
    source_tasks,
    todo,
)
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors.tasks import assigned, task_matches, tasks
from tongpin.domains.work.services.tasks import assign_from
from tongpin.engines.ledgers.pages import TABLE, finder, seen, table_panel
from tongpin.kernel.extensions import (
    AuditVerb,
    Extension,
    NavItem,
    OwnPart,
    PermissionSet,
    RecordKind,
    RecordPanel,
    SearchSource,
    TodoSource,
)
from tongpin.kernel.obligations import CalendarSource
from tongpin.kernel.occasions import TaskMaker

VIEW, EDIT, REPORT = Permission.VIEW, Permission.EDIT, Permission.REPORT

VERBS = {
    "task.assigned": "交办任务",
    "task.corrected": "更正任务",
    "task.reported": "报告任务进展",
    "task.completed": "办结任务",
    "task.postponed": "调整任务时限",
    "task.cancelled": "取消任务",
}

EXTENSIONS: list[Extension] = [
    PermissionSet(title="攻坚推进", permissions={VIEW: "查看任务", EDIT: "交办、调整和取消任务", REPORT: "报告和办结本人负责的任务"}),
    NavItem(group="攻坚推进", title="任务", url_name="work:tasks", permission=VIEW, icon="todo", order=150),
    RecordKind(kind="task", title="任务", url_name="work:task", permission=VIEW, fetch=seen(tasks, VIEW)),
    RecordPanel(record_kind="*", title="交办任务", permission=VIEW, template=TABLE, context=source_tasks, order=60),
    RecordPanel(
        record_kind="task",
        title="进展报告",
        permission=VIEW,
        template=TABLE,
        context=table_panel("进展报告", REPORT_COLUMNS, reports_of, VIEW, field="task__org"),
        order=10,
    ),
    RecordPanel(
        record_kind="task",
        title="时限调整",
        permission=VIEW,
        template=TABLE,
        context=table_panel("时限调整", POSTPONEMENT_COLUMNS, postponements_of, VIEW, field="task__org"),
        order=20,
    ),
    SearchSource(kind="task", title="任务", permission=VIEW, find=finder(tasks, VIEW, task_matches)),
    OwnPart(
        key="own-tasks",
        title="我的任务",
        permission=VIEW,
        template="work/own.html",
        context=own_part,
        url_name="work:tasks",
        url_title="全部任务",
        order=40,
    ),
    TodoSource(key="work", title="任务", permission=VIEW, items=todo),
    CalendarSource(key="work", title="任务", permission=VIEW, entries=calendar_entries),
    TaskMaker(permission=EDIT, assign=assign_from, of=assigned),
    *FORCES,
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
