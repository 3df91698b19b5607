"""授权的权限."""

from enum import StrEnum


class AccessPermission(StrEnum):
    """授权的权限: who gives and takes back roles."""

    EDIT = "access.edit"
