"""应尽事项办理: from a finding to the page that does something about it, filled in as far as is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from tongpin.domains.orglife.enums import THEME_DAY, MeetingKind, ReportKind, TalkKind
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.plans import next_planned
from tongpin.kernel.obligations import DutyAction, Subject
from tongpin.kernel.periods import Period

Page = Callable[[Subject, Period | None], str]

ENTRIES: tuple[tuple[str, str, MeetingKind | None], ...] = (
    ("LIFE-01", "登记党员大会", MeetingKind.GENERAL),
    ("LIFE-02", "登记支委会", MeetingKind.COMMITTEE),
    ("LIFE-03", "登记党小组会", MeetingKind.SMALL_GROUP),
    ("LIFE-04", "登记党课", MeetingKind.LECTURE),
    ("LIFE-05", "登记党课", MeetingKind.LECTURE),
    ("LIFE-06", "登记主题党日", None),
    ("LIFE-06a", "登记主题党日", None),
    ("LIFE-07", "登记组织生活会", MeetingKind.ORGANISATIONAL_LIFE),
    ("LIFE-07a", "登记组织生活会", MeetingKind.ORGANISATIONAL_LIFE),
    ("LIFE-22", "登记民主生活会", MeetingKind.DEMOCRATIC_LIFE),
    ("RES-01", "登记党组会", MeetingKind.PARTY_GROUP),
    ("PRA-08", "登记党组会", MeetingKind.PARTY_GROUP),
    ("PRA-12", "登记党组会", MeetingKind.PARTY_GROUP),
    ("STU-06", "登记党课", MeetingKind.LECTURE),
    ("STU-02", "登记中心组学习", MeetingKind.CENTRE_GROUP),
    ("STU-05", "登记党组会", MeetingKind.PARTY_GROUP),
)
"""Rule → what is entered for it; None is a theme day."""


def entry_page_of(kind: MeetingKind | None) -> Page:
    """The form for the organisation of the finding."""

    def url(subject: Subject, window: Period | None) -> str:
        if not subject.org_code:
            return ""
        page = reverse("orglife:theme_day_new") if kind is None else reverse("orglife:meeting_new", args=[kind.value.partition(".")[2]])
        return f"{page}?{urlencode({'org': subject.org_code})}"

    return url


def notice_page_of(kind: str) -> Page:
    """The draft of notice and agenda for the next planned gathering; "" where none is planned."""

    def url(subject: Subject, window: Period | None) -> str:
        from_plan = next_planned(subject.org_id, kind, window)
        return reverse("orglife:gathering_notice", args=[from_plan]) if from_plan is not None else ""

    return url


def page_of(name: str, **filled: str) -> Page:
    """A page of the organisation of the finding, filled in with what is fixed and with the year of the window."""

    def url(subject: Subject, window: Period | None) -> str:
        year = {"year": str(window.start.year)} if window else {}
        return f"{reverse(name)}?{urlencode({'org': subject.org_code, **filled, **year})}" if subject.org_code else ""

    return url


def about_person(name: str, field: str, **filled: str) -> Page:
    """A form about the person of the finding."""

    def url(subject: Subject, window: Period | None) -> str:
        query = {"org": subject.org_code, field: str(subject.pk), **filled}
        return f"{reverse(name)}?{urlencode(query)}" if subject.org_code else ""

    return url


def own_record(subject: Subject, window: Period | None) -> str:
    """The record that the finding is about."""
    return subject.url


def _do(codes: Sequence[str], title: str, permission: str, url: Page, words: str = "", order: int = 100) -> DutyAction:
    return DutyAction(codes=tuple(codes), title=title, permission=permission, url=url, words=words, order=order)


VIEW, EDIT = Permission.VIEW, Permission.EDIT
_TRAININGS = ("EDU-01", "EDU-02", "EDU-03", "EDU-03a", "EDU-03b", "EDU-05", "EDU-05a")
_VOTES = ("LIFE-15", "LIFE-16", "LIFE-18", "LIFE-21", "DEV-17", "DEV-17a", "DEV-18", "DEV-19", "STU-05b")
_MEETINGS = ("LIFE-17", "LIFE-19", "LIFE-22a", "LIFE-22b", "LIFE-23", "STU-04", "STU-05a", "DC-02")
_LEARNS = "由本人参加教育培训，参加后由党支部书记或者党务干部登记学时。"
_ATTENDS = "由本人以普通党员身份参加所在党支部的组织生活，参加情况由党支部登记。"

OTHERS = (
    _do(_TRAININGS, "登记教育培训", EDIT, about_person("orglife:study_record_new", "person"), _LEARNS),
    _do(["EDU-05a"], "核对学时登记", VIEW, page_of("orglife:study_hours"), order=110),
    _do(["LIFE-13"], "登记谈心谈话", EDIT, page_of("orglife:talk_new", kind=TalkKind.HEART)),
    _do(["LIFE-14"], "登记谈心谈话", EDIT, about_person("orglife:talk_new", "talked_to", kind=TalkKind.HEART)),
    _do(["EDU-15"], "登记提醒谈话", EDIT, about_person("orglife:talk_new", "talked_to", kind=TalkKind.REMINDER)),
    _do(["LIFE-20"], "核对会议出席", VIEW, page_of("orglife:meetings"), _ATTENDS),
    _do(["LIFE-08"], "核对组织生活会", VIEW, page_of("orglife:meetings")),
    _do(_VOTES, "打开表决记录", VIEW, own_record),
    _do(_MEETINGS, "打开会议记录", VIEW, own_record),
    _do(["LIFE-23"], "登记上报材料", EDIT, page_of("orglife:report_new"), order=110),
    _do(["DC-01"], "核对会外决定", VIEW, page_of("orglife:off_meeting_decisions")),
    _do(["STU-01"], "登记中心组名单", EDIT, page_of("orglife:study_member_new")),
    _do(["STU-03"], "编制年度计划", EDIT, page_of("orglife:plan_new")),
    _do(["STU-03a"], "登记学习情况报告", EDIT, page_of("orglife:report_new", kind=ReportKind.STUDY)),
    _do(["RES-02a"], "登记责任情况报告", EDIT, page_of("orglife:report_new", kind=ReportKind.GOVERNANCE)),
    _do(["EDU-16"], "登记主题党日", EDIT, entry_page_of(None), order=110),
    _do(["PRA-06"], "核对工作记录", "activities.view", page_of("activities:activities")),
)


def _actions() -> list[DutyAction]:
    found = list(OTHERS)
    for code, title, kind in ENTRIES:
        key = THEME_DAY if kind is None else kind.value
        found.append(DutyAction(codes=(code,), title=title, permission=Permission.EDIT, url=entry_page_of(kind), order=100))
        found.append(DutyAction(codes=(code,), title="起草通知和议程", permission=Permission.VIEW, url=notice_page_of(key), order=110))
    return found


DUTY_ACTIONS = _actions()
