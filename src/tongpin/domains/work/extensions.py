"""攻坚推进 contributes its pages, records, to-do and the way to make a record a task."""

from __future__ import annotations

from tongpin.domains.work.contributions import FORCES
from tongpin.domains.work.panels.projects import LIGHT_COLUMNS, changes_todo, lights_of_project, lights_of_task
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
from tongpin.domains.work.selectors.changes import changes
from tongpin.domains.work.selectors.loads import levellings
from tongpin.domains.work.selectors.plans import clause_matches, clauses, objectives, plan_matches, plans
from tongpin.domains.work.selectors.projects import project_matches, projects
from tongpin.domains.work.selectors.tasks import assigned, task_matches, tasks
from tongpin.domains.work.services.tasks import assign_from
from tongpin.domains.work.sheets import SHEETS
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
    "work_plan.opened": "建立工作计划",
    "work_plan.corrected": "更正工作计划",
    "work_plan.removed": "删除工作计划",
    "work_plan.carried_over": "接续工作计划",
    "work_clauses.taken_in": "录入计划条款",
    "work_clause.added": "增加计划条款",
    "work_clause.corrected": "更正计划条款",
    "work_clause.removed": "删除计划条款",
    "work_objective.set": "确定目标",
    "work_objective.corrected": "更正目标",
    "work_objective.removed": "删除目标",
    "work_project.drafted": "拟定项目",
    "work_project.corrected": "更正项目",
    "work_project.days_set": "确定项目起止日期",
    "work_project.draft_removed": "删除项目草案",
    "work_project.started": "签订启动项目",
    "work_project.deadline_moved": "调整项目时限",
    "work_project.completed": "办结项目",
    "work_project.stopped": "终止项目",
    "work_nodes.saved": "保存项目任务表",
    "task.added": "项目新增任务",
    "task.taken_out": "移出项目任务",
    "work_change.asked": "提出计划变更",
    "work_change.approved": "批准计划变更",
    "work_change.refused": "不批准计划变更",
    "work_change.withdrawn": "撤回计划变更",
    "work_levelling.asked": "测算均衡方案",
    "work_levelling.worked_out": "得出均衡方案",
    "work_levelling.accepted": "采纳均衡方案",
    "work_levelling.declined": "放弃均衡方案",
    "task.assigned": "交办任务",
    "task.corrected": "更正任务",
    "task.reported": "报告任务进展",
    "task.completed": "办结任务",
    "task.postponed": "调整任务时限",
    "task.cancelled": "取消任务",
}

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="攻坚推进",
        permissions={
            VIEW: "查看计划、项目和任务",
            EDIT: "拟定计划和项目，交办、调整和取消任务，提出变更",
            REPORT: "报告和办结本人负责的任务",
            Permission.IMPORT: "导入项目任务",
            Permission.APPROVE: "批准计划变更",
        },
    ),
    NavItem(group="攻坚推进", title="工作计划", url_name="work:plans", permission=VIEW, icon="list", order=140),
    NavItem(group="攻坚推进", title="项目", url_name="work:projects", permission=VIEW, icon="list", order=145),
    NavItem(group="攻坚推进", title="任务", url_name="work:tasks", permission=VIEW, icon="todo", order=150),
    NavItem(group="攻坚推进", title="变更申请", url_name="work:changes", permission=VIEW, icon="list", order=155),
    NavItem(group="协调督办", title="人员负荷", url_name="work:loads", permission=VIEW, icon="list", order=160),
    RecordKind(kind="work_plan", title="工作计划", url_name="work:plan", permission=VIEW, fetch=seen(plans, VIEW)),
    RecordKind(kind="work_clause", title="计划条款", url_name="work:clause", permission=VIEW, fetch=seen(clauses, VIEW)),
    RecordKind(kind="work_objective", title="工作目标", url_name="work:objective", permission=VIEW, fetch=seen(objectives, VIEW)),
    RecordKind(kind="work_project", title="项目", url_name="work:project", permission=VIEW, fetch=seen(projects, VIEW)),
    RecordKind(kind="work_change", title="变更申请", url_name="work:change", permission=VIEW, fetch=seen(changes, VIEW)),
    RecordKind(kind="work_levelling", title="均衡测算", url_name="work:levelling", permission=VIEW, fetch=seen(levellings, VIEW)),
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
    *(
        RecordPanel(
            record_kind=kind,
            title="亮灯经过",
            permission=VIEW,
            template=TABLE,
            context=table_panel("亮灯经过", LIGHT_COLUMNS, rows, VIEW, field=f"{field}__org"),
            order=30,
        )
        for kind, rows, field in (("task", lights_of_task, "task"), ("work_project", lights_of_project, "project"))
    ),
    SearchSource(kind="work_plan", title="工作计划", permission=VIEW, find=finder(plans, VIEW, plan_matches)),
    SearchSource(kind="work_clause", title="计划条款", permission=VIEW, find=finder(clauses, VIEW, clause_matches)),
    SearchSource(kind="work_project", title="项目", permission=VIEW, find=finder(projects, VIEW, project_matches)),
    TodoSource(key="work_changes", title="待批准的变更", permission=VIEW, items=changes_todo),
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
    *SHEETS,
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
