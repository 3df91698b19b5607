"""党费页面: paid or unpaid for those who see the register; bases and amounts only for those who keep dues."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.forms.dues import BaseEditForm, BaseForm, CollectForm, GiftEditForm, GiftForm
from tongpin.domains.membership.lists.closed import as_shown
from tongpin.domains.membership.lists.elections import BASES
from tongpin.domains.membership.lists.ranks import GIFTS
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.kernel.clock import today
from tongpin.kernel.periods import Period

VIEW, EDIT, DUES = Permission.VIEW, Permission.EDIT, Permission.DUES


@require_GET
@requires(VIEW)
def paid_list(request: OfficeRequest) -> HttpResponseBase:
    """党费交纳情况 of a month: paid or unpaid, nothing else."""
    org, month = request.scope.org, _month(request)
    if org.pk is None or not request.may(VIEW, org):
        raise Http404
    rows = selectors.paid_in(org, month)
    actions = []
    if request.may(EDIT, org):
        actions.append(Action("登记交纳", f"{here(request, reverse('membership:collect'))}&month={month:%Y-%m}", primary=True))
    actions.append(Action("收缴公布", here(request, reverse("membership:publications"))))
    if request.may(DUES, org):
        actions.append(Action("党费基数", here(request, reverse("membership:bases"))))
        actions.append(Action("自愿多交", here(request, reverse("membership:gifts"))))
    before, after = selectors.month_of(date.fromordinal(month.toordinal() - 1)), Period.parse(f"{month:%Y-%m}").end
    context = {
        "title": f"{month.year}年{month.month}月党费交纳情况",
        "rows": rows,
        "paid": sum(1 for row in rows if row.word == "已交"),
        "before": f"{before:%Y-%m}",
        "after": f"{after:%Y-%m}" if after <= today() else "",
        "actions": actions,
    }
    return render(request, "membership/dues.html", context)


@requires(EDIT)
def collect(request: OfficeRequest) -> HttpResponseBase:
    """登记交纳: several members of one month at once."""
    org, month = entry_org(request, EDIT), _month(request)
    unpaid = [row.member.pk for row in selectors.paid_in(org, month) if row.word != "已交"]
    form = CollectForm(request.POST or None, unpaid=selectors.members().filter(pk__in=unpaid).order_by("person__pinyin"), month=month)
    back = f"{here(request, reverse('membership:dues'))}&month={month:%Y-%m}"
    if request.method == "POST":
        pay = partial(services.pay_dues, org=org, month=month, by=request.user, today=today())
        number = form.act(pay, partial(services.excuse_dues, org=org, month=month, by=request.user, today=today()))
        if number is not None:
            messages.success(request, f"已登记{number}人。")
            return redirect(back)
    return form_page(request, form, title=f"登记{month.year}年{month.month}月党费", submit="登记", back=back)


@requires(DUES)
def base_list(request: OfficeRequest) -> HttpResponseBase:
    """党费基数."""
    actions = list_actions(request, DUES, new="membership:base_new", title="核定基数")
    return list_page(request, as_shown(BASES, request), in_scope(selectors.dues_bases(), request, DUES), actions=actions)


@requires(DUES)
def base_new(request: OfficeRequest) -> HttpResponseBase:
    """核定党费基数."""
    org = entry_org(request, DUES)
    members = in_scope(selectors.members_on(today()), request, DUES).filter(joined_on__isnull=False, org__path__startswith=org.path)
    form = BaseForm(request.POST or None, members=members)
    service = partial(services.set_base, by=request.user)
    page = reverse("membership:bases")
    return entry_page(request, form, service, title="核定党费基数", done="基数已核定。", page=page, back=page)


@requires(DUES)
def base_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正党费基数."""
    base = fetch(selectors.dues_bases(), request.user, DUES, pk)
    form = BaseEditForm(request.POST or None, instance=base)
    service = partial(services.correct_base, base, by=request.user)
    page = reverse("membership:bases")
    return entry_page(request, form, service, title=f"更正党费基数：{base.member}", done="基数已更正。", page=page, back=page)


@requires(DUES)
def gift_list(request: OfficeRequest) -> HttpResponseBase:
    """自愿多交党费."""
    actions = list_actions(request, DUES, new="membership:gift_new", title="登记多交")
    return list_page(request, GIFTS, in_scope(selectors.dues_gifts(), request, DUES), actions=actions)


@requires(DUES)
def gift_new(request: OfficeRequest) -> HttpResponseBase:
    """登记自愿多交党费."""
    org = entry_org(request, DUES)
    members = in_scope(selectors.members_on(today()), request, DUES).filter(joined_on__isnull=False, org__path__startswith=org.path)
    form = GiftForm(request.POST or None, members=members)
    service = partial(services.record_gift, by=request.user, today=today())
    page = reverse("membership:gifts")
    return entry_page(request, form, service, title="登记自愿多交党费", done="已登记。", page=page, back=page)


@requires(DUES)
def gift_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正自愿多交党费, or note that it was forwarded."""
    gift = fetch(selectors.dues_gifts(), request.user, DUES, pk)
    form = GiftEditForm(request.POST or None, instance=gift)
    service = partial(services.correct_gift, gift, by=request.user, today=today())
    page = reverse("membership:gifts")
    return entry_page(request, form, service, title=f"更正自愿多交党费：{gift.member}", done="已更正。", page=page, back=page)


def _month(request: OfficeRequest) -> date:
    """The month asked for, this one where none or no month is written."""
    asked: Any = request.POST.get("month") or request.GET.get("month") or ""
    try:
        return selectors.month_of(Period.parse(asked[:7]).start)
    except ValueError:
        return selectors.month_of(today())
