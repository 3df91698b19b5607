"""公开流转: from the draft over the secrecy check and the approval to the take-down; no move skips a step."""

from __future__ import annotations

from tongpin.domains.accountability.enums import DisclosureState
from tongpin.domains.accountability.permissions import Permission
from tongpin.kernel.flow import Flow, Move

_D = DisclosureState

DISCLOSURE_FLOW = Flow(
    title="公开事项",
    labels=dict(_D.choices),
    moves=(
        Move("propose", "提交审查", (_D.DRAFTED,), _D.PROPOSED, Permission.ANSWER),
        Move("review", "保密审查", (_D.PROPOSED,), _D.CHECKED, Permission.SECRECY),
        Move("approve", "审批", (_D.CHECKED,), _D.APPROVED, Permission.CHECK),
        Move("publish", "公开", (_D.APPROVED,), _D.PUBLISHED, Permission.EDIT),
        Move("take_down", "撤下", (_D.PUBLISHED,), _D.TAKEN_DOWN, Permission.EDIT, needs_reason=True),
        Move("send_back", "退回", (_D.PROPOSED, _D.CHECKED, _D.APPROVED), _D.DRAFTED, Permission.CHECK, needs_reason=True),
        Move("drop", "作废", (_D.DRAFTED,), _D.DROPPED, Permission.EDIT, needs_reason=True),
    ),
)
OPEN = (_D.DRAFTED, _D.PROPOSED, _D.CHECKED, _D.APPROVED)
"""办理中: not published yet."""
