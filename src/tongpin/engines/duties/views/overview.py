"""总览页面: one organisation's year, and all organisations at once."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.engines.duties import services
from tongpin.engines.duties.forms import HeatForm
from tongpin.engines.duties.heat_book import heat_workbook
from tongpin.engines.duties.permissions import DutyPermission
from tongpin.engines.duties.selectors.heat import documents, heat_of, within_period
from tongpin.engines.duties.selectors.lines import lines, orgs_by_key, own_orgs, seen_orgs
from tongpin.engines.duties.selectors.matrix import due_this_week, matrix_of
from tongpin.engines.duties.selectors.next_steps import actions_in, with_steps
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.addresses import changed_query
from tongpin.foundation.ui.filters import filter_words, office_form
from tongpin.foundation.ui.lists import Action
from tongpin.kernel.clock import now

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VIEW = DutyPermission.VIEW
MOST_PRESSING = 6


def seen_org(request: OfficeRequest, permission: str = VIEW) -> Any:
    """The organisation that the page looks at, where the viewer holds ``permission`` for it; 404 otherwise."""
    org = request.scope.org
    if org.pk is None or not request.may(permission, org):
        raise Http404
    return org


@require_GET
@requires(VIEW)
def matrix(request: OfficeRequest) -> HttpResponse:
    """年度矩阵: what is wrong or due, then the year rule by rule, each cell with its reason and what to do next."""
    org, scope = seen_org(request), request.scope
    year = scope.period.start.year
    found = with_steps(lines(own_orgs(org, request.user), scope.as_of, year, request.user), actions_in(org, request.user))
    week = due_this_week(found, scope.as_of)
    return render(
        request,
        "duties/matrix.html",
        {
            "title": f"{org.shown_name}{year}年应尽事项",
            "org": org,
            "year": year,
            "as_of": scope.as_of,
            "matrix": matrix_of(found, year, scope.as_of),
            "week": week[:MOST_PRESSING],
            "week_more": max(len(week) - MOST_PRESSING, 0),
            "months": [f"{number}月" for number in range(1, 13)],
            "below": orgs_by_key(seen_orgs(org, request.user), without=org.pk),
            "actions": [
                Action("全部支部", reverse("duties:heat"), icon="grid"),
                Action("打印", changed_query(request.GET, print=1), icon="print"),
            ],
            "is_print": bool(request.GET.get("print")),
            "back_url": changed_query(request.GET, print=None),
        },
    )


@require_GET
@requires(VIEW)
def heat(request: OfficeRequest) -> HttpResponseBase:
    """热力表: organisations × rules, with drill-down, print and the same as a workbook."""
    org, scope = seen_org(request), request.scope
    keys = seen_orgs(org, request.user)
    every = within_period(lines(keys, scope.as_of, scope.period.start.year, request.user), scope.period)
    form = HeatForm(request.GET, documents=documents(every))
    office_form(form)
    chosen = form.chosen(every)
    table = heat_of(chosen, orgs_by_key(keys))
    words = filter_words(form) if form.is_valid() else ""
    if request.GET.get("export") == "xlsx":
        services.note_export(org_id=org.pk, filter_text=words, rows=len(chosen), by=request.user)
        title = f"{org.shown_name}{scope.period.title}应尽事项"
        note = "    ".join(part for part in (f"截至 {scope.as_of:%Y-%m-%d}", f"筛选：{words}" if words else "") if part)
        content = BytesIO(heat_workbook(table, title=title, note=note))
        return FileResponse(content, as_attachment=True, filename=f"{title}.xlsx", content_type=XLSX)
    return render(
        request,
        "duties/heat_print.html" if request.GET.get("print") else "duties/heat.html",
        {
            "title": f"{scope.period.title}应尽事项总览",
            "heat": table,
            "form": form,
            "org": org,
            "as_of": scope.as_of,
            "filter_words": words,
            "printed_at": now(),
            "back_url": changed_query(request.GET, print=None),
            "reset_url": changed_query(request.GET, kind=None, state=None, document=None),
            "scope_fields": [(key, request.GET[key]) for key in ("org", "period", "as_of") if key in request.GET],
            "actions": [
                Action("导出", changed_query(request.GET, export="xlsx"), icon="export"),
                Action("打印", changed_query(request.GET, print=1), icon="print"),
                Action("研判结果清单", reverse("duties:findings"), icon="list"),
            ],
        },
    )
