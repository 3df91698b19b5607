"""专题研究资料页面."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongpin.domains.accountability.papers.study_papers import study_document
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors.study import study_pack
from tongpin.domains.accountability.views.parts import download, record_url
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action

VIEW = Permission.VIEW


@require_safe
@requires(VIEW)
def study(request: OfficeRequest) -> HttpResponseBase:
    """专题研究资料 of the half that holds the day looked at; every figure opens its rows."""
    org = _office(request)
    pack = study_pack(org, request.scope.as_of)
    context = {
        "title": f"{pack.period.title}全面从严治党专题研究",
        "actions": (Action("下载资料", here(request, reverse("accountability:study_paper")), primary=True),),
        "pack": pack,
        "studies": [(reference.title, day, record_url(reference)) for reference, day in pack.studies],
        "lines": [(line, f"{reverse(line.page)}?{line.query}" if line.query else reverse(line.page)) for line in pack.lines],
    }
    return render(request, "accountability/study.html", context)


@require_safe
@requires(VIEW)
def study_paper(request: OfficeRequest) -> HttpResponseBase:
    """专题研究资料, as a download."""
    org = _office(request)
    pack = study_pack(org, request.scope.as_of)
    return download(study_document(org, pack), f"{pack.period.title}全面从严治党专题研究资料.docx")


def _office(request: OfficeRequest) -> Any:
    org = request.scope.org
    if org.pk is None or not request.may(VIEW, org):
        raise Http404
    return org
