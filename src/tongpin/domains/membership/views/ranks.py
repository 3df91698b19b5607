"""干部层次页面: who is of which layer, entered for several people at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.forms.ranks import RankEditForm, RanksForm
from tongpin.domains.membership.lists.ranks import RANKS
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def rank_list(request: OfficeRequest) -> HttpResponseBase:
    """干部层次."""
    actions = list_actions(request, EDIT, new="membership:rank_new", title="登记干部层次")
    return list_page(request, RANKS, in_scope(selectors.rank_records(), request, VIEW), actions=actions)


@requires(EDIT)
def rank_new(request: OfficeRequest) -> HttpResponseBase:
    """登记干部层次."""
    org = entry_org(request, EDIT)
    people = in_scope(selectors.members_on(today()), request, EDIT).filter(joined_on__isnull=False, org__path__startswith=org.path)
    form = RanksForm(request.POST or None, people=people.order_by("person__pinyin"))
    service: Any = partial(services.note_ranks, by=request.user, today=today())
    page = reverse("membership:ranks")
    return entry_page(request, form, service, title="登记干部层次", done="干部层次已登记。", page=page, back=page)


@requires(VIEW)
def rank_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一条干部层次登记."""
    record = fetch(selectors.rank_records(), request.user, VIEW, pk)
    return record_page(
        request,
        record.reference(),
        facts=[
            ("姓名", record.person.name),
            ("干部层次", record.get_rank_display()),
            ("自何日起", record.starts_on),
            ("党组织", record.org.name),
        ],
        actions=record_actions(request, record, EDIT, ("更正", "membership:rank_edit"), ("移出", "membership:rank_remove")),
        back=("干部层次", reverse("membership:ranks")),
    )


@requires(EDIT)
def rank_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正干部层次."""
    record = fetch(selectors.rank_records(), request.user, EDIT, pk)
    form, back = RankEditForm(request.POST or None, instance=record), reverse("membership:rank", args=[pk])
    service = partial(services.correct_rank, record, by=request.user, today=today())
    return entry_page(request, form, service, title=f"更正：{record}", done="已更正。", page="membership:rank", back=back)


@requires(EDIT)
def rank_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出干部层次登记."""
    record = fetch(selectors.rank_records(), request.user, EDIT, pk)
    form = ReasonForm(request.POST or None, record=record)
    service, back = partial(services.remove_rank, record, by=request.user), reverse("membership:rank", args=[pk])
    page = reverse("membership:ranks")
    return entry_page(request, form, service, title=f"移出：{record}", done="已移出。", page=page, back=back, submit="移出")
