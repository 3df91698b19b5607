"""启用台账日期页面: since when the records of an organisation are kept here."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.engines.duties import services
from tongpin.engines.duties.forms import StartChangeForm, StartEndForm, StartForm
from tongpin.engines.duties.permissions import DutyPermission
from tongpin.engines.duties.selectors.starts import ledger_starts
from tongpin.engines.duties.views.overview import seen_org
from tongpin.engines.ledgers.pages import entry_page
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel.clock import today

ADOPT = DutyPermission.ADOPT


@requires(ADOPT)
def start(request: OfficeRequest) -> HttpResponseBase:
    """登记启用台账日期 for the organisation looked at and everything below it."""
    org, back = seen_org(request, ADOPT), reverse("duties:rules")
    own = ledger_starts().filter(org=org).first()
    if own is not None and request.method != "POST":
        return redirect(here(request, reverse("duties:start_change", args=[own.pk])))
    form = StartForm(request.POST or None)
    service = partial(services.start_ledgers, org=org, by=request.user, today=today())
    if request.method == "POST" and form.act(service) is not None:
        messages.success(request, "已登记启用台账日期，研判结果稍后更新。")
        return redirect(here(request, back))
    return form_page(request, form, title="登记启用台账日期", submit="登记", back=back, intro=f"对{org.name}及所属组织有效。")


@requires(ADOPT)
def start_change(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正启用台账日期."""
    row, back = fetch(ledger_starts(), request.user, ADOPT, pk), reverse("duties:rules")
    form = StartChangeForm(request.POST or None, record=row)
    service = partial(services.change_ledger_start, row, by=request.user, today=today())
    done = "已更正，研判结果稍后更新。"
    return entry_page(request, form, service, title=f"更正启用台账日期：{row.org.name}", done=done, page=back, back=back)


@requires(ADOPT)
def start_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤销启用台账日期."""
    row, back = fetch(ledger_starts(), request.user, ADOPT, pk), reverse("duties:rules")
    form = StartEndForm(request.POST or None, record=row)
    service = partial(services.withdraw_ledger_start, row, by=request.user)
    title, done = f"撤销启用台账日期：{row.org.name}", "已撤销，研判结果稍后更新。"
    return entry_page(request, form, service, title=title, done=done, page=back, back=back, submit="撤销")
