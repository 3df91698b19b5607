"""权限: what may be done with the records of 品牌与公开."""

from enum import StrEnum


class Permission(StrEnum):
    """品牌与公开权限."""

    VIEW = "publicity.view"
    EDIT = "publicity.edit"
    IMPORT = "publicity.import"
