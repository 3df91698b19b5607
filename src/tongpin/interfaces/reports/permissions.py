"""报告的权限."""

from enum import StrEnum


class ReportPermission(StrEnum):
    VIEW = "reports.view"
    EDIT = "reports.edit"
