"""应尽事项办理: from a finding to the page that does something about it, filled in as far as is known."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse

from tongpin.domains.orglife.enums import THEME_DAY, MeetingKind
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.plans import next_planned
from tongpin.foundation.orgs.selectors import organisations
from tongpin.kernel.obligations import DutyAction, Subject
from tongpin.kernel.periods import Period

ENTRIES: tuple[tuple[str, str, MeetingKind | None], ...] = (
    ("LIFE-01", "登记党员大会", MeetingKind.GENERAL),
    ("LIFE-02", "登记支委会", MeetingKind.COMMITTEE),
    ("LIFE-03", "登记党小组会", MeetingKind.SMALL_GROUP),
    ("LIFE-04", "登记党课", MeetingKind.LECTURE),
    ("LIFE-06", "登记主题党日", None),
    ("LIFE-07", "登记组织生活会", MeetingKind.ORGANISATIONAL_LIFE),
    ("LIFE-22", "登记民主生活会", MeetingKind.DEMOCRATIC_LIFE),
    ("STU-02", "登记中心组学习", MeetingKind.CENTRE_GROUP),
    ("STU-05", "登记党组会", MeetingKind.PARTY_GROUP),
)
"""Rule → what is entered for it; None is a theme day."""


def entry_page_of(kind: MeetingKind | None) -> Callable[[Subject, Period | None], str]:
    """The form for the organisation of the finding."""

    def url(subject: Subject, window: Period | None) -> str:
        code = organisations().filter(pk=subject.org_id).values_list("code", flat=True).first()
        if code is None:
            return ""
        page = reverse("orglife:theme_day_new") if kind is None else reverse("orglife:meeting_new", args=[kind.value.partition(".")[2]])
        return f"{page}?{urlencode({'org': code})}"

    return url


def notice_page_of(kind: str) -> Callable[[Subject, Period | None], str]:
    """The draft of notice and agenda for the next planned gathering; "" where none is planned."""

    def url(subject: Subject, window: Period | None) -> str:
        from_plan = next_planned(subject.org_id, kind, window)
        return reverse("orglife:gathering_notice", args=[from_plan]) if from_plan is not None else ""

    return url


def _actions() -> list[DutyAction]:
    found = []
    for code, title, kind in ENTRIES:
        key = THEME_DAY if kind is None else kind.value
        found.append(DutyAction(codes=(code,), title=title, permission=Permission.EDIT, url=entry_page_of(kind), order=100))
        found.append(DutyAction(codes=(code,), title="起草通知和议程", permission=Permission.VIEW, url=notice_page_of(key), order=110))
    return found


DUTY_ACTIONS = _actions()
