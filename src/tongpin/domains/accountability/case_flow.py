"""信访件流转: each move is made by an officer named in the file."""

from __future__ import annotations

from tongpin.domains.accountability.enums import CaseState
from tongpin.domains.accountability.permissions import Permission
from tongpin.kernel.flow import Flow, Move

_C = CaseState

CASE_FLOW = Flow(
    title="信访件",
    labels=dict(_C.choices),
    moves=(
        Move("accept", "受理", (_C.REGISTERED,), _C.ACCEPTED, Permission.CASES),
        Move("check", "开始核查", (_C.ACCEPTED,), _C.CHECKING, Permission.CASES),
        Move("conclude", "作出结论", (_C.CHECKING,), _C.CONCLUDED, Permission.CASES),
        Move("reply", "答复", (_C.CONCLUDED,), _C.REPLIED, Permission.CASES),
        Move("close", "归档", (_C.CONCLUDED, _C.REPLIED, _C.REFUSED), _C.CLOSED, Permission.CASES),
        Move("refuse", "不予受理", (_C.REGISTERED,), _C.REFUSED, Permission.CASES),
        Move("recheck", "重新核查", (_C.CONCLUDED, _C.CLOSED), _C.CHECKING, Permission.CASES),
    ),
)
ENDED = (_C.REPLIED, _C.CLOSED, _C.REFUSED)
"""已办: no reply is owed any more."""
