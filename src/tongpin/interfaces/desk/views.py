"""工作台页面."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from tongpin.foundation.access.doors import look_as, requires
from tongpin.foundation.ui.addresses import address
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, Column, ListSpec, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.interfaces.desk import selectors, services
from tongpin.interfaces.desk.forms import PAGE_LENGTH, AnswerForm, FeedbackForm, SearchForm
from tongpin.interfaces.desk.ical import calendar_file
from tongpin.interfaces.desk.permissions import DeskPermission
from tongpin.kernel.clock import now, today
from tongpin.kernel.errors import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from tongpin.foundation.access.doors import OfficeRequest

FEED_REACHES_BACK, FEED_REACHES_AHEAD = timedelta(days=60), timedelta(days=370)

FEEDBACK_LIST = ListSpec(
    key="feedback",
    title="意见反馈",
    columns=(
        Column(key="text", title="意见", value="text", link="desk:feedback_record"),
        Column(key="page", title="页面", value=lambda row: "打开" if row.page else "", link=lambda row: row.page),
        Column(key="author", title="反馈人", value="author.display_name"),
        Column(key="created_at", title="反馈时间", value="created_at", kind="date", sort=("created_at",)),
        Column(key="answer", title="答复", value="answer"),
    ),
    filter_class=None,
    default_sort="-created_at",
    empty_title="还没有意见反馈",
    empty_hint="每个页面底部都有“意见反馈”入口。",
)


@require_GET
@requires(DeskPermission.VIEW)
def home(request: OfficeRequest) -> HttpResponse:
    """工作台: what is due, what is wrong, what changed."""
    todo = selectors.todo_items(request)
    this_week = selectors.due_this_week(todo, today=today())
    context = {
        "todo": todo,
        "this_week": this_week,
        "later": todo[len(this_week) :],
        "cards": selectors.desk_cards(request),
        "today": today(),
    }
    return render(request, "desk/home.html", context)


@require_GET
@requires(DeskPermission.VIEW)
def mine(request: OfficeRequest) -> HttpResponse:
    """我的: one page for the person who signed in: what they owe, learn, do, and what is kept about them."""
    return render(request, "desk/mine.html", {"parts": selectors.own_parts(request)})


@require_GET
@requires(DeskPermission.VIEW)
def todo_list(request: OfficeRequest) -> HttpResponse:
    """待办: all of it, the count above equals the length of the list."""
    return render(request, "desk/todo_list.html", {"todo": selectors.todo_items(request), "today": today()})


@require_GET
@requires(DeskPermission.VIEW)
def todo_count(request: OfficeRequest) -> HttpResponse:
    """待办数: the small number in the top bar, loaded after the page."""
    return render(request, "desk/todo_count.html", {"count": len(selectors.todo_items(request))})


@require_GET
@requires(DeskPermission.VIEW)
def search(request: OfficeRequest) -> HttpResponse:
    """搜索: one box over every subject."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    return render(request, "desk/search.html", {"text": text, "results": selectors.search(text, request) if text else []})


@requires(DeskPermission.VIEW)
def feedback(request: OfficeRequest) -> HttpResponse:
    """提意见: from any page; the page is filled in."""
    back = _own_page(request.GET.get("page", ""))
    form = FeedbackForm(request.POST or None, initial={"page": back})
    if request.method == "POST" and form.is_valid():
        try:
            services.send_feedback(org=request.scope.org, page=form.cleaned_data["page"], text=form.cleaned_data["text"], by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "意见已提交，答复后可在“意见反馈”中查看。")
            return redirect(_own_page(form.cleaned_data["page"]) or "desk:feedback_list")
    return form_page(request, form, title="意见反馈", submit="提交", back=back)


@requires(DeskPermission.VIEW)
def feedback_list(request: OfficeRequest) -> HttpResponseBase:
    """意见反馈清单: one's own, and those to be answered."""
    return list_page(
        request,
        FEEDBACK_LIST,
        selectors.visible_feedback(request.user),
        actions=(Action("提意见", address(request, "desk:feedback"), primary=True),),
    )


@requires(DeskPermission.VIEW)
def feedback_record(request: OfficeRequest, pk: int) -> HttpResponse:
    """一条意见及其答复."""
    found = get_object_or_404(selectors.visible_feedback(request.user), pk=pk)
    actions: tuple[Action, ...] = ()
    if selectors.answerable_feedback(request.user).filter(pk=pk).exists():
        words = "修改答复" if found.answer else "答复"
        actions = (Action(words, address(request, "desk:answer_feedback", pk), primary=True),)
    return record_page(request, found.reference(), template="desk/feedback_record.html", actions=actions, context={"feedback": found})


@requires(DeskPermission.ANSWER)
def answer_feedback(request: OfficeRequest, pk: int) -> HttpResponse:
    """答复意见."""
    found = get_object_or_404(selectors.answerable_feedback(request.user), pk=pk)
    form = AnswerForm(request.POST or None, initial={"version": found.version, "answer": found.answer})
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_feedback(found, answer=form.cleaned_data["answer"], version=form.cleaned_data["version"], by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已答复。")
            return redirect(address(request, "desk:feedback_record", pk))
    return form_page(request, form, title="答复意见", submit="答复", intro=found.text)


@require_GET
@requires(DeskPermission.VIEW)
def calendar(request: OfficeRequest) -> HttpResponse:
    """日程: a month with everything that stands in it."""
    month = _month(request.GET.get("month", ""))
    context = {
        "month": month,
        "before": (month - timedelta(days=1)).replace(day=1),
        "after": (month + timedelta(days=31)).replace(day=1),
        "weeks": selectors.month_weeks(request, month, today=today()),
        "feed": selectors.feed_of(request.user),
    }
    return render(request, "desk/calendar.html", context)


@require_POST
@requires(DeskPermission.VIEW)
def open_feed(request: OfficeRequest) -> HttpResponse:
    """开通日程订阅: shows the address, this once."""
    token = services.open_feed(by=request.user)
    path = address(request, "desk:feed", token).partition("?")[0]
    return render(request, "desk/feed.html", {"feed_address": request.build_absolute_uri(path)})


@require_POST
@requires(DeskPermission.VIEW)
def close_feed(request: OfficeRequest) -> HttpResponse:
    """停用日程订阅."""
    services.close_feed(by=request.user)
    messages.success(request, "日程订阅已停用，原订阅地址不再可用。")
    return redirect(address(request, "desk:calendar"))


@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """日程订阅: what its owner may see now; an address that was never given out or is stopped is not there."""
    found = selectors.feed_with(services.feed_digest(token))
    if found is None:
        raise Http404
    on = today()
    services.note_fetch(found, today=on)
    entries = selectors.calendar_entries(look_as(request, found.user), on - FEED_REACHES_BACK, on + FEED_REACHES_AHEAD)
    host = request.build_absolute_uri("/").rstrip("/")
    content = calendar_file(f"{found.user.display_name}的日程", entries, address=host, moment=now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"})


def _month(text: str) -> date:
    """First day of the month named "2024-06"; this month where it names none."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = today().replace(day=1)
    return month if date(1950, 1, 1) <= month <= date(2100, 1, 1) else today().replace(day=1)


def _own_page(address: str) -> str:
    """One of our own pages, at the length that feedback keeps; "" for anything else that an address may name."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address[:PAGE_LENGTH] if is_ours else ""
