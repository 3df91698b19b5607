"""工单流转: the moves of a quarterly work order and of a supervision order, as one table each."""

from __future__ import annotations

from tongpin.domains.accountability.enums import OrderKind, OrderState
from tongpin.domains.accountability.permissions import Permission
from tongpin.kernel.flow import Flow, Move

_S = OrderState
_EDIT, _ANSWER, _CHECK = Permission.EDIT.value, Permission.ANSWER.value, Permission.CHECK.value

_ALIKE = (
    Move("issue", "签发", (_S.DRAFTED,), _S.ISSUED, _EDIT),
    Move("receive", "签收", (_S.ISSUED,), _S.RECEIVED, _ANSWER),
    Move("report", "报送", (_S.RECEIVED, _S.RETURNED), _S.REPORTED, _ANSWER),
    Move("accept", "审核通过", (_S.REPORTED,), _S.ACCEPTED, _EDIT),
    Move("send_back", "退回", (_S.REPORTED,), _S.RETURNED, _EDIT, needs_reason=True),
    Move("withdraw", "撤回", (_S.DRAFTED, _S.ISSUED, _S.RECEIVED, _S.RETURNED), _S.WITHDRAWN, _EDIT, needs_reason=True),
)

QUARTER_FLOW = Flow(
    title="季度工单",
    labels=dict(_S.choices),
    moves=(*_ALIKE, Move("reopen", "重新办理", (_S.ACCEPTED,), _S.RETURNED, _CHECK, needs_reason=True)),
)

SUPERVISION_FLOW = Flow(
    title="督办单",
    labels=dict(_S.choices),
    moves=(
        *_ALIKE,
        Move("close", "销号", (_S.ACCEPTED,), _S.CLOSED, _CHECK),
        Move("recheck_fails", "复核不通过", (_S.ACCEPTED,), _S.RETURNED, _CHECK, needs_reason=True),
        Move("reopen", "重新办理", (_S.CLOSED,), _S.RETURNED, _CHECK, needs_reason=True),
    ),
)


def flow_of(kind: str) -> Flow:
    """流程 of a kind of order."""
    return QUARTER_FLOW if kind == OrderKind.QUARTER else SUPERVISION_FLOW


OWED = (_S.ISSUED, _S.RECEIVED, _S.RETURNED)
"""在科室手中: what the department still owes an answer to."""

ENDED = (_S.ACCEPTED, _S.CLOSED)
"""有结果: a result was accepted; of a supervision order only ``CLOSED`` ends it."""
