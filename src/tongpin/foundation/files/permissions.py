"""附件权限."""

from __future__ import annotations

from enum import StrEnum


class FilePermission(StrEnum):
    """附件权限: only of records the person sees; adding and withdrawing is a right of its own."""

    VIEW = "files.view"
    ATTACH = "files.attach"
