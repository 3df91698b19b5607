"""计划与平台 contributes its pages, records, sheets, measures, verbs, and panels to a firm's page."""

from __future__ import annotations

from tongpin.domains.programs.lists import GRANT_PANEL, PLATFORM_PANEL, PROJECT_PANEL, STAGE_PANEL
from tongpin.domains.programs.measures import MEASURES, REPORTED
from tongpin.domains.programs.permissions import Permission
from tongpin.domains.programs.selectors import (
    grant_matches,
    grants,
    grants_of,
    platform_matches,
    platforms,
    platforms_of,
    project_matches,
    projects,
    projects_of,
    stages_of,
)
from tongpin.domains.programs.sheets import SHEETS
from tongpin.engines.ledgers.pages import TABLE, finder, seen, table_panel
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, RecordPanel, SearchSource

VIEW = Permission.VIEW

VERBS = {
    "grant.entered": "登记上级资金",
    "grant.corrected": "更正上级资金",
    "grant.arrived": "办理资金到账",
    "grant.withdrawn": "撤回上级资金",
    "platform.entered": "登记创新平台",
    "platform.corrected": "更正创新平台",
    "platform.recognised": "办理平台认定",
    "platform.revoked": "撤销创新平台",
    "programme_project.entered": "登记科技计划项目",
    "programme_project.corrected": "更正科技计划项目",
    "programme_project.advanced": "登记项目进展",
}

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="计划与平台",
        permissions={Permission.VIEW: "查看计划与平台", Permission.EDIT: "登记和修改计划与平台", Permission.IMPORT: "导入计划与平台"},
    ),
    NavItem(group="计划与平台", title="对上争取资金", url_name="programs:grants", permission=VIEW, icon="money", order=300),
    NavItem(group="计划与平台", title="创新平台", url_name="programs:platforms", permission=VIEW, icon="building", order=310),
    NavItem(group="计划与平台", title="科技计划项目", url_name="programs:projects", permission=VIEW, icon="list", order=320),
    RecordKind(kind="grant", title="上级资金", url_name="programs:grant", permission=VIEW, fetch=seen(grants, VIEW)),
    RecordKind(kind="platform", title="创新平台", url_name="programs:platform", permission=VIEW, fetch=seen(platforms, VIEW)),
    RecordKind(kind="programme_project", title="科技计划项目", url_name="programs:project", permission=VIEW, fetch=seen(projects, VIEW)),
    RecordPanel(
        record_kind="programme_project",
        title="项目阶段",
        permission=VIEW,
        template=TABLE,
        context=table_panel("项目阶段", STAGE_PANEL, stages_of, VIEW, field="project__org"),
        order=100,
    ),
    *(
        RecordPanel(
            record_kind="enterprise",
            title=title,
            permission=VIEW,
            template=TABLE,
            context=table_panel(title, columns, rows, VIEW),
            order=order,
        )
        for title, columns, rows, order in (
            ("上级资金", GRANT_PANEL, grants_of, 300),
            ("创新平台", PLATFORM_PANEL, platforms_of, 310),
            ("科技计划项目", PROJECT_PANEL, projects_of, 320),
        )
    ),
    SearchSource(kind="grant", title="上级资金", permission=VIEW, find=finder(grants, VIEW, grant_matches)),
    SearchSource(kind="platform", title="创新平台", permission=VIEW, find=finder(platforms, VIEW, platform_matches)),
    SearchSource(kind="programme_project", title="科技计划项目", permission=VIEW, find=finder(projects, VIEW, project_matches)),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
    *SHEETS,
    *MEASURES,
    *REPORTED,
]
