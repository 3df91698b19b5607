"""权限: what may be done with the register of firms."""

from enum import StrEnum


class Permission(StrEnum):
    """企业台账权限."""

    VIEW = "enterprises.view"
    EDIT = "enterprises.edit"
    IMPORT = "enterprises.import"
