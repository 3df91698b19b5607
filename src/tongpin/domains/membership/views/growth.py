"""青年干部培养页面: postings and mentors."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.forms.growth import (
    MentorshipEditForm,
    MentorshipEndForm,
    MentorshipForm,
    PostingEditForm,
    PostingForm,
    PostingReviewForm,
)
from tongpin.domains.membership.lists.growth import MENTORSHIPS, POSTINGS
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def posting_list(request: OfficeRequest) -> HttpResponseBase:
    """挂职锻炼."""
    pairs = Action("导师帮带", here(request, reverse("membership:mentorships")))
    actions = list_actions(request, EDIT, new="membership:posting_new", title="登记挂职锻炼")
    return list_page(request, POSTINGS, in_scope(selectors.postings(), request, VIEW), actions=(pairs, *actions))


@requires(VIEW)
def posting_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次挂职锻炼."""
    posting = fetch(selectors.postings(), request.user, VIEW, pk)
    steps = [("更正", "membership:posting_edit")]
    if posting.ended_on is None:
        steps.insert(0, ("结束并评议", "membership:posting_review"))
    return record_page(
        request,
        posting.reference(),
        facts=[
            ("姓名", posting.person.name),
            ("年龄段", posting.get_age_band_display()),
            ("培养锻炼方式", posting.get_kind_display()),
            ("去向", f"{posting.get_place_kind_display()}：{posting.place}"),
            ("对应企业", posting.enterprise.name if posting.enterprise else ""),
            ("承担的任务", posting.task),
            ("带教人", posting.mentor.name if posting.mentor else ""),
            ("约定目标", posting.goals),
            ("派出文件", posting.basis),
            ("开始日期", posting.starts_on),
            ("约定结束日期", posting.ends_on, _overdue(posting)),
            ("实际结束日期", posting.ended_on),
            ("目标完成情况", posting.results),
            ("评议结论", posting.get_result_display()),
            ("评议日期", posting.reviewed_on),
        ],
        actions=record_actions(request, posting, EDIT, *steps),
        back=("挂职锻炼", reverse("membership:postings")),
    )


@requires(EDIT)
def posting_new(request: OfficeRequest) -> HttpResponseBase:
    """登记挂职锻炼."""
    org = entry_org(request, EDIT)
    form = PostingForm(request.POST or None, **_choices(org))
    service = partial(services.begin_posting, org=org, by=request.user)
    back = reverse("membership:postings")
    return entry_page(request, form, service, title="登记挂职锻炼", done="挂职锻炼已登记。", page="membership:posting", back=back)


@requires(EDIT)
def posting_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正挂职锻炼."""
    posting = fetch(selectors.postings(), request.user, EDIT, pk)
    form = PostingEditForm(request.POST or None, instance=posting, **_choices(posting.org))
    service = partial(services.correct_posting, posting, by=request.user)
    return _on(request, "membership:posting", pk, form, service, title=f"更正挂职锻炼：{posting}", done="已更正。")


@requires(EDIT)
def posting_review(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """结束并评议."""
    posting = fetch(selectors.postings(), request.user, EDIT, pk)
    form = PostingReviewForm(request.POST or None, record=posting)
    service = partial(services.review_posting, posting, by=request.user, today=today())
    title = f"结束并评议：{posting}"
    return _on(request, "membership:posting", pk, form, service, title=title, done="评议已登记。", submit="登记评议")


@requires(VIEW)
def mentorship_list(request: OfficeRequest) -> HttpResponseBase:
    """导师帮带."""
    posts = Action("挂职锻炼", here(request, reverse("membership:postings")))
    actions = list_actions(request, EDIT, new="membership:mentorship_new", title="登记帮带")
    return list_page(request, MENTORSHIPS, in_scope(selectors.mentorships(), request, VIEW), actions=(posts, *actions))


@requires(VIEW)
def mentorship_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一对帮带."""
    pair = fetch(selectors.mentorships(), request.user, VIEW, pk)
    steps = [("更正", "membership:mentorship_edit")]
    if pair.ended_on is None:
        steps.insert(0, ("帮带结束", "membership:mentorship_end"))
    return record_page(
        request,
        pair.reference(),
        facts=[
            ("导师", pair.mentor.name),
            ("帮带对象", pair.mentee.name),
            ("帮带协议内容", pair.agreement),
            ("签订日期", pair.signed_on),
            ("开始日期", pair.starts_on),
            ("约定结束日期", pair.ends_on, _overdue(pair)),
            ("实际结束日期", pair.ended_on),
            ("帮带成果", pair.results),
            ("评议结论", pair.get_result_display()),
        ],
        actions=record_actions(request, pair, EDIT, *steps),
        back=("导师帮带", reverse("membership:mentorships")),
    )


@requires(EDIT)
def mentorship_new(request: OfficeRequest) -> HttpResponseBase:
    """登记导师帮带."""
    org = entry_org(request, EDIT)
    form = MentorshipForm(request.POST or None, people=selectors.people_to_choose(org))
    service = partial(services.begin_mentorship, org=org, by=request.user, today=today())
    back = reverse("membership:mentorships")
    return entry_page(request, form, service, title="登记导师帮带", done="导师帮带已登记。", page="membership:mentorship", back=back)


@requires(EDIT)
def mentorship_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正导师帮带."""
    pair = fetch(selectors.mentorships(), request.user, EDIT, pk)
    form = MentorshipEditForm(request.POST or None, instance=pair)
    service = partial(services.correct_mentorship, pair, by=request.user, today=today())
    return _on(request, "membership:mentorship", pk, form, service, title=f"更正导师帮带：{pair}", done="已更正。")


@requires(EDIT)
def mentorship_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """帮带结束."""
    pair = fetch(selectors.mentorships(), request.user, EDIT, pk)
    form = MentorshipEndForm(request.POST or None, record=pair)
    service = partial(services.end_mentorship, pair, by=request.user, today=today())
    return _on(request, "membership:mentorship", pk, form, service, title=f"帮带结束：{pair}", done="成果已登记。", submit="登记")


def _choices(org: Any) -> dict[str, Any]:
    return {"people": selectors.people_to_choose(org), "enterprises": selectors.enterprises_to_choose(org)}


def _overdue(record: Any) -> str:
    return "已到期，请登记评议" if record.ended_on is None and record.ends_on < today() else ""


def _on(request: OfficeRequest, page: str, pk: int, form: Any, service: Any, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page=page, back=reverse(page, args=[pk]), **words)
