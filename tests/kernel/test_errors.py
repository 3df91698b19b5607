"""拒绝: the message is shown as it is, at the field it belongs to."""

from __future__ import annotations

from tongpin.kernel.errors import Refused, StaleRecord


def test_refusal_carries_message_and_field() -> None:
    refused = Refused("合同编号已登记。", field="number")
    assert (str(refused), refused.message, refused.field) == ("合同编号已登记。", "合同编号已登记。", "number")
    assert Refused("不能办理。").field == ""


def test_stale_record_is_a_refusal_that_says_what_to_do() -> None:
    stale = StaleRecord()
    assert isinstance(stale, Refused)
    assert "请刷新" in stale.message
