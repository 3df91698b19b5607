"""面板: on the page of a 工作记录 that is a meeting or theme day, the way to its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.happenings import gathering_activity
from tongpin.kernel.reference import Reference


def file_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """会议（主题党日）档案 of an activity: where it is, or the button that opens one; nothing for other kinds."""
    activity = gathering_activity(reference.pk)
    if activity is None or not request.may(Permission.VIEW, activity.org):
        return None
    return {
        "activity": activity,
        "meeting": getattr(activity, "meeting", None),
        "theme_day": getattr(activity, "theme_day", None),
        "may_open": request.may(Permission.EDIT, activity.org),
    }
