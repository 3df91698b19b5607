"""工单页面."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongpin.domains.accountability.enums import OrderState
from tongpin.domains.accountability.forms.orders import (
    BackForm,
    DecisionForm,
    ExtensionForm,
    OrderForm,
    RecheckForm,
    ReopenForm,
    ReportForm,
    RulesForm,
    UrgeForm,
    WordsForm,
)
from tongpin.domains.accountability.lists.orders import EXTENSIONS, STEPS, URGINGS, item_list, order_list
from tongpin.domains.accountability.order_flow import OWED
from tongpin.domains.accountability.papers.order_papers import order_document
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors import orders as selectors
from tongpin.domains.accountability.selectors.evidence import evidence_of
from tongpin.domains.accountability.selectors.hand_over import handed_over
from tongpin.domains.accountability.selectors.rules import order_rules, rules_on
from tongpin.domains.accountability.services import orders as services
from tongpin.domains.accountability.views.hand_over import assigning_org
from tongpin.domains.accountability.views.parts import download, evidence_urls, table
from tongpin.engines.ledgers.forms import StepForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.files.selectors import visible_record
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.addresses import here, whole_number
from tongpin.foundation.ui.lights import light_badge
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, ANSWER, CHECK = Permission.VIEW, Permission.EDIT, Permission.ANSWER, Permission.CHECK


@requires(VIEW)
def order_records(request: OfficeRequest) -> HttpResponseBase:
    """工单清单."""
    rows = selectors.orders_within(selectors.visible_orders(request.user), request.scope.org)
    actions = (
        Action("工单规则", here(request, reverse("accountability:rules"))),
        *list_actions(request, EDIT, new="accountability:order_new", title="立项督办"),
    )
    return list_page(request, order_list(request.scope.as_of, rows), rows, actions=actions)


@requires(VIEW)
def quarter(request: OfficeRequest) -> HttpResponseBase:
    """本季度工单事项: who has not answered, what is due and done, what nothing shows."""
    on = request.scope.as_of
    period = selectors.quarter_of(on)
    number = selectors.quarter_number(period)
    seen = selectors.orders_within(selectors.visible_orders(request.user), request.scope.org)
    ours = seen.filter(kind="quarter", year=period.start.year, quarter=number).exclude(state=OrderState.WITHDRAWN)
    late = [order.lead.shown_name for order in selectors.owed(ours) if on > order.due_on]
    waiting = [order.lead.shown_name for order in selectors.owed(ours)]
    warnings = []
    if late:
        warnings.append(f"{period.title}已经结束，{len(late)}个单位没有报送：{'、'.join(late)}。")
    elif waiting:
        warnings.append(f"{len(waiting)}个单位还没有报送：{'、'.join(waiting)}。")
    org = request.scope.org
    actions: tuple[Action, ...] = ()
    if org.pk is not None and request.may(EDIT, org):
        actions = (Action("生成本季度工单", here(request, reverse("accountability:roll")), primary=True, method="post"),)
    rows = selectors.items().filter(order__in=ours.order_by().values("pk"))
    spec = item_list(on, f"{period.title}工单事项")
    return list_page(request, spec, rows, template="accountability/quarter.html", actions=actions, context={"warnings": warnings})


@requires(VIEW)
def order_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一件工单."""
    order = _order(request, pk)
    desk = selectors.Desk(work_calendar(), request.scope.as_of)
    moved = f"最初时限 {order.first_due_on:%Y-%m-%d}，后有调整" if order.first_due_on != order.due_on else ""
    helping = "、".join(assist.org.shown_name for assist in order.assists.all())
    repeats = selectors.repeats_of(order)
    facts: list[tuple[Any, ...]] = [
        ("灯", light_badge(*desk.light(order))),
        ("编号", order.number),
        ("状态", order.get_state_display()),
        ("牵头单位", order.lead.name),
        ("协办单位", helping),
        ("承办人", order.person.name if order.person else ""),
        ("办理时限", order.due_on, moved),
        ("签发日期", order.issued_on),
        ("报送日期", order.reported_on),
        ("审核人", f"{order.accepted_by.display_name}（{order.accepted_on:%Y-%m-%d}）" if order.accepted_by else ""),
        ("签发单位", order.org.name),
    ]
    if not order.is_quarterly:
        facts[1:1] = [("颜色", light_badge(*desk.colour(order)))]
        facts += [
            ("事项主题", order.subject),
            ("问题原因", order.get_cause_display()),
            ("紧急程度", order.get_urgency_display()),
            ("办理要求", order.requirement),
            ("销号复核", f"{order.closed_by.display_name}（{order.closed_on:%Y-%m-%d}）" if order.closed_by else ""),
            ("来源", order.source_title),
        ]
    return record_page(
        request,
        order.reference(),
        template="accountability/order.html",
        facts=facts,
        context={
            "order": order,
            "items": _items(request, order, request.scope.as_of),
            "is_reported": order.reported_on is not None,
            "repeats": repeats,
            "steps": table("办理经过", STEPS, selectors.steps_of(order), request),
            "urgings": table("催办", URGINGS, selectors.urgings_of(order), request),
            "extensions": table("延期", EXTENSIONS, selectors.extensions_of(order), request),
        },
        actions=_actions(request, order),
        back=("工单", reverse("accountability:orders")),
    )


@require_safe
@requires(VIEW)
def order_paper(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """工单文稿, as a download."""
    order = _order(request, pk)
    desk = selectors.Desk(work_calendar(), request.scope.as_of)
    items, steps = list(selectors.items_of(order)), list(selectors.steps_of(order))
    content = order_document(order, items, selectors.evidence_shown(order), steps, desk.colour(order)[1], today())
    return download(content, f"{order.number}{order.title}.docx")


@requires(EDIT)
def order_new(request: OfficeRequest) -> HttpResponseBase:
    """立项督办; ``source`` in the address is the record it came from."""
    org = entry_org(request, EDIT)
    form = OrderForm(request.POST or None, org=org)
    kind, _, key = request.GET.get("source", "").partition(":")
    number = whole_number(key)
    source = visible_record(kind, number, request.user) if number is not None else None
    service = partial(services.open_order, org=org, by=request.user, today=today(), source=source)
    words = {"title": "立项督办", "done": "督办单已立项，请签发。", "submit": "立项"}
    return entry_page(request, form, service, page="accountability:order", back=reverse("accountability:orders"), **words)


@requires(EDIT)
def order_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正督办单."""
    order = _order(request, pk, EDIT)
    form = OrderForm(request.POST or None, instance=order, org=order.org)
    service = partial(services.correct_order, order, by=request.user, today=today())
    return _step(request, order, form, service, title=f"更正督办单：{order}", done="督办单已更正。")


def _moving(permission: str, form_class: Any, service: Callable[..., Any], verb: str, done: str) -> Any:
    """A page for one move: the same but for its form and its words."""

    @requires(permission)
    def page(request: OfficeRequest, pk: int) -> HttpResponseBase:
        order = _order(request, pk, permission)
        form = form_class(request.POST or None, record=order)
        act = partial(service, order, by=request.user, today=today())
        return _step(request, order, form, act, title=f"{verb}：{order}", done=done, submit=verb)

    page.__doc__ = f"{verb}."
    return page


order_issue = _moving(EDIT, StepForm, services.issue_order, "签发", "工单已签发。")
order_receive = _moving(ANSWER, StepForm, services.receive_order, "签收", "工单已签收。")
order_accept = _moving(EDIT, WordsForm, services.accept_order, "审核通过", "已审核通过。")
order_send_back = _moving(EDIT, BackForm, services.send_back_order, "退回", "工单已退回，承办单位会收到提醒。")
order_close = _moving(CHECK, RecheckForm, services.close_order, "销号", "督办单已销号。")
order_recheck_fails = _moving(CHECK, BackForm, services.fail_recheck, "复核不通过", "复核不通过，已退回承办单位。")
order_reopen = _moving(CHECK, ReopenForm, services.reopen_order, "重新办理", "工单已重新办理。")
order_withdraw = _moving(EDIT, BackForm, services.withdraw_order, "撤回", "工单已撤回。")
order_urge = _moving(EDIT, UrgeForm, services.urge_order, "催办", "已催办，承办单位会收到提醒。")
order_ask_extension = _moving(ANSWER, ExtensionForm, services.ask_extension, "申请延期", "延期申请已提交，待审批。")
order_decide_extension = _moving(CHECK, DecisionForm, services.decide_extension, "审批延期", "延期已审批。")


@requires(ANSWER)
def order_report(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """报送: with what the records already show beside each item."""
    order = _order(request, pk, ANSWER)
    rows = [(item, evidence_of(item, as_of=today())) for item in selectors.items_of(order)]
    form = ReportForm(request.POST or None, record=order, rows=rows)
    service = partial(services.report_order, order, by=request.user, today=today())
    return _step(request, order, form, service, title=f"报送：{order}", done="办理情况已报送，待审核。", submit="报送")


@require_safe
@requires(VIEW)
def rules(request: OfficeRequest) -> HttpResponseBase:
    """工单规则: what colours an order, what counts as a repeat, from which day on."""
    org = request.scope.org
    if org.pk is None or not request.may(VIEW, org):
        raise Http404
    found = rules_on(org, request.scope.as_of)
    actions = [Action("设置新规则", here(request, reverse("accountability:rules_new")), primary=True)] if request.may(EDIT, org) else []
    if found.pk is not None and request.may(EDIT, found.org):
        actions.append(Action("更正", here(request, reverse("accountability:rules_edit", args=[found.pk]))))
    facts = [
        ("启用日期", found.valid_from if found.pk else None, "" if found.pk else "尚未设置，按系统默认执行"),
        ("依据", found.basis, ""),
        ("季度工单签发", "系统自动签发" if found.issues_itself else "系统生成，由人签发", ""),
        ("签发期限", f"每季度第 {found.issue_days} 日前", ""),
        ("临期", f"距时限 {found.soon_workdays} 个工作日以内", ""),
        ("黄单", f"紧急程度为{found.get_yellow_urgency_display()}，或催办满 {found.yellow_urgings} 次", ""),
        ("红单", f"紧急程度为{found.get_red_urgency_display()}，或催办满 {found.red_urgings} 次", ""),
        ("重复问题", _repeat_words(found), ""),
    ]
    crumbs = [("工单", reverse("accountability:orders"))]
    return render(request, "accountability/rules.html", {"title": "工单规则", "facts": facts, "actions": actions, "crumbs": crumbs})


@requires(EDIT)
def rules_new(request: OfficeRequest) -> HttpResponseBase:
    """设置新规则."""
    org = entry_org(request, EDIT)
    form = RulesForm(request.POST or None, initial={"valid_from": today()})
    service = partial(services.set_rules, org=org, by=request.user)
    page = reverse("accountability:rules")
    return entry_page(request, form, service, title="设置工单规则", done="工单规则已设置。", page=page, back=page)


@requires(EDIT)
def rules_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正规则."""
    found = fetch(order_rules(), request.user, EDIT, pk)
    form, page = RulesForm(request.POST or None, instance=found), reverse("accountability:rules")
    service = partial(services.correct_rules, found, by=request.user)
    return entry_page(request, form, service, title="更正工单规则", done="工单规则已更正。", page=page, back=page)


def _repeat_words(found: Any) -> str:
    ways = [
        *(["同一主题"] if found.repeat_by_subject else []),
        *(["同一单位同一原因"] if found.repeat_by_cause else []),
    ]
    return f"{found.repeat_months} 个月内{'或'.join(ways)}再次督办" if ways else "不标记"


def _order(request: OfficeRequest, pk: int, permission: str = VIEW) -> Any:
    order = selectors.visible_orders(request.user, permission).filter(pk=pk).first()
    if order is None:
        raise Http404
    return order


def _step(request: OfficeRequest, order: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page="accountability:order", back=reverse("accountability:order", args=[order.pk]), **words)


def _items(request: OfficeRequest, order: Any, as_of: Any) -> list[tuple[Any, list[Any], Any, str]]:
    """Items with what was reported of them (before a report, what the records show), the tasks made of them, where to make one."""
    rows = list(selectors.items_of(order))
    tasks = handed_over(order, rows, request.user)
    page = reverse("accountability:order_task", args=[order.pk]) if assigning_org(request, order) is not None else ""
    return [
        (row, proofs, tasks.get(row.pk, ()), here(request, f"{page}?item={row.pk}") if page else "")
        for row, proofs in _proved(order, rows, as_of)
    ]


def _proved(order: Any, rows: Any, as_of: Any) -> list[tuple[Any, list[Any]]]:
    if order.reported_on is not None:
        shown = selectors.evidence_shown(order)
        urls = evidence_urls(proof for proofs in shown.values() for proof in proofs)
        return [(row, [SimpleNamespace(title=p.title, value=p.value, url=urls[p.pk]) for p in shown.get(row.pk, ())]) for row in rows]
    return [(row, [SimpleNamespace(title=p.title, value=p.value, url=_url(p)) for p in evidence_of(row, as_of=as_of)]) for row in rows]


def _url(shown: Any) -> str:
    one = SimpleNamespace(pk=0, code=shown.code, kind=shown.kind, record_pk=shown.reference.pk, reference=lambda: shown.reference)
    return evidence_urls([one])[0]


def _actions(request: OfficeRequest, order: Any) -> tuple[Action, ...]:
    """Buttons in the order of use: what the flow allows this person, then urging and extension while the answer is owed."""
    moves = selectors.moves_open(request.user, order)
    found = [
        Action(m.verb, here(request, reverse(f"accountability:order_{m.key}", args=[order.pk])), primary=not n) for n, m in enumerate(moves)
    ]
    extra = []
    if order.state in OWED:
        pending = selectors.pending_extension(order)
        if pending is not None and request.may(CHECK, order.org):
            extra.append(("审批延期", "order_decide_extension"))
        if pending is None and request.may(ANSWER, order.lead):
            extra.append(("申请延期", "order_ask_extension"))
        if request.may(EDIT, order.org):
            extra.append(("催办", "order_urge"))
    if order.state == OrderState.DRAFTED and not order.is_quarterly and request.may(EDIT, order.org):
        extra.append(("更正", "order_edit"))
    extra.append(("下载文稿", "order_paper"))
    return (*found, *(Action(words, here(request, reverse(f"accountability:{name}", args=[order.pk]))) for words, name in extra))
