"""交办任务: what an order asks for becomes a task of the subject that keeps tasks, with what the order knows filled in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.domains.accountability.forms.hand_over import HandOverForm
from tongpin.domains.accountability.order_flow import OWED
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors import orders as selectors
from tongpin.domains.accountability.selectors.hand_over import source_of, task_maker
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.addresses import here, whole_number
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused


def assigning_org(request: OfficeRequest, order: Any) -> Any:
    """交办单位: the office that issued the order, else the unit that leads it, whichever the viewer may assign tasks for."""
    maker = task_maker()
    if maker is None or order.state not in OWED:
        return None
    return next((org for org in (order.org, order.lead) if request.may(maker.permission, org)), None)


@requires(Permission.VIEW)
def order_task(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """交办任务页: ``item`` in the address is what is handed over, the first one where none is named."""
    order = selectors.visible_orders(request.user).filter(pk=pk).first()
    maker, org = task_maker(), assigning_org(request, order) if order is not None else None
    if order is None or maker is None or org is None:
        raise Http404
    item = _item(order, request.GET.get("item", ""))
    back = reverse("accountability:order", args=[pk])
    form = HandOverForm(request.POST or None, initial=_known(order, item), org=org)
    if request.method == "POST" and form.is_valid():
        try:
            maker.assign(org=org, source=source_of(item), by=request.user, today=today(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "任务已交办，进展自动列入本工单的佐证。")
            return redirect(here(request, back))
    return form_page(request, form, title=f"交办任务：{item.text[:60]}", submit="交办", back=back)


def _item(order: Any, key: str) -> Any:
    rows = selectors.items_of(order).order_by("position", "pk")
    number = whole_number(key)
    item = rows.first() if not key else None if number is None else rows.filter(pk=number).first()
    if item is None:
        raise Http404
    return item


def _known(order: Any, item: Any) -> dict[str, Any]:
    """已知栏目: whoever signed the letter answers for its clauses, whoever took the signature leads."""
    letter = item.clause.wording.letter if item.clause is not None else None
    return {
        "title": item.text[:200],
        "leader": letter.superior if letter is not None else None,
        "department": order.lead,
        "person": order.person,
        "due_on": max(min(item.due_on, order.due_on), today()),
    }
