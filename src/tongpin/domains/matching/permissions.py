"""权限: what may be done with the records of 供需对接."""

from enum import StrEnum


class Permission(StrEnum):
    """供需对接权限."""

    VIEW = "matching.view"
    EDIT = "matching.edit"
    IMPORT = "matching.import"
