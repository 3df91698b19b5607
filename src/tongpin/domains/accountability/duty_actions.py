"""应尽事项办理: from a finding about responsibility, disclosure and reminders to the page that ends it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse

from tongpin.domains.accountability.permissions import Permission
from tongpin.kernel.obligations import DutyAction, Subject
from tongpin.kernel.periods import Period

VIEW, EDIT = Permission.VIEW, Permission.EDIT


def page(name: str) -> Callable[[Subject, Period | None], str]:
    """A page of the organisation of the finding."""

    def url(subject: Subject, window: Period | None) -> str:
        return f"{reverse(name)}?{urlencode({'org': subject.org_code})}" if subject.org_code else ""

    return url


def own_record(subject: Subject, window: Period | None) -> str:
    """The record that the finding is about."""
    return subject.url


DUTY_ACTIONS = [
    DutyAction(codes=("RES-02",), title="制定责任清单", permission=EDIT, url=page("accountability:duty_list_new")),
    DutyAction(codes=("PRA-10",), title="核对责任清单", permission=VIEW, url=page("accountability:duty_lists")),
    DutyAction(codes=("RES-03",), title="签订责任书", permission=VIEW, url=page("accountability:signing")),
    DutyAction(codes=("RES-04", "PRA-11"), title="办理季度工单", permission=VIEW, url=page("accountability:quarter")),
    DutyAction(codes=("PUB-01", "PUB-03"), title="办理公开事项", permission=VIEW, url=own_record),
    DutyAction(codes=("PUB-02",), title="按目录公开", permission=VIEW, url=page("accountability:open_items")),
    DutyAction(codes=("INT-02",), title="发出节前提醒", permission=VIEW, url=page("accountability:reminders")),
]
