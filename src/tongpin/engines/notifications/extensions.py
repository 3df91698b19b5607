"""通知 contributes its page, its card on the desk and its verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongpin.engines.notifications.channels import CHANNELS
from tongpin.engines.notifications.permissions import NoticePermission
from tongpin.engines.notifications.selectors import unread
from tongpin.kernel.extensions import AuditVerb, DeskCard, Extension, NavItem, PermissionSet

MOST_ON_DESK = 5


def _card(request: Any) -> Mapping[str, Any] | None:
    found = list(unread(request.user)[: MOST_ON_DESK + 1])
    return {"notices": found[:MOST_ON_DESK], "more": len(found) > MOST_ON_DESK} if found else None


EXTENSIONS: list[Extension] = [
    PermissionSet(title="通知", permissions={NoticePermission.VIEW: "查看本人的提醒", NoticePermission.EDIT: "设置本单位的通知时间"}),
    NavItem(group="工作台", title="提醒", url_name="notifications:notices", permission=NoticePermission.VIEW, icon="notice", order=4),
    DeskCard(
        key="notices", title="未读提醒", permission=NoticePermission.VIEW, template="notifications/card.html", context=_card, order=20
    ),
    *CHANNELS,
    AuditVerb(verb="notice_hours.set", title="设置通知时间"),
    AuditVerb(verb="notice_hours.changed", title="修改通知时间"),
]
