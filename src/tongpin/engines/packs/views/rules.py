"""规则清单: the country's rules and the unit's own, apart from each other, and each of them explained."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongpin.engines.packs.forms import RuleSearchForm
from tongpin.engines.packs.handbook import national_standings, own_standings, rule_page_of
from tongpin.engines.packs.permissions import Permission
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@require_safe
@requires(VIEW)
def rules(request: OfficeRequest) -> HttpResponseBase:
    """规则清单 as of a day."""
    org, day = request.scope.org, request.scope.as_of
    form = RuleSearchForm(request.GET)
    may_edit = org.pk is not None and request.may(EDIT, org)
    context = {
        "title": "规则清单",
        "form": form,
        "own": form.chosen(own_standings(org, day)) if org.pk is not None else (),
        "national": form.chosen(national_standings(day)),
        "org": org,
        "as_of": day,
        "actions": (Action("规则包", here(request, reverse("packs:packs")), primary=True),) if may_edit else (),
    }
    return render(request, "packs/rules.html", context)


@require_safe
@requires(VIEW)
def rule(request: OfficeRequest, key: str) -> HttpResponseBase:
    """一条规则: what it asks, its figures of the day, how it decides, its cases."""
    found = rule_page_of(request.scope.org, key, request.scope.as_of)
    if found is None:
        raise Http404
    context = {"title": found.rule.title, "crumbs": [("规则清单", reverse("packs:rules"))], "found": found, "as_of": request.scope.as_of}
    return render(request, "packs/rule.html", context)
