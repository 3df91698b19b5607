"""公开页面: the catalogue, disclosures on their way, and the board of what hangs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from tongpin.domains.accountability.disclosure_flow import OPEN
from tongpin.domains.accountability.enums import DisclosureState
from tongpin.domains.accountability.forms.disclosures import (
    DisclosureForm,
    DisclosureReasonForm,
    OpenItemForm,
    PublishForm,
    SecrecyForm,
)
from tongpin.domains.accountability.lists.openness import BOARD, DISCLOSURES, ITEM_DISCLOSURES, item_list, period_words, way_words
from tongpin.domains.accountability.papers.integrity_papers import disclosure_document
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors import disclosures as selectors
from tongpin.domains.accountability.services import disclosures as services
from tongpin.domains.accountability.views.parts import download, table
from tongpin.engines.ledgers.forms import EndForm, StepForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lights import light_badge
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, ANSWER, CHECK = Permission.VIEW, Permission.EDIT, Permission.ANSWER, Permission.CHECK
SECRECY, OWN = Permission.SECRECY, Permission.OWN


@requires(VIEW)
def item_records(request: OfficeRequest) -> HttpResponseBase:
    """公开目录."""
    rows = selectors.visible_items(request.user)
    on = request.scope.as_of
    openness = selectors.Openness(rows, on)
    late = [item.title for item in rows if openness.light(item)[0] == "red"]
    warnings = [f"{len(late)}项逾期没有公开：{'、'.join(late[:10])}{'等' if len(late) > 10 else ''}。"] if late else []
    links = (
        Action("公开事项", here(request, reverse("accountability:disclosures"))),
        Action("公开栏", here(request, reverse("accountability:board"))),
    )
    actions = (*links, *list_actions(request, EDIT, new="accountability:open_item_new", title="列入事项"))
    context = {"warnings": warnings}
    return list_page(request, item_list(rows, on), rows, template="accountability/quarter.html", actions=actions, context=context)


@requires(VIEW)
def item_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个目录事项 with what was disclosed under it."""
    item = _item(request, pk)
    on = request.scope.as_of
    light = selectors.Openness(selectors.open_items().filter(pk=pk), on).light(item)
    actions: list[Action] = []
    if item.ended_on is None:
        if request.may(ANSWER, item.department) or request.may(ANSWER, item.org):
            actions.append(Action("拟公开稿", here(request, reverse("accountability:disclosure_new", args=[pk])), primary=True))
        steps = record_actions(request, item, EDIT, ("更正", "accountability:open_item_edit"), ("移出目录", "accountability:open_item_end"))
        actions += [Action(step.title, step.url) for step in steps]
    return record_page(
        request,
        item.reference(),
        template="accountability/open_item.html",
        facts=[
            ("灯", light_badge(*light)),
            ("公开类别", item.get_face_display()),
            ("公开内容", item.content),
            ("公开范围", item.get_scope_display()),
            ("公开方式", way_words(item)),
            ("责任单位", item.department.name),
            ("公开依据", item.basis),
            ("列入目录日期", item.valid_from),
            *([("移出目录日期", item.ended_on, item.reason)] if item.ended_on else []),
            ("单位", item.org.name),
        ],
        context={"table": table("公开情况", ITEM_DISCLOSURES, selectors.disclosures_of(item), request)},
        actions=tuple(actions),
        back=("公开目录", reverse("accountability:open_items")),
    )


@requires(EDIT)
def item_new(request: OfficeRequest) -> HttpResponseBase:
    """列入公开目录."""
    org = entry_org(request, EDIT)
    form, back = OpenItemForm(request.POST or None, org=org, initial={"valid_from": today()}), reverse("accountability:open_items")
    service = partial(services.enter_open_item, org=org, by=request.user)
    return entry_page(request, form, service, title="列入公开目录", done="已列入公开目录。", page="accountability:open_item", back=back)


@requires(EDIT)
def item_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正目录事项."""
    item = _item(request, pk, EDIT)
    form, back = OpenItemForm(request.POST or None, instance=item, org=item.org), reverse("accountability:open_item", args=[pk])
    service = partial(services.correct_open_item, item, by=request.user)
    return entry_page(request, form, service, title="更正目录事项", done="目录事项已更正。", page=back, back=back)


@requires(EDIT)
def item_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出公开目录."""
    item = _item(request, pk, EDIT)
    form, back = EndForm(request.POST or None, record=item), reverse("accountability:open_item", args=[pk])
    service = partial(services.end_open_item, item, by=request.user, today=today())
    title = f"移出目录：{item}"
    return entry_page(request, form, service, title=title, done="已移出公开目录。", page=back, back=back, submit="移出")


@requires(VIEW)
def disclosure_records(request: OfficeRequest) -> HttpResponseBase:
    """公开事项清单."""
    return list_page(request, DISCLOSURES, selectors.visible_disclosures(request.user))


@requires(VIEW)
def disclosure_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一件公开事项: where it stands among its steps, and its words."""
    found = _disclosure(request, pk)
    item = found.item
    actions = [
        Action(move.verb, here(request, reverse(f"accountability:disclosure_{move.key}", args=[pk])), primary=not number)
        for number, move in enumerate(selectors.moves_open(request.user, found))
    ]
    if found.state == DisclosureState.DRAFTED and (request.may(ANSWER, item.department) or request.may(ANSWER, found.org)):
        actions.append(Action("修改", here(request, reverse("accountability:disclosure_edit", args=[pk]))))
    actions.append(Action("下载审批表", here(request, reverse("accountability:disclosure_paper", args=[pk]))))
    return record_page(
        request,
        found.reference(),
        template="accountability/disclosure.html",
        facts=[
            ("状态", found.get_state_display()),
            (
                "目录事项",
                format_html('<a href="{}">{}</a>', here(request, reverse("accountability:open_item", args=[item.pk])), item.title),
            ),
            *([("所属期", period_words(found))] if found.period else []),
            *([("事项办结日期", found.occurred_on)] if found.occurred_on else []),
            ("公开范围", item.get_scope_display()),
            ("公开方式", way_words(item)),
            ("责任单位", item.department.name),
            ("提出", _who(found.proposed_by, found.proposed_on)),
            ("保密审查", _who(found.checked_by, found.checked_on), found.check_words),
            ("超出本级权限", ("是，已报上级" if found.reported_up_on else "是，未报上级") if found.beyond_power else "否"),
            ("审批", _who(found.approved_by, found.approved_on)),
            ("公开日期", found.published_on),
            ("公开至", found.until or ("长期" if found.published_on else None)),
            *([("撤下日期", found.taken_down_on)] if found.taken_down_on else []),
            *([("退回、撤下或作废原因", found.reason)] if found.reason else []),
        ],
        context={"disclosure": found, "is_open": found.state in OPEN, "steps": _steps(found)},
        actions=tuple(actions),
        back=("公开目录", reverse("accountability:open_items")),
    )


def _who(by: Any, on: Any) -> str:
    return f"{by.display_name}（{on:%Y-%m-%d}）" if by is not None and on is not None else ""


def _steps(found: Any) -> list[tuple[str, Any]]:
    return [("提出", found.proposed_on), ("保密审查", found.checked_on), ("审批", found.approved_on), ("公开", found.published_on)]


@require_safe
@requires(VIEW)
def disclosure_paper(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """公开审批表, as a download."""
    found = _disclosure(request, pk)
    return download(disclosure_document(found, today()), f"{found.item.get_face_display()}审批表（{found.title}）.docx")


@requires(ANSWER)
def disclosure_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """拟公开稿 of one item."""
    item = _item(request, pk, ANSWER)
    form = DisclosureForm(request.POST or None, item=item)
    service = partial(services.draft_disclosure, item, by=request.user, today=today())
    back = reverse("accountability:open_item", args=[pk])
    words = {"title": f"拟公开稿：{item}", "done": "公开稿已拟好，请提交保密审查。"}
    return entry_page(request, form, service, page="accountability:disclosure", back=back, **words)


@requires(ANSWER)
def disclosure_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """修改公开稿."""
    found = _disclosure(request, pk, ANSWER)
    form = DisclosureForm(request.POST or None, instance=found, item=found.item)
    service = partial(services.correct_disclosure, found, by=request.user, today=today())
    return _step(request, found, form, service, title="修改公开稿", done="公开稿已修改。")


def _moving(permission: str, form_class: Any, service: Callable[..., Any], verb: str, done: str, *, dated: bool = True) -> Any:
    """A page for one move: the same but for its form and its words."""

    @requires(permission)
    def page(request: OfficeRequest, pk: int) -> HttpResponseBase:
        found = _disclosure(request, pk, permission)
        day = {"today": today()} if dated else {}
        act = partial(service, found, by=request.user, **day)
        return _step(request, found, form_class(request.POST or None, record=found), act, title=f"{verb}：{found}", done=done, submit=verb)

    page.__doc__ = f"{verb}."
    return page


disclosure_propose = _moving(ANSWER, StepForm, services.propose_disclosure, "提交审查", "已提交保密审查。")
disclosure_review = _moving(SECRECY, SecrecyForm, services.check_secrecy, "保密审查", "保密审查已通过，待审批。")
disclosure_approve = _moving(CHECK, StepForm, services.approve_disclosure, "审批", "已审批，可以公开。")
disclosure_publish = _moving(EDIT, PublishForm, services.publish_disclosure, "公开", "已公开，列入公开栏。")
disclosure_take_down = _moving(EDIT, DisclosureReasonForm, services.take_down_disclosure, "撤下", "已撤下。")
disclosure_send_back = _moving(CHECK, DisclosureReasonForm, services.send_back_disclosure, "退回", "公开稿已退回。", dated=False)
disclosure_drop = _moving(EDIT, DisclosureReasonForm, services.drop_disclosure, "作废", "公开稿已作废。", dated=False)


@requires(OWN)
def board(request: OfficeRequest) -> HttpResponseBase:
    """公开栏: what hangs on the day looked at."""
    return list_page(request, BOARD, selectors.board_for(request.user, request.scope.as_of))


@require_safe
@requires(OWN)
def board_entry(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """公开栏中的一件."""
    found = selectors.board_for(request.user, request.scope.as_of).filter(pk=pk).first()
    if found is None:
        raise Http404
    crumbs = [("公开栏", reverse("accountability:board"))]
    context = {"title": found.title, "disclosure": found, "item": found.item, "crumbs": crumbs}
    return render(request, "accountability/board_entry.html", context)


def _item(request: OfficeRequest, pk: int, permission: str = VIEW) -> Any:
    found = selectors.visible_items(request.user, permission).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _disclosure(request: OfficeRequest, pk: int, permission: str = VIEW) -> Any:
    found = selectors.visible_disclosures(request.user, permission).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _step(request: OfficeRequest, found: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    back = reverse("accountability:disclosure", args=[found.pk])
    return entry_page(request, form, service, page="accountability:disclosure", back=back, **words)
