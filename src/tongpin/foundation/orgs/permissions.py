"""组织权限."""

from enum import StrEnum


class OrgPermission(StrEnum):
    """组织权限: who sees the tree and the people, who keeps them."""

    VIEW = "orgs.view"
    EDIT = "orgs.edit"
