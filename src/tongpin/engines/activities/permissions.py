"""权限: what may be done with activities."""

from enum import StrEnum


class Permission(StrEnum):
    """工作记录权限: VIEW for public ones, INTERNAL for internal ones, RESTRICTED for those that only who took part sees."""

    VIEW = "activities.view"
    INTERNAL = "activities.internal"
    RESTRICTED = "activities.restricted"
    EDIT = "activities.edit"
    KINDS = "activities.kinds"
