"""账号权限."""

from enum import StrEnum


class AccountPermission(StrEnum):
    """账号权限: who sees the accounts, who keeps them."""

    VIEW = "accounts.view"
    EDIT = "accounts.edit"
