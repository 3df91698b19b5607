"""审计权限."""

from __future__ import annotations

from enum import StrEnum


class AuditPermission(StrEnum):
    """审计权限: the auditor reads and verifies; nobody edits."""

    VIEW = "audit.view"
    VERIFY = "audit.verify"
