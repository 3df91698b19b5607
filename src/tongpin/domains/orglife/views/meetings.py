"""会议页面: the list, one meeting with what it lacks, entry on one screen, closing."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tongpin.domains.orglife.completeness import WITH_RECTIFICATION, WITHOUT_MAKE_UP
from tongpin.domains.orglife.enums import THEME_DAY, MeetingKind
from tongpin.domains.orglife.forms.gatherings import KindForm, MeetingForm
from tongpin.domains.orglife.kinds import STUDY
from tongpin.domains.orglife.lists.meetings import MEETINGS, meeting_state
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import meetings as selectors
from tongpin.domains.orglife.selectors.agenda import items_of, tasks_of
from tongpin.domains.orglife.selectors.attendance import attendance, roster_of
from tongpin.domains.orglife.selectors.completeness import shortfalls
from tongpin.domains.orglife.selectors.happenings import gathering_activities
from tongpin.domains.orglife.services import closing, theme_days
from tongpin.domains.orglife.services import meetings as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.formats import number
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def meeting_list(request: OfficeRequest) -> HttpResponseBase:
    """会议清单."""
    actions = list_actions(request, EDIT, new="orglife:meeting_kind", title="登记会议")
    pack = Action("迎检材料包", here(request, reverse("orglife:pack")))
    return list_page(request, MEETINGS, in_scope(selectors.counted_meetings(), request, VIEW), actions=(pack, *actions))


@requires(VIEW)
def meeting_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次会议: what is missing first, then agenda, rectification, attendance, papers."""
    meeting = fetch(selectors.meetings(), request.user, VIEW, pk)
    items, missing = list(items_of(meeting)), shortfalls(meeting)
    activity, there = meeting.activity, attendance(meeting)
    may_write = request.may(EDIT, meeting.org)
    return record_page(
        request,
        meeting.reference(),
        template="orglife/meeting.html",
        context={
            "meeting": meeting,
            "items": items,
            "attendance": there,
            "shortfalls": () if meeting.is_closed else missing,
            "blocking": sum(1 for one in missing if one.blocks),
            "rectifications": list(meeting.rectifications.all()),
            "makes_up": meeting.kind not in WITHOUT_MAKE_UP,
            "needs_rectification": meeting.kind in WITH_RECTIFICATION,
            "make_ups": {one.person_id: one for one in meeting.make_ups.all()},
            "tasks": tasks_of(items, request.user),
            "may_edit": may_write and not meeting.is_closed,
            "may_write": may_write,
            "today": today(),
        },
        facts=[
            ("会议种类", meeting.kind_title),
            ("日期", activity.day),
            ("时间", selectors.clock_span(activity.starts_at, activity.ends_at)),
            ("地点", activity.place),
            ("主持人", "、".join(one.name for one in there.of("chair"))),
            ("记录人", "、".join(one.name for one in there.of("recorder"))),
            ("党组织", meeting.org.name),
            ("状态", meeting_state(meeting)[1]),
            *((label, text) for label, text in _special(meeting) if text),
        ],
        actions=_actions(request, meeting) if may_write else (),
        back=("会议台账", reverse("orglife:meetings")),
    )


def _special(meeting: Any) -> list[tuple[str, Any]]:
    activity = meeting.activity
    return [
        ("学时", f"{number(activity.lasted)}学时" if meeting.kind in STUDY and activity.lasted is not None else ""),
        ("办结日期", meeting.closed_on),
        ("主要内容", activity.summary),
        ("未设第一议题的原因", meeting.no_first_topic_reason),
        ("已完成环节", meeting.steps_done),
        ("计入年度", str(meeting.for_year or "")),
        ("提前或推迟召开的批准文件", meeting.timing_basis),
        ("上报会议情况日期", meeting.reported_on),
        ("退回办结原因", meeting.reopened_reason),
    ]


def _actions(request: OfficeRequest, meeting: Any) -> tuple[Action, ...]:
    def to(name: str) -> str:
        return here(request, reverse(name, args=[meeting.pk]))

    absent = () if meeting.kind in WITHOUT_MAKE_UP else (Action("登记补课", to("orglife:make_up_new")),)
    rectify = (Action("列入整改清单", to("orglife:rectification_new")),) if meeting.kind in WITH_RECTIFICATION else ()
    if meeting.is_closed:
        return (*absent, *rectify, Action("退回办结", to("orglife:meeting_reopen")))
    if selectors.is_planned(meeting.activity):
        return (
            Action("登记召开", to("orglife:meeting_edit"), primary=True),
            Action("登记议题", to("orglife:item_new")),
            Action("取消会议", to("orglife:meeting_cancel")),
        )
    close = Action(
        "办结", here(request, reverse("orglife:meeting_close", args=[meeting.pk]) + f"?version={meeting.version}"), method="post"
    )
    return (
        Action("登记议题", to("orglife:item_new"), primary=True),
        close,
        Action("更正", to("orglife:meeting_edit")),
        *absent,
        *rectify,
        Action("撤销", to("orglife:meeting_cancel")),
    )


@requires(EDIT)
def meeting_kind(request: OfficeRequest) -> HttpResponseBase:
    """选择会议种类: what the organisation that the page looks at holds."""
    org = entry_org(request, EDIT)
    kinds = selectors.kinds_of(org)
    form = KindForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        return redirect(here(request, reverse("orglife:meeting_new", args=[form.cleaned_data["kind"].partition(".")[2]])))
    intro = f"在“{org.name}”登记。要登记其他党组织的会议，请先在页面上方切换组织。"
    return form_page(request, form, title="登记会议", submit="下一步", back=reverse("orglife:meetings"), intro=intro)


@requires(EDIT)
def meeting_new(request: OfficeRequest, kind: str) -> HttpResponseBase:
    """登记会议 on one screen."""
    org, key = entry_org(request, EDIT), f"orglife.{kind}"
    if key not in MeetingKind.values:
        raise Http404
    service = partial(services.enter_meeting, org=org, kind=key, by=request.user, today=today())
    roster = roster_of(org, key, today())
    title = MeetingKind(key).label
    initial = selectors.usual(org, key, today())
    form, back = MeetingForm(request.POST or None, roster=roster, kind=key, initial=initial), reverse("orglife:meetings")
    return entry_page(request, form, service, title=f"登记{title}", done="会议已登记。", page="orglife:meeting", back=back)


@requires(EDIT)
def meeting_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记召开 or 更正会议."""
    meeting = fetch(selectors.meetings(), request.user, EDIT, pk)
    service = partial(services.correct_meeting, meeting, by=request.user, today=today())
    roster = roster_of(meeting.org, meeting.kind, meeting.activity.day)
    form = MeetingForm(request.POST or None, roster=roster, kind=meeting.kind, initial=selectors.as_typed(meeting), record=meeting)
    back = reverse("orglife:meeting", args=[pk])
    return entry_page(request, form, service, title=f"登记召开情况：{meeting}", done="会议已保存。", page="orglife:meeting", back=back)


@requires(EDIT)
def meeting_cancel(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """取消或撤销会议: it does not count; what was entered stays on file with the reason."""
    meeting = fetch(selectors.meetings(), request.user, EDIT, pk)
    service = partial(services.cancel_meeting, meeting, by=request.user)
    form, back = ReasonForm(request.POST or None, record=meeting), reverse("orglife:meeting", args=[pk])
    after = reverse("orglife:meetings")
    return entry_page(request, form, service, title=f"取消会议：{meeting}", done="会议已取消。", page=after, back=back, submit="取消会议")


@require_POST
@requires(EDIT)
def meeting_close(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """办结: refused with the list of what is missing."""
    meeting = fetch(selectors.meetings(), request.user, EDIT, pk)
    version = request.GET.get("version", "")
    try:
        expected = int(version) if version.isdigit() and len(version) < 10 else meeting.version
        closing.close_meeting(meeting, by=request.user, today=today(), expected=expected)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, "会议已办结。")
    return redirect(here(request, reverse("orglife:meeting", args=[pk])))


@requires(EDIT)
def meeting_reopen(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """退回办结."""
    meeting = fetch(selectors.meetings(), request.user, EDIT, pk)
    service = partial(closing.reopen_meeting, meeting, by=request.user)
    form, back = ReasonForm(request.POST or None, record=meeting), reverse("orglife:meeting", args=[pk])
    title = f"退回办结：{meeting}"
    return entry_page(request, form, service, title=title, done="已退回，可以更改。", page="orglife:meeting", back=back, submit="退回")


@require_POST
@requires(EDIT)
def open_file(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """建立档案 for a meeting or theme day that is on file as a 工作记录 only."""
    activity = fetch(gathering_activities(), request.user, EDIT, pk)
    is_theme_day = activity.kind == THEME_DAY
    try:
        record = theme_days.open_file(activity, by=request.user) if is_theme_day else services.open_file(activity, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(here(request, reverse("activities:activity", args=[pk])))
    messages.success(request, "档案已建立。")
    return redirect(here(request, reverse("orglife:theme_day" if is_theme_day else "orglife:meeting", args=[record.pk])))
