"""附件权限."""

from __future__ import annotations

from enum import StrEnum


class FilePermission(StrEnum):
    """附件权限: who sees a record sees its evidence; adding and withdrawing is a right of its own."""

    ATTACH = "files.attach"
