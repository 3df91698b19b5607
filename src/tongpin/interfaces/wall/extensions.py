"""作战图为整体提供的内容."""

from __future__ import annotations

from tongpin.domains.work.permissions import Permission
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem

EXTENSIONS: list[Extension] = [
    NavItem(group="攻坚推进", title="挂图作战", url_name="wall:board", permission=Permission.VIEW, icon="grid", order=100),
    AuditVerb(verb="wall.exported", title="导出作战图"),
]
