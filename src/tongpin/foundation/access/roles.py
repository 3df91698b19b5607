"""角色: named lists of permissions; the installation's own list is ``settings.ROLES``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from tongpin.kernel.extensions import PermissionSet, gathered


@dataclass(frozen=True)
class Role:
    """角色: ``key`` is kept in grants, ``title`` shown; ``separate_from`` are roles that the same person must not hold (三员分立)."""

    key: str
    title: str
    permissions: frozenset[str]
    note: str = ""
    separate_from: frozenset[str] = frozenset()


@cache
def roles_by_key() -> Mapping[str, Role]:
    """角色一览, in the order of the settings."""
    roles: Mapping[str, Role] = import_string(settings.ROLES)
    return roles


def all_roles() -> tuple[Role, ...]:
    """All roles, in the order of the settings."""
    return tuple(roles_by_key().values())


def roles_with(permission: str) -> tuple[str, ...]:
    """Keys of the roles that hold ``permission``."""
    return tuple(key for key, role in roles_by_key().items() if permission in role.permissions)


def known_permissions() -> dict[str, str]:
    """权限一览: every permission that a subject declares, with its words."""
    return {code: words for declared in gathered(PermissionSet) for code, words in declared.permissions.items()}


@dataclass(frozen=True)
class MatrixRow:
    """角色权限表的一行: a permission in words and, in the order of the roles, who holds it."""

    code: str
    words: str
    held: tuple[bool, ...]


def permission_matrix() -> list[tuple[str, list[MatrixRow]]]:
    """角色权限表: by subject, one row per permission."""
    roles = all_roles()

    def row(code: str, words: str) -> MatrixRow:
        return MatrixRow(code, words, tuple(code in role.permissions for role in roles))

    return [(declared.title, [row(code, words) for code, words in declared.permissions.items()]) for declared in gathered(PermissionSet)]
