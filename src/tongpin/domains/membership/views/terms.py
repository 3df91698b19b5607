"""届次与党组织概况页面."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.forms.members import ProfileForm
from tongpin.domains.membership.forms.terms import OfficerForm, PostponeForm, TermEditForm, TermForm
from tongpin.domains.membership.lists.terms import TERMS
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.forms import DayForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.orgs.selectors import organisations
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def term_list(request: OfficeRequest) -> HttpResponseBase:
    """换届与任期."""
    actions = list_actions(request, EDIT, new="membership:term_new", title="登记届次")
    return list_page(request, TERMS, in_scope(selectors.terms(), request, VIEW), actions=actions)


@requires(VIEW)
def term_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一届."""
    term = fetch(selectors.terms(), request.user, VIEW, pk)
    steps = [("更正", "membership:term_edit")]
    if term.ended_on is None:
        steps = [
            ("登记任职", "membership:officer_new"),
            ("提前或延期换届", "membership:term_postpone"),
            ("登记提醒换届", "membership:term_remind"),
            ("本届结束", "membership:term_end"),
            *steps,
        ]
    rule = selectors.term_rule(term.org.level, term.elected_on)
    return record_page(
        request,
        term.reference(),
        facts=[
            ("党组织", term.org.name),
            ("届次", term.number),
            ("设立委员会", term.has_committee),
            ("选举日期", term.elected_on),
            ("任期", f"{term.months}个月", rule.reason if rule else ""),
            ("任期届满", term.expires_on),
            ("应换届日期", term.due_on, "经上级党组织批准调整" if term.postponed_to else ""),
            ("调整批准日期", term.postponement_approved_on),
            ("调整批准文号", term.postponement_approval),
            ("本届结束日期", term.ended_on),
        ],
        actions=record_actions(request, term, EDIT, *steps),
        back=("换届与任期", reverse("membership:terms")),
    )


@requires(EDIT)
def term_new(request: OfficeRequest) -> HttpResponseBase:
    """登记届次."""
    org = entry_org(request, EDIT)
    orgs = request.visible(selectors.party_orgs(), EDIT, field="").filter(path__startswith=org.path)
    form = TermForm(request.POST or None, orgs=orgs, initial=selectors.expected_term(org))
    service = partial(services.begin_term, by=request.user, today=today())
    back = reverse("membership:terms")
    return entry_page(request, form, service, title="登记届次", done="届次已登记，请继续登记本届任职。", page="membership:term", back=back)


@requires(EDIT)
def term_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正届次."""
    term = fetch(selectors.terms(), request.user, EDIT, pk)
    form = TermEditForm(request.POST or None, instance=term)
    service = partial(services.correct_term, term, by=request.user, today=today())
    return _step(request, term, form, service, title=f"更正届次：{term}", done="届次已更正。")


@requires(EDIT)
def term_postpone(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """提前或延期换届."""
    term = fetch(selectors.terms(), request.user, EDIT, pk)
    form = PostponeForm(request.POST or None, record=term)
    service = partial(services.postpone_term, term, by=request.user, today=today())
    return _step(request, term, form, service, title=f"提前或延期换届：{term}", done="换届日期已调整。", submit="调整")


@requires(EDIT)
def term_remind(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记上级提醒换届."""
    term = fetch(selectors.terms(), request.user, EDIT, pk)
    form = DayForm(request.POST or None, record=term)
    service = partial(services.remind_term, term, by=request.user, today=today())
    return _step(request, term, form, service, title=f"登记提醒换届：{term}", done="提醒日期已登记。")


@requires(EDIT)
def term_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """本届结束."""
    term = fetch(selectors.terms(), request.user, EDIT, pk)
    form = DayForm(request.POST or None, record=term)
    service = partial(services.end_term, term, by=request.user, today=today())
    return _step(request, term, form, service, title=f"本届结束：{term}", done="本届已结束，请登记新的一届。", submit="登记")


@requires(EDIT)
def officer_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记任职."""
    term = fetch(selectors.terms(), request.user, EDIT, pk)
    form = OfficerForm(request.POST or None, people=selectors.people_to_choose(term.org))
    service = partial(services.appoint_officer, term, by=request.user, today=today())
    page = reverse("membership:term", args=[pk])
    return entry_page(request, form, service, title=f"登记任职：{term}", done="任职已登记。", page=page, back=page)


@requires(EDIT)
def officer_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """免职."""
    officer = fetch(selectors.officers(), request.user, EDIT, pk)
    form = DayForm(request.POST or None, record=officer)
    service = partial(services.release_officer, officer, by=request.user, today=today())
    page = reverse("membership:term", args=[officer.term_id])
    title = f"免职：{officer.person} {officer.get_office_display()}"
    return entry_page(request, form, service, title=title, done="免职已登记。", page=page, back=page, submit="登记免职")


@requires(EDIT)
def profile(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """党组织概况 of an organisation: entered the first time, corrected afterwards."""
    org = fetch(organisations(), request.user, EDIT, pk, field="")
    if org.face != "party":
        raise Http404
    known = selectors.profile_of(org)
    form = ProfileForm(request.POST or None, instance=known)
    if known is None:
        service: Any = partial(services.describe_branch, org=org, by=request.user)
    else:
        service = partial(services.correct_profile, known, by=request.user)
    page = reverse("orgs:organisation", args=[pk])
    return entry_page(request, form, service, title=f"党组织概况：{org.shown_name}", done="概况已保存。", page=page, back=page)


def _step(request: OfficeRequest, term: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page="membership:term", back=reverse("membership:term", args=[term.pk]), **words)
