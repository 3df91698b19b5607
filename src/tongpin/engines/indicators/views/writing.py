"""填报和口径页面: reporting a value, explaining a red light, new indicators and revised definitions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.engines.indicators.enums import Status
from tongpin.engines.indicators.forms import ExplainForm, MeasureForm, ReportForm, RevisionForm
from tongpin.engines.indicators.permissions import IndicatorPermission
from tongpin.engines.indicators.selectors import figure
from tongpin.engines.indicators.selectors.access import light_notes
from tongpin.engines.indicators.selectors.definitions import latest_definition
from tongpin.engines.indicators.selectors.desk import closed_month
from tongpin.engines.indicators.services import create_measure, explain_light, report_value, revise_measure
from tongpin.engines.indicators.views.scope import may_define, seen_definition, seen_org
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.files.services import store
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused


@requires(IndicatorPermission.REPORT)
def report(request: OfficeRequest, code: str) -> HttpResponse:
    """填报指标值 with its status and evidence."""
    org = seen_org(request, IndicatorPermission.REPORT)
    one = seen_definition(request, code)
    if one.measure.is_computed:
        raise Http404
    form = ReportForm(one, request.POST or None, request.FILES or None, initial={"as_of": min(request.scope.as_of, today())})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("value", "as_of", "note", "reason")}
        upload = form.cleaned_data["evidence"]
        try:
            evidence = [store(upload, name=upload.name, org=org, by=request.user, purpose="佐证材料")] if upload else []
            row = report_value(
                org=org, code=code, status=Status(form.cleaned_data["status"]), evidence=evidence, **given, by=request.user, today=today()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"已填报“{one.version.title}”。")
            return redirect(here(request, reverse("indicators:observation", args=[row.pk])))
    return form_page(
        request,
        form,
        title=f"填报{one.version.title}",
        submit="填报",
        back=reverse("indicators:measure", args=[code]),
        intro=f"填报单位：{org.name}。计算方法：{one.version.formula}",
    )


@requires(IndicatorPermission.REPORT)
def explain(request: OfficeRequest, code: str) -> HttpResponse:
    """说明红灯: cause and action for the last month that is over."""
    org = seen_org(request, IndicatorPermission.REPORT)
    one = seen_definition(request, code)
    month = closed_month(request.scope.period, request.scope.as_of)
    note = light_notes(org, one.measure).filter(month=month.start).first()
    form = ExplainForm(request.POST or None, initial=ExplainForm.of(note))
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("cause", "action", "due_on", "version")}
        try:
            explain_light(org=org, measure=one.measure, month=month, **given, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已登记红灯说明。")
            return redirect(here(request, reverse("indicators:measure", args=[code])))
    found = figure(code, org, request.scope.period, request.scope.as_of)
    back = reverse("indicators:measure", args=[code])
    return form_page(request, form, title=f"说明{one.version.title}{month.title}红灯", back=back, intro=found.light_reason)


@requires(IndicatorPermission.EDIT)
def new_measure(request: OfficeRequest) -> HttpResponse:
    """新增指标, reported by hand."""
    if not may_define(request):
        raise Http404
    form = MeasureForm(request.POST or None, initial={"places": 0, "growth_places": 2, "valid_from": today()})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("code", "valid_from", "basis")}
        try:
            made = create_measure(wording=form.wording(), **given, by=request.user, today=today())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已新增指标，可以填报和下达目标。")
            return redirect(here(request, reverse("indicators:measure", args=[made.code])))
    return form_page(
        request, form, title="新增指标", back=reverse("indicators:list"), intro="台账能算出的指标由系统提供，这里只新增手工填报的指标。"
    )


@requires(IndicatorPermission.EDIT)
def revise(request: OfficeRequest, code: str) -> HttpResponse:
    """修订口径: from a day on; earlier days keep the definition they had."""
    if not may_define(request):
        raise Http404
    one = latest_definition(code)
    if one is None:
        raise Http404
    form = RevisionForm(one, today(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("seen", "valid_from", "basis")}
        try:
            revise_measure(measure=one.measure, wording=form.wording(one), **given, by=request.user, today=today())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已登记新口径，启用日期以前的数仍按原口径。")
            return redirect(here(request, reverse("indicators:measure", args=[code])))
    back = reverse("indicators:measure", args=[code])
    return form_page(request, form, title=f"修订“{one.version.title}”口径", back=back, intro=f"现行计算方法：{one.version.formula}")
