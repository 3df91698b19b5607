"""文书页面: every paper as a download."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongpin.domains.orglife.completeness import WITHOUT_MAKE_UP
from tongpin.domains.orglife.forms.packs import PackForm
from tongpin.domains.orglife.papers.meeting_papers import minutes, notice, sign_in_sheet, tally_sheet
from tongpin.domains.orglife.papers.pack import inspection_pack, safe
from tongpin.domains.orglife.papers.theme_day_papers import activity_record
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.agenda import items_of, meeting_items
from tongpin.domains.orglife.selectors.completeness import missed_duties
from tongpin.domains.orglife.selectors.meetings import held_in, meetings
from tongpin.domains.orglife.selectors.theme_days import theme_days, theme_days_held
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import visible_orgs
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel.clock import today

VIEW = Permission.VIEW
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(content: bytes, name: str, content_type: str = WORD) -> HttpResponse:
    """下载: never shown inside our own pages, never kept by a proxy."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@requires(VIEW)
def meeting_minutes(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """会议记录."""
    meeting = fetch(meetings(), request.user, VIEW, pk)
    content = minutes(meeting, totals=request.may(Permission.VOTES, meeting.org))
    return download(content, f"{safe(meeting.activity.title)}会议记录.docx")


@require_safe
@requires(VIEW)
def meeting_sign_in(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """签到表."""
    meeting = fetch(meetings(), request.user, VIEW, pk)
    return download(sign_in_sheet(meeting), f"{safe(meeting.activity.title)}签到表.docx")


@require_safe
@requires(VIEW)
def meeting_notice(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """会议通知."""
    meeting = fetch(meetings(), request.user, VIEW, pk)
    activity = meeting.activity
    content = notice(
        org_name=meeting.org.name,
        title=activity.title,
        kind_title=meeting.kind_title,
        day=activity.day,
        at=activity.starts_at,
        place=activity.place,
        agenda=[item.title for item in items_of(meeting)],
        who="各位党员" if meeting.is_for_members else "各位同志",
        dated=min(today(), activity.day),
        makes_up=meeting.kind not in WITHOUT_MAKE_UP,
    )
    return download(content, f"{safe(activity.title)}会议通知.docx")


@require_safe
@requires(VIEW)
def theme_day_paper(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """主题党日活动记录."""
    theme_day = fetch(theme_days(), request.user, VIEW, pk)
    return download(activity_record(theme_day), f"{safe(theme_day.activity.title)}活动记录.docx")


@require_safe
@requires(VIEW)
def theme_day_sign_in(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """主题党日签到表."""
    theme_day = fetch(theme_days(), request.user, VIEW, pk)
    return download(sign_in_sheet(theme_day), f"{safe(theme_day.activity.title)}签到表.docx")


@require_safe
@requires(VIEW)
def item_tally(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """表决结果统计表."""
    item = fetch(meeting_items(), request.user, VIEW, pk)
    content = tally_sheet(item, list(item.votes.all()), totals=request.may(Permission.VOTES, item.org))
    return download(content, f"{safe(item.title)}表决结果统计表.docx")


@requires(VIEW)
def pack(request: OfficeRequest) -> HttpResponseBase:
    """迎检材料包: for one Party organisation and a period."""
    form = PackForm(request.POST or None, orgs=visible_orgs(request.user, VIEW).filter(face="party"), initial=_pack_initial(request))
    if request.method == "POST" and form.is_valid():
        org, start, end = form.cleaned_data["org"], form.cleaned_data["since"], form.cleaned_data["until"]
        title = f"{start:%Y-%m-%d}至{end:%Y-%m-%d}"
        made = inspection_pack(
            org,
            list(held_in(org, start, end)),
            list(theme_days_held(org, start, end)),
            period_title=title,
            today=today(),
            missed=missed_duties(org, start, end),
        )
        return download(made.content, f"{safe(org.name)}{title}组织生活材料.zip", "application/zip")
    intro = "按所选党组织和期间生成材料目录、会议记录、签到表和表决结果统计表；缺少的材料和逾期未办的应尽事项在目录中标“待补”。"
    return form_page(request, form, title="迎检材料包", submit="生成", back=reverse("orglife:meetings"), intro=intro)


def _pack_initial(request: OfficeRequest) -> dict[str, Any]:
    """What the page looks at: its organisation, and its period up to the day it is seen as of."""
    period, as_of = request.scope.period, request.scope.as_of
    until = min(period.end - timedelta(days=1), as_of)
    return {"org": request.scope.org.pk, "since": period.start, "until": max(until, period.start)}
