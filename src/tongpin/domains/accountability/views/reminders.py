"""节前廉政提醒页面."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tongpin.domains.accountability.enums import ReminderState
from tongpin.domains.accountability.forms.reminders import IntegrityRulesForm, PaperReceiptForm, ReminderForm
from tongpin.domains.accountability.lists.reminders import (
    CHANNELS,
    DELIVERIES,
    LACKING,
    RECEIPTS,
    URGINGS,
    light_of,
    reminder_list,
    sending_list,
)
from tongpin.domains.accountability.papers.integrity_papers import reminder_document
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors import reminders as selectors
from tongpin.domains.accountability.services import reminders as services
from tongpin.domains.accountability.views.parts import download, table
from tongpin.engines.ledgers.forms import ReasonForm, StepForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lights import light_badge
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import now, today

VIEW, EDIT, OWN = Permission.VIEW, Permission.EDIT, Permission.OWN
MOST_SHOWN = 50


@requires(VIEW)
def reminder_records(request: OfficeRequest) -> HttpResponseBase:
    """廉政提醒函清单."""
    actions = [
        Action("签收情况", here(request, reverse("accountability:receipts"))),
        Action("提醒规则", here(request, reverse("accountability:integrity_rules"))),
    ]
    org = request.scope.org
    if org.pk is not None and request.may(EDIT, org):
        actions.append(Action("拟出近期节日的提醒函", here(request, reverse("accountability:reminder_draft")), primary=True, method="post"))
    rows = in_scope(selectors.reminders(), request, VIEW)
    return list_page(request, reminder_list(request.scope.as_of), rows, actions=tuple(actions))


@require_POST
@requires(EDIT)
def reminder_draft(request: OfficeRequest) -> HttpResponseBase:
    """拟出近期节日的提醒函."""
    org = entry_org(request, EDIT)
    made = services.draft_reminders(org=org, by=request.user, today=today(), until=today() + services.LOOK_AHEAD)
    words = f"已拟出{'、'.join(one.holiday for one in made)}的提醒函，请核对后发出。" if made else "近期没有新的节日，或者提醒函都已拟好。"
    messages.success(request, words)
    return redirect(here(request, reverse("accountability:reminders")))


@requires(VIEW)
def receipts(request: OfficeRequest) -> HttpResponseBase:
    """签收情况: who has received which letter, and who has not."""
    return list_page(request, RECEIPTS, in_scope(selectors.all_recipients(), request, VIEW, field="reminder__org"))


@requires(VIEW)
def reminder_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份廉政提醒函: its words, who has not signed for it, and what was sent."""
    found: Any = fetch(selectors.reminders(), request.user, VIEW, pk)
    unsigned = list(selectors.not_received(found)) if found.state == ReminderState.SENT else []
    lacking = [one.person.name for one in unsigned]
    return record_page(
        request,
        found.reference(),
        template="accountability/reminder.html",
        facts=[
            ("灯", light_badge(*light_of(found, request.scope.as_of))),
            ("文号", found.number),
            ("状态", found.get_state_display()),
            ("放假时间", f"{found.starts_on:%Y-%m-%d} 至 {found.ends_on:%Y-%m-%d}"),
            ("应发日期", found.send_on),
            ("发出日期", found.sent_on),
            ("签发人", found.sent_by.display_name if found.sent_by else "系统" if found.sent_on else ""),
            ("提醒范围", found.get_audience_display()),
            ("签收", f"{found.received_count}人，共{found.recipient_count}人" if found.sent_on else ""),
            *([("不发的原因", found.reason)] if found.reason else []),
            ("单位", found.org.name),
        ],
        context={
            "reminder": found,
            "lacking": f"{len(lacking)}人没有签收：{'、'.join(lacking[:20])}{'等' if len(lacking) > 20 else ''}。" if lacking else "",
            "unsigned": table("未签收", LACKING, unsigned[:MOST_SHOWN], request),
            "receipts_url": here(request, f"{reverse('accountability:receipts')}?{urlencode({'q': found.title})}"),
            "channels": table("发送结果", CHANNELS, selectors.channel_lines(found), request),
            "urgings": table("再提醒", URGINGS, selectors.urgings_of(found), request),
        },
        actions=_actions(request, found, bool(lacking)),
        back=("节前廉政提醒", reverse("accountability:reminders")),
    )


def _actions(request: OfficeRequest, found: Any, has_lacking: bool) -> tuple[Action, ...]:
    steps: list[tuple[str, str]] = []
    if found.state == ReminderState.DRAFTED:
        steps = [("发出", "accountability:reminder_send"), ("修改", "accountability:reminder_edit")]
        steps.append(("不发", "accountability:reminder_drop"))
    elif has_lacking:
        steps = [("再提醒未签收的", "accountability:reminder_urge"), ("登记纸质签收", "accountability:reminder_signed")]
    plain = [("发送记录", "accountability:sendings")] if found.state == ReminderState.SENT else []
    plain.append(("下载文稿", "accountability:reminder_paper"))
    links = (Action(title, here(request, reverse(name, args=[found.pk]))) for title, name in plain)
    return (*record_actions(request, found, EDIT, *steps), *links)


@requires(VIEW)
def sendings(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """发送记录 of one letter: whom, by which channel, when, with what result."""
    found = fetch(selectors.reminders(), request.user, VIEW, pk)
    return list_page(request, sending_list(found.title), selectors.sendings_of(found))


@require_safe
@requires(VIEW)
def reminder_paper(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """提醒函文稿, as a download."""
    found = fetch(selectors.reminders(), request.user, VIEW, pk)
    return download(reminder_document(found, today()), f"{found.number}{found.title}.docx")


@requires(EDIT)
def reminder_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """修改提醒函."""
    found = fetch(selectors.reminders(), request.user, EDIT, pk)
    form = ReminderForm(request.POST or None, instance=found)
    return _step(
        request, found, form, partial(services.correct_reminder, found, by=request.user), title="修改提醒函", done="提醒函已修改。"
    )


@requires(EDIT)
def reminder_send(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """发出提醒函."""
    found = fetch(selectors.reminders(), request.user, EDIT, pk)
    service = partial(services.send_reminder, found, by=request.user, today=today())
    form = StepForm(request.POST or None, record=found)
    return _step(request, found, form, service, title=f"发出：{found}", done="提醒函已编号发出，正在逐人发送。", submit="发出")


@requires(EDIT)
def reminder_drop(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """不发提醒函."""
    found = fetch(selectors.reminders(), request.user, EDIT, pk)
    form, service = ReasonForm(request.POST or None, record=found), partial(services.drop_reminder, found, by=request.user)
    return _step(request, found, form, service, title=f"不发：{found}", done="已登记不发的原因。", submit="不发")


@requires(EDIT)
def reminder_urge(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """再提醒未签收的."""
    found = fetch(selectors.reminders(), request.user, EDIT, pk)
    service = partial(services.urge_reminder, found, by=request.user, today=today())
    form = StepForm(request.POST or None, record=found)
    return _step(request, found, form, service, title=f"再提醒未签收的：{found}", done="已再次提醒未签收的人员。", submit="再提醒")


@requires(EDIT)
def reminder_signed(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记纸质签收."""
    found = fetch(selectors.reminders(), request.user, EDIT, pk)
    form = PaperReceiptForm(request.POST or None, record=found, initial={"on": found.sent_on})
    service = partial(services.note_paper_receipts, found, by=request.user, today=today())
    return _step(request, found, form, service, title=f"登记纸质签收：{found}", done="纸质签收已登记。", submit="登记")


def _step(request: OfficeRequest, found: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    back = reverse("accountability:reminder", args=[found.pk])
    return entry_page(request, form, service, page="accountability:reminder", back=back, **words)


@requires(OWN)
def deliveries(request: OfficeRequest) -> HttpResponseBase:
    """我收到的廉政提醒."""
    return list_page(request, DELIVERIES, selectors.deliveries_to(request.user))


@require_safe
@requires(OWN)
def delivery(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份收到的提醒, with the button to sign for it."""
    found = _own(request, pk)
    actions: tuple[Action, ...] = ()
    if found.received_at is None:
        actions = (Action("已阅并签收", here(request, reverse("accountability:receive", args=[pk])), primary=True, method="post"),)
    crumbs = [("我收到的廉政提醒", reverse("accountability:deliveries"))]
    context = {"title": found.reminder.title, "delivery": found, "reminder": found.reminder, "actions": actions, "crumbs": crumbs}
    return render(request, "accountability/delivery.html", context)


@require_POST
@requires(OWN)
def receive(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """签收."""
    services.receive_reminder(_own(request, pk), by=request.user, moment=now())
    messages.success(request, "已签收。")
    return redirect(here(request, reverse("accountability:delivery", args=[pk])))


def _own(request: OfficeRequest, pk: int) -> Any:
    found = selectors.deliveries_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
@requires(VIEW)
def integrity_rules(request: OfficeRequest) -> HttpResponseBase:
    """节前提醒规则, and the holidays to come by them."""
    org = request.scope.org
    if org.pk is None or not request.may(VIEW, org):
        raise Http404
    on = request.scope.as_of
    found = selectors.integrity_rules_on(org, on)
    actions = []
    if request.may(EDIT, org):
        actions.append(Action("设置新规则", here(request, reverse("accountability:integrity_rules_new")), primary=True))
        if found.pk is not None:
            actions.append(Action("更正", here(request, reverse("accountability:integrity_rules_edit", args=[found.pk]))))
    channels = "、".join(["站内消息", *(["电子邮件"] if found.by_mail else []), *(["短信"] if found.by_text else [])])
    facts = [
        ("启用日期", found.valid_from if found.pk else None, "" if found.pk else "尚未设置：不自动拟稿，手工拟稿按系统默认执行"),
        ("依据", found.basis, ""),
        ("节日", "、".join(found.holidays), ""),
        ("发出", f"放假前第 {found.send_workdays} 个工作日，由{'系统自动发出' if found.sends_itself else '人签发'}", ""),
        ("拟稿", f"发出前第 {found.draft_workdays} 个工作日自动拟稿" if found.draft_workdays else "发出当日拟稿", ""),
        ("提醒范围", found.get_audience_display(), ""),
        ("通道", channels, ""),
        ("未签收的", _urging_words(found), ""),
    ]
    coming = selectors.coming_holidays(org, on, on.replace(year=on.year + 1, day=min(on.day, 28)))
    crumbs = [("节前廉政提醒", reverse("accountability:reminders"))]
    context = {"title": "节前提醒规则", "facts": facts, "actions": actions, "coming": coming, "crumbs": crumbs}
    return render(request, "accountability/integrity_rules.html", context)


def _urging_words(found: Any) -> str:
    if not found.most_urgings:
        return "不自动再提醒"
    return f"满 {found.urge_workdays} 个工作日自动再提醒，至多 {found.most_urgings} 次"


@requires(EDIT)
def integrity_rules_new(request: OfficeRequest) -> HttpResponseBase:
    """设置节前提醒规则."""
    org, page = entry_org(request, EDIT), reverse("accountability:integrity_rules")
    form = IntegrityRulesForm(request.POST or None, initial={"valid_from": today()})
    service = partial(services.set_integrity_rules, org=org, by=request.user)
    return entry_page(request, form, service, title="设置节前提醒规则", done="节前提醒规则已设置。", page=page, back=page)


@requires(EDIT)
def integrity_rules_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正节前提醒规则."""
    found, page = fetch(selectors.integrity_rules(), request.user, EDIT, pk), reverse("accountability:integrity_rules")
    form = IntegrityRulesForm(request.POST or None, instance=found)
    service = partial(services.correct_integrity_rules, found, by=request.user)
    return entry_page(request, form, service, title="更正节前提醒规则", done="节前提醒规则已更正。", page=page, back=page)
