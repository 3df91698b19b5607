"""后台任务 contributes its permission and its entry of the rail."""

from __future__ import annotations

from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet

EXTENSIONS: list[Extension] = [
    PermissionSet(title="后台任务", permissions={"jobs.view": "查看本人的后台任务", "jobs.operate": "查看全部后台任务，重试搁置的任务"}),
    AuditVerb(verb="job.retried", title="重试后台任务"),
    NavItem(group="系统管理", title="后台任务", url_name="jobs:list", permission="jobs.view", icon="clock", order=920),
]
