"""权限: what may be done with the figures, rights and applications of firms."""

from enum import StrEnum


class Permission(StrEnum):
    """企业辅导权限."""

    VIEW = "coaching.view"
    EDIT = "coaching.edit"
    IMPORT = "coaching.import"
