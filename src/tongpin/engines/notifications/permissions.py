"""通知的权限."""

from __future__ import annotations

from enum import StrEnum


class NoticePermission(StrEnum):
    """通知权限: everybody reads their own; ``EDIT`` sets the hours of an organisation."""

    VIEW = "notifications.view"
    EDIT = "notifications.edit"
