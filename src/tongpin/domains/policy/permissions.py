"""权限: what may be done with policies and their delivery."""

from enum import StrEnum


class Permission(StrEnum):
    """惠企政策权限."""

    VIEW = "policy.view"
    EDIT = "policy.edit"
    IMPORT = "policy.import"
