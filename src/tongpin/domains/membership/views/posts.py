"""岗位、亮牌、本人资料与更正申请页面."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.calculations.path import STEPS
from tongpin.domains.membership.enums import RequestState, Standing
from tongpin.domains.membership.forms.posts import AnswerForm, AskForm, PostEditForm, PostForm, PostReviewForm
from tongpin.domains.membership.lists.posts import POSTS, REQUESTS
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.forms import DayForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import Fact, record_page
from tongpin.kernel.clock import today

OWN, VIEW, EDIT = Permission.OWN, Permission.VIEW, Permission.EDIT


@requires(VIEW)
def post_list(request: OfficeRequest) -> HttpResponseBase:
    """党员岗位."""
    actions = list_actions(request, EDIT, new="membership:post_new", title="设岗")
    return list_page(request, POSTS, in_scope(selectors.duty_posts(), request, VIEW), actions=actions)


@requires(VIEW)
def post_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个岗位."""
    post = fetch(selectors.duty_posts(), request.user, VIEW, pk)
    actions = list(record_actions(request, post, EDIT, *_steps(post)))
    if post.ends_on is None and request.may(EDIT, post.org):
        actions.append(
            Action("停止亮牌" if post.token else "亮牌", here(request, reverse("membership:plaque_switch", args=[pk])), method="post")
        )
    address = request.build_absolute_uri(reverse("membership:plaque", args=[post.token])) if post.token else ""
    return record_page(
        request,
        post.reference(),
        template="membership/post.html",
        context={"post": post, "address": address},
        facts=[
            ("岗位类别", post.get_kind_display()),
            ("岗位名称", post.title),
            ("在岗党员", post.member.person.name),
            ("所在党支部", post.org.name),
            ("岗位职责", post.duty),
            ("公开承诺", post.pledge),
            ("承诺日期", post.pledged_on),
            ("设岗日期", post.starts_on),
            ("撤岗日期", post.ends_on),
            ("评议结果", post.get_review_display()),
            ("评议日期", post.reviewed_on),
        ],
        actions=actions,
        back=("党员岗位", reverse("membership:posts")),
    )


@requires(EDIT)
def post_new(request: OfficeRequest) -> HttpResponseBase:
    """设岗."""
    org = entry_org(request, EDIT)
    members = in_scope(selectors.members_on(today()), request, EDIT).filter(joined_on__isnull=False, org__path__startswith=org.path)
    form = PostForm(request.POST or None, members=members)
    service = partial(services.set_up_post, by=request.user, today=today())
    back = reverse("membership:posts")
    return entry_page(request, form, service, title="设岗", done="岗位已设立。", page="membership:post", back=back)


@requires(EDIT)
def post_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正岗位."""
    post = fetch(selectors.duty_posts(), request.user, EDIT, pk)
    form = PostEditForm(request.POST or None, instance=post)
    service = partial(services.correct_post, post, by=request.user, today=today())
    return _on_post(request, post, form, service, title=f"更正岗位：{post}", done="岗位已更正。")


@requires(EDIT)
def post_review(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """评议岗位."""
    post = fetch(selectors.duty_posts(), request.user, EDIT, pk)
    form = PostReviewForm(request.POST or None, record=post)
    service = partial(services.review_post, post, by=request.user, today=today())
    return _on_post(request, post, form, service, title=f"评议岗位：{post}", done="评议已登记。")


@requires(EDIT)
def post_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤岗."""
    post = fetch(selectors.duty_posts(), request.user, EDIT, pk)
    form = DayForm(request.POST or None, record=post)
    service = partial(services.end_post, post, by=request.user, today=today())
    return _on_post(request, post, form, service, title=f"撤岗：{post}", done="岗位已撤销。", submit="撤岗")


@require_POST
@requires(EDIT)
def plaque_switch(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """亮牌或停止亮牌."""
    post = fetch(selectors.duty_posts(), request.user, EDIT, pk)
    if post.ends_on is not None:
        raise Http404
    switch = services.hide_plaque if post.token else services.show_plaque
    switch(post, by=request.user, expected=post.version)
    return redirect(here(request, reverse("membership:post", args=[pk])))


@require_GET
@requires(VIEW)
def plaque_code(request: OfficeRequest, pk: int) -> HttpResponse:
    """亮牌二维码, drawn here; no address is asked for it."""
    post = fetch(selectors.duty_posts(), request.user, VIEW, pk)
    if not post.token:
        raise Http404
    address = request.build_absolute_uri(reverse("membership:plaque", args=[post.token]))
    drawn, image = BytesIO(), segno.make(address, error="m")
    image.save(drawn, kind="svg", scale=6, border=4)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@login_not_required
@require_GET
def plaque(request: Any, token: str) -> HttpResponse:
    """亮牌: what stands on the plaque and nothing else, for everybody who has its address."""
    post = selectors.plaque(token)
    if post is None:
        raise Http404
    response = render(request, "membership/plaque.html", {"title": post.get_kind_display(), "post": post})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_GET
@requires(OWN)
def own(request: OfficeRequest) -> HttpResponseBase:
    """我的党员资料: what is kept of oneself, one's way, one's grades, and the way to have it corrected."""
    member = selectors.membership_of(request.user)
    case = selectors.case_of(request.user)
    steps = [(STEPS[s.number], s.on) for s in case.steps.all()] if case else []
    context = {
        "title": "我的党员资料",
        "member": member,
        "facts": _own_facts(member),
        "steps": steps,
        "next": selectors.next_words(case) if case else "",
        "grades": selectors.grades_of(request.user),
        "requests": selectors.requests_of(request.user),
        "actions": [Action("申请更正", here(request, reverse("membership:request_new")), primary=True)] if member else [],
    }
    return render(request, "membership/own.html", context)


@requires(OWN)
def request_new(request: OfficeRequest) -> HttpResponseBase:
    """申请更正 one's own data."""
    member = selectors.membership_of(request.user)
    if member is None:
        raise Http404
    form = AskForm(request.POST or None)
    service = partial(services.ask_correction, member=member, by=request.user, today=today())
    page = reverse("membership:own")
    return entry_page(request, form, service, title="申请更正", done="申请已提交，15日内答复。", page=page, back=page, submit="提交")


@requires(EDIT)
def request_list(request: OfficeRequest) -> HttpResponseBase:
    """更正申请."""
    return list_page(request, REQUESTS, in_scope(selectors.correction_requests(), request, EDIT))


@requires(EDIT)
def request_answer(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """答复更正申请."""
    asked = fetch(selectors.correction_requests(), request.user, EDIT, pk)
    if asked.state != RequestState.OPEN:
        raise Http404
    form = AnswerForm(request.POST or None, record=asked)
    service = partial(services.answer_correction, asked, by=request.user, today=today())
    page = reverse("membership:requests")
    title = f"答复{asked.member}：{asked.item}更正为{asked.wanted}"
    return entry_page(request, form, service, title=title, done="已答复。", page=page, back=page, submit="答复")


def _own_facts(member: Any) -> list[Fact]:
    if member is None:
        return []
    known = member.standing_on(today())
    return [
        Fact("姓名", member.person.name),
        Fact("所在组织", member.org.name),
        Fact("党员类别", Standing(known).label if known else member.get_standing_display()),
        Fact("入党日期", member.joined_on),
        Fact("转为正式党员日期", member.full_since),
        Fact("党小组", member.group.name if member.group else ""),
        Fact("编入本组织日期", member.arrived_on),
    ]


def _steps(post: Any) -> list[tuple[str, str]]:
    if post.ends_on is not None:
        return [("更正", "membership:post_edit")]
    return [("评议", "membership:post_review"), ("更正", "membership:post_edit"), ("撤岗", "membership:post_end")]


def _on_post(request: OfficeRequest, post: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page="membership:post", back=reverse("membership:post", args=[post.pk]), **words)
