"""工作日历页面: the national calendar and the office's own days."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpin.foundation.accounts.doors import OfficeRequest, requires
from tongpin.foundation.orgs import forms, selectors, services
from tongpin.foundation.orgs.permissions import OrgPermission
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action
from tongpin.kernel.errors import Refused


@requires(OrgPermission.VIEW)
@require_GET
def calendar(request: OfficeRequest) -> HttpResponse:
    """工作日历: the shown year month by month, and what was adjusted."""
    year = request.scope.period.start.year
    may_edit = _may_edit(request)
    context = {
        "title": "工作日历",
        "year": year,
        "months": selectors.calendar_months(year),
        "is_provisional": selectors.is_provisional(year),
        "overrides": selectors.calendar_days(),
        "may_edit": may_edit,
        "actions": [Action("调整工作日", reverse("orgs:override_day"), primary=True)] if may_edit else [],
    }
    return render(request, "orgs/calendar.html", context)


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def override_day(request: OfficeRequest) -> HttpResponse:
    """调整工作日: holds for the whole installation, so only who keeps its root may do it."""
    if not _may_edit(request):
        raise Http404
    form = forms.CalendarDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.override_day(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "工作日调整已登记。")
            return redirect(here(request, reverse("orgs:calendar")))
    return form_page(request, form, title="调整工作日", back=reverse("orgs:calendar"))


@requires(OrgPermission.EDIT)
@require_POST
def drop_override(request: OfficeRequest, pk: int) -> HttpResponse:
    """取消工作日调整."""
    override = selectors.calendar_days().filter(pk=pk).first()
    if override is None or not _may_edit(request):
        raise Http404
    services.drop_override(override=override, by=request.user)
    messages.success(request, "已取消该日的调整。")
    return redirect(here(request, reverse("orgs:calendar")))


def _may_edit(request: OfficeRequest) -> bool:
    root = selectors.root()
    return root is not None and request.may(OrgPermission.EDIT, root)
