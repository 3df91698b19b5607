"""权限: what may be done with the records of 计划与平台."""

from enum import StrEnum


class Permission(StrEnum):
    """计划与平台权限."""

    VIEW = "programs.view"
    EDIT = "programs.edit"
    IMPORT = "programs.import"
