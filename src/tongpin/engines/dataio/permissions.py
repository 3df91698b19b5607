"""导入导出的权限; what may be imported is decided by the permission of each ledger."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """导入导出权限."""

    VIEW = "dataio.view"
    UNDO = "dataio.undo"
