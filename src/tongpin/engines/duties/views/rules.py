"""规则页面: the rules in force for a unit, one rule with everything about it, and the unit's own choices."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.engines.duties import services
from tongpin.engines.duties.enums import Choice
from tongpin.engines.duties.forms import AdoptionForm, ChangeForm, EndForm, MoveForm, RuleSearchForm
from tongpin.engines.duties.permissions import DutyPermission
from tongpin.engines.duties.selectors.duties import adoptions, adoptions_of, duty_of, duty_rule
from tongpin.engines.duties.selectors.handbook import cases_of, lines_in_words, otherwise_in_words, standing_in, standings
from tongpin.engines.duties.selectors.starts import start_of
from tongpin.engines.duties.views.overview import seen_org
from tongpin.engines.ledgers.pages import entry_page
from tongpin.engines.rules.selectors import describe
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action
from tongpin.kernel.clock import today

VIEW, ADOPT = DutyPermission.VIEW, DutyPermission.ADOPT


@require_GET
@requires(VIEW)
def rules(request: OfficeRequest) -> HttpResponse:
    """规则清单 as it stands in the unit on the day looked at."""
    org = seen_org(request)
    form = RuleSearchForm(request.GET)
    found = form.chosen(standings(org, request.scope.as_of))
    begun = start_of(org)
    return render(
        request,
        "duties/rules.html",
        {
            "title": "应尽事项规则",
            "org": org,
            "standings": found,
            "form": form,
            "as_of": request.scope.as_of,
            "begun": begun,
            "may_start": request.may(ADOPT, org),
            "may_change_start": begun is not None and request.may(ADOPT, begun.org),
        },
    )


@require_GET
@requires(VIEW)
def rule(request: OfficeRequest, code: str) -> HttpResponse:
    """一条规则: text, source, versions, cases in words, and what the unit made of it."""
    org, found = seen_org(request), _rule(code)
    actions = []
    if request.may(ADOPT, org):
        actions.append(Action("采用、停用或调整", reverse("duties:adopt", args=[code]), primary=True))
        if duty_of(found).window.period_kind:
            actions.append(Action("另定期限", reverse("duties:move", args=[code])))
    return render(
        request,
        "duties/rule.html",
        {
            "title": found.title,
            "rule": found,
            "duty": duty_of(found),
            "standing": standing_in(found, org, request.scope.as_of),
            "lines": lines_in_words(found),
            "otherwise": otherwise_in_words(found),
            "description": describe(found.key, request.scope.as_of),
            "versions": sorted(found.versions, key=lambda version: version.valid_from, reverse=True),
            "cases": cases_of(found),
            "adoptions": [(row, _choices(found, row), request.may(ADOPT, row.org)) for row in adoptions_of(found, org)],
            "org": org,
            "as_of": request.scope.as_of,
            "actions": actions,
            "crumbs": [("应尽事项规则", reverse("duties:rules"))],
        },
    )


@requires(ADOPT)
def adopt(request: OfficeRequest, code: str) -> HttpResponseBase:
    """采用、停用或调整规则, for the organisation looked at and everything below it."""
    org, found = seen_org(request, ADOPT), _rule(code)
    form = AdoptionForm(request.POST or None, rule=found, today=today())
    return _act(
        request,
        form,
        partial(services.adopt_rule, org=org, rule=found, by=request.user),
        code,
        title=f"采用、停用或调整：{found.title}",
        done="已登记本单位的调整，研判结果稍后更新。",
        intro=f"对{org.name}及所属组织有效。",
    )


@requires(ADOPT)
def move(request: OfficeRequest, code: str) -> HttpResponseBase:
    """另定期限 of one window."""
    org, found = seen_org(request, ADOPT), _rule(code)
    if duty_of(found).window.period_kind is None:
        raise Http404
    return _act(
        request,
        MoveForm(request.POST or None),
        partial(services.move_due_date, org=org, rule=found, by=request.user, today=today()),
        code,
        title=f"另定期限：{found.title}",
        done="已另定期限，研判结果稍后更新。",
        intro=f"对{org.name}及所属组织的这一期间有效。{duty_of(found).window.label}检查一次。",
    )


@requires(ADOPT)
def change(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正单位调整."""
    row = fetch(adoptions(), request.user, ADOPT, pk)
    found = _rule(row.rule_key)
    form = ChangeForm(request.POST or None, record=row, rule=found)
    service = partial(services.change_adoption, row, rule=found, by=request.user)
    back = reverse("duties:rule", args=[duty_of(found).code])
    return entry_page(request, form, service, title=f"更正单位调整：{found.title}", done="已更正。", page=back, back=back)


@requires(ADOPT)
def end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """终止单位调整."""
    row = fetch(adoptions(), request.user, ADOPT, pk)
    found = _rule(row.rule_key)
    form = EndForm(request.POST or None, record=row)
    back = reverse("duties:rule", args=[duty_of(found).code])
    service = partial(services.end_adoption, row, by=request.user)
    return entry_page(request, form, service, title=f"终止单位调整：{found.title}", done="已终止。", page=back, back=back, submit="终止")


def _act(request: OfficeRequest, form: Any, service: Any, code: str, *, title: str, done: str, intro: str) -> HttpResponseBase:
    back = reverse("duties:rule", args=[code])
    if request.method == "POST" and form.act(service) is not None:
        messages.success(request, done)
        return redirect(here(request, back))
    return form_page(request, form, title=title, back=back, intro=intro)


def _rule(code: str) -> Any:
    found = duty_rule(code)
    if found is None:
        raise Http404
    return found


def _choices(found: Any, row: Any) -> list[str]:
    """What an adjustment sets, in words."""
    if row.window:
        return []
    words = [f"{found.parameters[n].title} {v}{found.parameters[n].unit}" for n, v in row.parameters.items() if n in found.parameters]
    return words if row.choice != Choice.OFF else []
