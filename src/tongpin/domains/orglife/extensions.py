"""组织生活 contributes its pages, records and verbs."""

from __future__ import annotations

from tongpin.domains.orglife.contributions import GATHERINGS
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.registers import REGISTERS
from tongpin.kernel.extensions import Extension, PermissionSet

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="组织生活",
        permissions={
            Permission.VIEW: "查看组织生活",
            Permission.EDIT: "登记和办理组织生活",
            Permission.VOTES: "查看限定范围的表决票数",
            Permission.TALKS: "查看本人参加的谈话内容",
            Permission.CATALOGUES: "设置组织生活目录",
        },
    ),
    *GATHERINGS,
    *REGISTERS,
]
