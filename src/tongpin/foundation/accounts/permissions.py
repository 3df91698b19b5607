"""账号权限."""

from enum import StrEnum


class AccountPermission(StrEnum):
    """账号权限: who keeps the accounts."""

    EDIT = "accounts.edit"
