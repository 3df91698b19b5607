"""权限: what may be done with the records of 企业服务."""

from enum import StrEnum


class Permission(StrEnum):
    """企业服务权限."""

    VIEW = "service.view"
    EDIT = "service.edit"
    IMPORT = "service.import"
