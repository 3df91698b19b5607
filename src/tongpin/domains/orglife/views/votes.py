"""表决页面."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from tongpin.domains.orglife.forms.agenda import VoteForm
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import agenda as selectors
from tongpin.domains.orglife.selectors.attendance import attendance
from tongpin.domains.orglife.selectors.colleagues import colleagues
from tongpin.domains.orglife.services import votes as services
from tongpin.domains.orglife.voting import rule_for
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_page
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires

EDIT = Permission.EDIT


@requires(EDIT)
def vote_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记表决; who was due and present with a vote is known from the attendance."""
    item = fetch(selectors.meeting_items(), request.user, EDIT, pk)
    service = partial(services.record_vote, item, by=request.user)
    there = attendance(item.meeting)
    rule = rule_for(item.nature)
    initial = {"subject": item.title, "rule": rule, "due": len(there.voters_due), "present": len(there.voters_present)}
    form, back = (
        VoteForm(request.POST or None, initial=initial, candidates=colleagues(item.org, item.meeting.activity.day)),
        reverse("orglife:item", args=[pk]),
    )
    return entry_page(request, form, service, title=f"登记表决：{item}", done="表决已登记。", page=back, back=back)


@requires(EDIT)
def vote_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正表决; one whose totals are kept to a few is corrected by these only."""
    vote = fetch(selectors.votes(), request.user, EDIT, pk)
    if vote.is_restricted and not request.may(Permission.VOTES, vote.org):
        raise Http404
    service = partial(services.correct_vote, vote, by=request.user)
    candidates = colleagues(vote.org, vote.item.meeting.activity.day)
    form, back = VoteForm(request.POST or None, instance=vote, candidates=candidates), reverse("orglife:item", args=[vote.item_id])
    return entry_page(request, form, service, title="更正表决", done="表决已更正。", page=back, back=back)


@requires(EDIT)
def vote_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出表决."""
    vote = fetch(selectors.votes(), request.user, EDIT, pk)
    if vote.is_restricted and not request.may(Permission.VOTES, vote.org):
        raise Http404
    service = partial(services.remove_vote, vote, by=request.user)
    form, back = ReasonForm(request.POST or None, record=vote), reverse("orglife:item", args=[vote.item_id])
    return entry_page(request, form, service, title=f"移出表决：{vote}", done="表决已移出。", page=back, back=back, submit="移出")
