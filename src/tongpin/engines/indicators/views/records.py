"""指标值和目标的页面: an old value with its rows; targets and their adjustment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.engines.indicators.forms import AdjustForm, IssueForm
from tongpin.engines.indicators.lists import target_list
from tongpin.engines.indicators.permissions import IndicatorPermission
from tongpin.engines.indicators.selectors.access import visible_observations, visible_targets
from tongpin.engines.indicators.selectors.definitions import definition_of, definitions
from tongpin.engines.indicators.selectors.printing import full_value
from tongpin.engines.indicators.selectors.targets import target_history
from tongpin.engines.indicators.selectors.trace import kept_trace
from tongpin.engines.indicators.services import adjust_target, issue_target
from tongpin.engines.indicators.views.scope import seen_org
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period


@requires(IndicatorPermission.VIEW)
def observation(request: OfficeRequest, pk: int) -> HttpResponse:
    """指标值: one recorded value with its as-of date and its rows as they were, superseded or not."""
    row = fetch(visible_observations(request.user), request.user, IndicatorPermission.VIEW, pk)
    facts = [
        ("数值", full_value(row.value, row.definition), row.reason),
        ("期间", row.period.title),
        ("截至日期", row.as_of, f"{row.checked_as_of:%Y-%m-%d}核对无变化" if row.checked_as_of != row.as_of else ""),
        ("状态", row.get_status_display()),
        ("数据来源", row.get_origin_display()),
        ("口径", f"{row.definition}", row.definition.formula),
        ("单位", row.org.name),
        ("记录人", row.recorded_by.display_name if row.recorded_by else "系统"),
        ("记录时间", row.recorded_at),
        ("现状", "现行值" if row.is_current else "已被后来的值替代", row.note),
    ]
    return record_page(
        request,
        row.reference(),
        template="indicators/observation.html",
        facts=facts,
        context={
            "title": f"{row.definition.title}（{row.period.title}，截至{row.as_of:%Y-%m-%d}）",
            "observation": row,
            "trace": kept_trace(row, request.user, page=request.GET.get("page")),
        },
        back=(row.definition.title, here(request, reverse("indicators:measure", args=[row.measure.code]))),
    )


@requires(IndicatorPermission.VIEW)
def targets(request: OfficeRequest) -> HttpResponseBase:
    """目标任务清单 of the organisation and those below it."""
    org = seen_org(request)
    found = {one.measure.pk: one for one in definitions(today())}
    rows = in_scope(visible_targets(request.user), request, IndicatorPermission.VIEW).filter(measure__in=list(found))
    actions = []
    if request.may(IndicatorPermission.EDIT, org):
        actions.append(Action("下达目标", reverse("indicators:new_target"), primary=True))
    return list_page(request, target_list(found), rows, actions=actions)


@requires(IndicatorPermission.VIEW)
def target(request: OfficeRequest, pk: int) -> HttpResponse:
    """目标: the value in force, its document, and the values before it."""
    row = fetch(visible_targets(request.user), request.user, IndicatorPermission.VIEW, pk)
    one = definition_of(row.measure, row.period.last_day)
    actions = []
    if row.is_current and request.may(IndicatorPermission.EDIT, row.org):
        actions.append(Action("调整目标", reverse("indicators:adjust_target", args=[pk]), primary=True))
    facts = [
        ("指标", one.version.title),
        ("承担单位", row.org.name),
        ("期间", row.period.title),
        ("目标值", full_value(row.value, one.version)),
        ("责任科室", row.department),
        ("下达文号", row.document),
        ("状态", "现行" if row.is_current else "已被替代", row.superseded_reason),
    ]
    history = [(t.created_at, full_value(t.value, one.version), t.document, t) for t in target_history(row.org, row.measure, row.period)]
    return record_page(
        request,
        row.reference(),
        template="indicators/target.html",
        facts=facts,
        actions=actions,
        context={"title": f"{one.version.title}{row.period.title}目标", "history": history},
        back=("目标任务", here(request, reverse("indicators:targets"))),
    )


@requires(IndicatorPermission.EDIT)
def new_target(request: OfficeRequest) -> HttpResponse:
    """下达目标 for the year that the page looks at."""
    org = seen_org(request, IndicatorPermission.EDIT)
    year = Period.year(request.scope.period.start.year)
    form = IssueForm(definitions(min(year.last_day, today())), request.POST or None)
    if request.method == "POST" and form.is_valid():
        one, value = form.stored()
        given = {name: form.cleaned_data[name] for name in ("document", "department")}
        try:
            issued = issue_target(org=org, measure=one.measure, period=year, value=value, **given, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"已下达“{one.version.title}”{year.title}目标。")
            return redirect(here(request, reverse("indicators:target", args=[issued.pk])))
    return form_page(
        request, form, title=f"下达{year.title}目标", submit="下达", back=reverse("indicators:targets"), intro=f"承担单位：{org.name}"
    )


@requires(IndicatorPermission.EDIT)
def change_target(request: OfficeRequest, pk: int) -> HttpResponse:
    """调整目标: a following value; the old one stays readable."""
    row = fetch(visible_targets(request.user), request.user, IndicatorPermission.EDIT, pk)
    one = definition_of(row.measure, row.period.last_day)
    form = AdjustForm(one, row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("value", "document", "department", "reason", "version")}
        try:
            following = adjust_target(target=row, **given, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已调整目标，原目标仍可查阅。")
            return redirect(here(request, reverse("indicators:target", args=[following.pk])))
    return form_page(
        request, form, title=f"调整{one.version.title}{row.period.title}目标", submit="调整", back=reverse("indicators:target", args=[pk])
    )
