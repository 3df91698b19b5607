"""权限: what may be done with rules and the bureau's own packs of them."""

from enum import StrEnum


class Permission(StrEnum):
    """规则包权限."""

    VIEW = "packs.view"
    EDIT = "packs.edit"
