"""工作台页面."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from tongpin.foundation.access.doors import requires
from tongpin.foundation.ui.addresses import address
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, Column, ListSpec, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.interfaces.desk import selectors, services
from tongpin.interfaces.desk.forms import PAGE_LENGTH, AnswerForm, FeedbackForm, SearchForm
from tongpin.interfaces.desk.permissions import DeskPermission
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse, HttpResponseBase

    from tongpin.foundation.access.doors import OfficeRequest

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
    return render(
        request,
        "desk/home.html",
        {"todo": todo, "this_week": selectors.due_this_week(todo, today=today()), "cards": selectors.desk_cards(request), "today": today()},
    )


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


def _own_page(address: str) -> str:
    """One of our own pages, at the length that feedback keeps; "" for anything else that an address may name."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address[:PAGE_LENGTH] if is_ours else ""
