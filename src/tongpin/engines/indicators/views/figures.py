"""指标数据页面: the list, one indicator, its trace, the units below."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.engines.indicators.lists import measure_list, tree_list
from tongpin.engines.indicators.permissions import IndicatorPermission
from tongpin.engines.indicators.selectors import Figure, figure, figures
from tongpin.engines.indicators.selectors.access import light_notes
from tongpin.engines.indicators.selectors.compare import rolled_up, tree_of, unit_figures
from tongpin.engines.indicators.selectors.definitions import measures, versions_of
from tongpin.engines.indicators.selectors.desk import closed_month
from tongpin.engines.indicators.selectors.printing import shown_value
from tongpin.engines.indicators.selectors.series import course
from tongpin.engines.indicators.selectors.targets import target_history
from tongpin.engines.indicators.selectors.trace import evidence_of, light_rule, observations_of, trace
from tongpin.engines.indicators.views.scope import may_define, seen_definition, seen_org
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.kernel.periods import Period

PANEL_ROWS = 20
PAGE_ROWS = 50


@requires(IndicatorPermission.VIEW)
def list_measures(request: OfficeRequest) -> HttpResponseBase:
    """指标清单: all indicators of the organisation and period; 只看红灯 is a filter."""
    scope = request.scope
    found = figures(seen_org(request), scope.period, scope.as_of)
    queryset = measures().filter(pk__in=[one.measure.pk for one in found])
    actions = [Action("目标任务", reverse("indicators:targets"), icon="list")]
    if may_define(request):
        actions.append(Action("新增指标", reverse("indicators:new_measure")))
    return list_page(request, measure_list(found), queryset, template="indicators/list.html", actions=actions)


@require_GET
@requires(IndicatorPermission.VIEW)
def measure(request: OfficeRequest, code: str) -> HttpResponse:
    """指标页: value, target, light, course of the year, units below, history and definitions."""
    scope, org = request.scope, seen_org(request)
    one = seen_definition(request, code)
    found = figure(code, org, scope.period, scope.as_of)
    year = Period.year(scope.period.start.year)
    by_quarter = request.GET.get("by") == "quarter"
    run = course(one, org, year, scope.as_of, by_quarter=by_quarter)
    return render(
        request,
        "indicators/measure.html",
        {
            "title": found.title,
            "figure": found,
            "chart": run.chart,
            "months": run.months,
            "by_quarter": by_quarter,
            "units": unit_figures(one, org, scope.period, scope.as_of),
            "history": observations_of(found),
            "versions": versions_of(one.measure),
            "targets": target_history(org, one.measure, year),
            "notes": light_notes(org, one.measure),
            "actions": _actions(request, found),
            "crumbs": [("指标", reverse("indicators:list"))],
        },
    )


@require_GET
@requires(IndicatorPermission.VIEW)
def trace_rows(request: OfficeRequest, code: str) -> HttpResponse:
    """溯源: value, definition in words, rows, evidence, who and when; in the side panel, or as a page."""
    scope, org = request.scope, seen_org(request)
    seen_definition(request, code)
    found = figure(code, org, scope.period, scope.as_of)
    in_panel = bool(request.htmx) and request.htmx.target == "side-panel-body"
    variables: dict[str, Any] = {
        "title": f"{found.title}溯源",
        "figure": found,
        "trace": trace(found, request.user, page=request.GET.get("page"), size=PANEL_ROWS if in_panel else PAGE_ROWS),
        "evidence": evidence_of(found),
        "rule": light_rule(found) if found.target_row else None,
        "crumbs": [("指标", reverse("indicators:list")), (found.title, reverse("indicators:measure", args=[code]))],
    }
    return render(request, "indicators/trace_panel.html" if in_panel else "indicators/trace.html", variables)


@requires(IndicatorPermission.VIEW)
def tree(request: OfficeRequest, code: str) -> HttpResponseBase:
    """逐级汇总: what the units of the tree add up to, month by month, from the values kept of the lowest units."""
    scope, org = request.scope, seen_org(request)
    one = seen_definition(request, code)
    totals = rolled_up(org, Period.year(scope.period.start.year), [one])
    months = sorted({total.month for total in totals})
    spec = tree_list(
        one.version.title,
        one.version.shown_unit,
        months,
        {(total.org_id, total.month): total for total in totals},
        in_unit=lambda value: shown_value(value, one),
    )
    return list_page(request, spec, tree_of(org))


def _actions(request: OfficeRequest, found: Figure) -> list[Action]:
    """The buttons of an indicator's page that the viewer may press, the most wanted first."""
    org, code = request.scope.org, found.code
    actions: list[Action] = []
    if request.may(IndicatorPermission.REPORT, org):
        if not found.measure.is_computed:
            actions.append(Action("填报", reverse("indicators:report", args=[code]), primary=True))
        if found.light == "red":
            month = closed_month(found.period, found.as_of)
            actions.append(Action(f"说明{month.start.month}月红灯", reverse("indicators:explain", args=[code]), primary=not actions))
    if request.may(IndicatorPermission.EDIT, org) and found.target_row is not None:
        actions.append(Action("调整目标", reverse("indicators:adjust_target", args=[found.target_row.pk])))
    if may_define(request):
        actions.append(Action("修订口径", reverse("indicators:revise", args=[code])))
    return actions
