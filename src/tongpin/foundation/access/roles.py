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


ACTIONS = {
    "view": "查看",
    "edit": "登记修改",
    "import": "导入",
    "undo": "撤销",
    "report": "填报",
    "verify": "校验",
    "attach": "上传",
    "operate": "处置",
    "answer": "答复",
    "gallery": "查看",
    "own": "查看本人",
    "persons": "查看涉及个人的",
    "state": "补充事实",
    "adopt": "采用规则",
    "votes": "查看票数",
    "talks": "查看本人谈话",
    "development": "发展党员",
    "appraisals": "民主评议",
    "dues": "党费",
    "internal": "查看内部",
    "restricted": "查看限知悉",
    "kinds": "增设种类",
    "trace": "责任倒查",
    "standards": "督办口径",
    "approve": "批准变更",
    "check": "审核复核",
    "catalogues": "维护目录",
    "appointments": "选拔任用",
    "procedures": "启动程序",
    "secrecy": "保密审查",
    "integrity": "任前谈话",
    "cases": "信访件",
}


@dataclass(frozen=True)
class MatrixRow:
    """角色权限表的一行: a subject and, in the order of the roles, what each may do there."""

    title: str
    held: tuple[str, ...]
    permissions: Mapping[str, str]


def permission_matrix() -> list[MatrixRow]:
    """角色权限表: one row per subject, so that the whole fits on one screen."""
    roles = all_roles()
    return [
        MatrixRow(
            declared.title,
            tuple("、".join(_action(code) for code in declared.permissions if code in role.permissions) for role in roles),
            declared.permissions,
        )
        for declared in gathered(PermissionSet)
    ]


def _action(code: str) -> str:
    action = code.partition(".")[2]
    return ACTIONS.get(action, action)
