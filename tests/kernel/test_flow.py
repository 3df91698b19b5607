"""流转: what may be done from which state."""

from __future__ import annotations

import pytest

from tongpin.kernel.errors import Refused
from tongpin.kernel.flow import Flow, Move

FLOW = Flow(
    title="申请",
    labels={"draft": "草稿", "sent": "已报", "done": "办结", "back": "退回"},
    moves=(
        Move("send", "上报", ("draft", "back"), "sent", "x.edit"),
        Move("finish", "办结", ("sent",), "done", "x.approve"),
        Move("return", "退回", ("sent",), "back", "x.approve", needs_reason=True),
    ),
)

OPEN = [
    ("draft", {"x.edit"}, ["send"]),
    ("back", {"x.edit", "x.approve"}, ["send"]),
    ("sent", {"x.edit"}, []),
    ("sent", {"x.approve"}, ["finish", "return"]),
    ("done", {"x.edit", "x.approve"}, []),
    ("draft", set(), []),
]


@pytest.mark.parametrize(("state", "held", "keys"), OPEN)
def test_open_moves(state: str, held: set[str], keys: list[str]) -> None:
    assert [m.key for m in FLOW.open_moves(state, held)] == keys


@pytest.mark.parametrize("state", ["draft", "done", "back"])
def test_move_from_a_wrong_state_is_refused_in_words(state: str) -> None:
    with pytest.raises(Refused, match=f"申请当前为“{FLOW.labels[state]}”，不能办结"):
        FLOW.take("finish", state=state)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_reason_is_asked_for_where_needed(reason: str) -> None:
    with pytest.raises(Refused) as refused:
        FLOW.take("return", state="sent", reason=reason)
    assert refused.value.field == "reason"
    assert FLOW.take("return", state="sent", reason="材料不全").target == "back"


def test_state_without_a_label_is_a_mistake_of_the_flow() -> None:
    with pytest.raises(ValueError, match="gone"):
        Flow(title="申请", labels={"draft": "草稿"}, moves=(Move("send", "上报", ("draft",), "gone", "x.edit"),))
