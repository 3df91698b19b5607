"""拒绝: what a service raises when the office's rules do not allow what was asked."""

from __future__ import annotations


class Refused(Exception):
    """办理不了: the write is refused; the message is Chinese, says why and what to do, and is shown as it is.

    ``field`` names the form field the message belongs to, or is empty where it concerns the whole record.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StaleRecord(Refused):
    """记录已变: somebody saved this record after the page was opened; nothing was overwritten."""

    def __init__(self, message: str = "这条记录在您打开之后已被他人修改，本次没有保存。请刷新核对后再改。") -> None:
        super().__init__(message)
