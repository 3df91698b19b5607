"""权限: what may be done with the register of institutes and experts."""

from enum import StrEnum


class Permission(StrEnum):
    """专家智库权限."""

    VIEW = "experts.view"
    EDIT = "experts.edit"
    IMPORT = "experts.import"
