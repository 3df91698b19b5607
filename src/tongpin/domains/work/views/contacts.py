"""沟通协调页面."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.work.forms.forces import ContactForm, SettleForm
from tongpin.domains.work.lists.forces import CONTACTS
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import forces as selectors
from tongpin.domains.work.services import contacts as services
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def contact_table(request: OfficeRequest) -> HttpResponseBase:
    """沟通协调台账, with what is still open by counterpart."""
    rows = in_scope(selectors.contacts(), request, VIEW)
    actions = list_actions(request, EDIT, new="work:contact_new", title="登记")
    address = reverse("work:contacts")
    waiting = [
        (name, count, here(request, f"{address}?{urlencode({'open': 1, 'counterpart': name})}"))
        for name, count in selectors.open_by_counterpart(rows)
    ]
    return list_page(request, CONTACTS, rows, template="work/contacts.html", actions=actions, context={"waiting": waiting})


@requires(VIEW)
def contact_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次沟通协调."""
    one = fetch(selectors.contacts(), request.user, VIEW, pk)
    taken = f"会后 {one.days_taken} 天汇报" if one.days_taken is not None else ""
    steps = [("更正", "work:contact_edit")]
    if one.settled_on is None:
        steps.insert(0, ("办结", "work:contact_settle"))
    return record_page(
        request,
        one.reference(),
        facts=[
            ("种类", one.get_kind_display()),
            ("协调对象", one.counterpart),
            ("事项", one.matter),
            ("日期", one.on, taken),
            ("会议日期", one.event_on),
            ("经办", one.person.name),
            ("专班", one.force.name if one.force else ""),
            ("结果或批示", one.result),
            ("办结日期", one.settled_on),
            ("所属单位", one.org.name),
        ],
        actions=record_actions(request, one, EDIT, *steps),
        back=("沟通协调台账", reverse("work:contacts")),
    )


@requires(EDIT)
def contact_new(request: OfficeRequest) -> HttpResponseBase:
    """登记沟通协调."""
    org = entry_org(request, EDIT)
    form = ContactForm(request.POST or None, org=org)
    service = partial(services.log_contact, org=org, by=request.user, today=today())
    return entry_page(request, form, service, title="登记沟通协调", done="已登记。", page="work:contact", back=reverse("work:contacts"))


@requires(EDIT)
def contact_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正沟通协调."""
    one = fetch(selectors.contacts(), request.user, EDIT, pk)
    form = ContactForm(request.POST or None, instance=one, org=one.org)
    service = partial(services.correct_contact, one, by=request.user, today=today())
    return _step(request, one, form, service, title="更正沟通协调", done="已更正。")


@requires(EDIT)
def contact_settle(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """办结沟通协调."""
    one = fetch(selectors.contacts(), request.user, EDIT, pk)
    form = SettleForm(request.POST or None, record=one)
    service = partial(services.settle_contact, one, by=request.user, today=today())
    return _step(request, one, form, service, title=f"办结：{one}", done="已办结。", submit="办结")


def _step(request: OfficeRequest, one: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page="work:contact", back=reverse("work:contact", args=[one.pk]), **words)
