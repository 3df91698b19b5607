"""责任落实 contributes its pages, records, to-do, reminders, facts and verbs; each subject of it has its own list."""

from __future__ import annotations

from tongpin.domains.accountability.contributions.integrity import INTEGRITY_AND_OPENNESS
from tongpin.domains.accountability.contributions.letters import LETTERS
from tongpin.domains.accountability.duty_actions import DUTY_ACTIONS
from tongpin.domains.accountability.permissions import Permission
from tongpin.kernel.extensions import Extension, PermissionSet

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="责任落实",
        permissions={
            Permission.VIEW: "查看责任落实",
            Permission.EDIT: "办理责任状、工单、责任清单和风险点",
            Permission.ANSWER: "签收和报送工单，申请延期，登记履责",
            Permission.CHECK: "审批延期、复核销号、重新办理，审批公开事项",
            Permission.OWN: "签收本人的廉政提醒，查看公开栏",
            Permission.SECRECY: "公开事项保密审查",
            Permission.INTEGRITY: "任前廉政谈话",
            Permission.CASES: "登记信访件，办理本人经办的信访件",
        },
    ),
    *LETTERS,
    *INTEGRITY_AND_OPENNESS,
    *DUTY_ACTIONS,
]
