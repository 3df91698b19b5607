"""研判结果页面: the list, one finding with its way and its history, facts that a person states, and one's own duties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.engines.duties import services
from tongpin.engines.duties.calculations.windows import window_title
from tongpin.engines.duties.forms import StateForm
from tongpin.engines.duties.lists import FINDINGS, MINE
from tongpin.engines.duties.permissions import DutyPermission
from tongpin.engines.duties.selectors import kept
from tongpin.engines.duties.selectors.duties import duty_rule
from tongpin.engines.duties.selectors.explained import explained
from tongpin.engines.duties.selectors.gathering import kind_title
from tongpin.engines.duties.selectors.lines import line_of
from tongpin.engines.duties.selectors.next_steps import STATE_FACTS, actions_in, next_steps
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.access.selectors import within
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, STATE, OWN = DutyPermission.VIEW, DutyPermission.STATE, DutyPermission.OWN


@requires(VIEW)
def findings(request: OfficeRequest) -> HttpResponseBase:
    """研判结果清单: what is kept now, filtered, exported and printed like every list."""
    org = request.scope.org
    if org.pk is None:
        raise Http404
    rows = kept.by_weight(within(kept.findings_seen(request.user), org))
    return list_page(request, FINDINGS, rows, actions=(Action("全部支部", reverse("duties:heat"), icon="grid"),))


@requires(OWN)
def mine(request: OfficeRequest) -> HttpResponseBase:
    """我的应尽事项: current findings that concern the viewer."""
    person = kept.person_of(request.user)
    rows = kept.findings_of_person(person) if person else kept.findings().none()
    return list_page(request, MINE, rows)


@requires(OWN)
def finding(request: OfficeRequest, pk: int) -> HttpResponse:
    """研判结果: as of the day looked at, with facts, way, history, and what to do next."""
    row = _seen(request, pk)
    rule = duty_rule(row.rule_key)
    day = _day(request, row)
    found = explained(row, rule, day) if rule else None
    line = line_of(row)
    may_state = found is not None and bool(found.to_state) and request.may(STATE, row.org)
    to_state = Action(STATE_FACTS, reverse("duties:state", args=[row.pk]), primary=bool(row.missing))
    actions, advice = [to_state] if may_state and row.missing else [], ""
    if line is not None and found is not None and found.state is not None:
        steps = next_steps(replace(line, state=found.state), actions_in(row.org, request.user), row.org.code)
        actions += [Action(title, url) for title, url in steps if url and title != STATE_FACTS]
        advice = next((title for title, url in steps if not url and not may_state), "")
    if may_state and not row.missing:
        actions.append(to_state)
    return record_page(
        request,
        row.reference(),
        template="duties/finding.html",
        actions=actions,
        back=("研判结果", reverse("duties:findings")) if request.may(VIEW) else None,
        context={
            "finding": row,
            "rule": rule,
            "code": row.rule_code,
            "explained": found,
            "line": line,
            "advice": advice,
            "kind": kind_title(row.subject_kind),
            "window_title": window_title(row.window),
            "history": kept.history(row),
            "as_of": day,
            "may_view": request.may(VIEW),
        },
    )


@requires(STATE)
def state(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """补充事实: what the rule asks for and no record tells."""
    row = _seen(request, pk)
    rule = duty_rule(row.rule_key)
    found = explained(row, rule, today()) if rule else None
    if rule is None or found is None or not found.to_state or not request.may(STATE, row.org):
        raise Http404
    window = kept.window_of(row)
    day = window.start if window else today()
    form = StateForm(request.POST or None, terms=rule.facts, asked=found.to_state, day=day)
    if request.method == "POST":
        service: Any = partial(services.state_facts, subject=found.subject, rule=rule, window=window, by=request.user, today=today())
        if form.act(service) is not None:
            messages.success(request, "已记入认定事实，研判结果稍后更新。")
            return redirect(here(request, reverse("duties:finding", args=[row.pk])))
    return form_page(
        request,
        form,
        title=f"补充事实：{row.subject_title}",
        submit="认定",
        back=reverse("duties:finding", args=[row.pk]),
        intro=f"{rule.title}{'，' + window.title if window else ''}。记录能反映的事实请登记到相应记录，这里只补充没有记录的事实。",
    )


def _day(request: OfficeRequest, row: Any) -> date:
    """The day asked for in the address, where the window had begun by then; today otherwise."""
    asked: date = request.scope.as_of if "as_of" in request.GET else today()
    return asked if row.window_start is None or row.window_start <= asked else today()


def _seen(request: OfficeRequest, pk: int) -> Any:
    row = kept.finding_seen(pk, request.user)
    if row is None:
        raise Http404
    return row
