"""交办任务: whatever was decided or adopted becomes a task of the subject that keeps tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from tongpin.domains.orglife.forms.hand_over import HandOverForm
from tongpin.domains.orglife.selectors.colleagues import bureau_of, task_maker
from tongpin.foundation.access.doors import OfficeRequest
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused
from tongpin.kernel.reference import Reference


def may_hand_over(request: OfficeRequest, org: Any) -> bool:
    """能否交办: somebody keeps tasks, and the viewer may assign them for the bureau."""
    maker = task_maker()
    return maker is not None and request.may(maker.permission, bureau_of(org))


def hand_over(request: OfficeRequest, source: Reference, org: Any, initial: Mapping[str, Any], back: str) -> HttpResponseBase:
    """交办任务页: filled in from ``initial``; 404 for those who may not assign tasks."""
    maker, bureau = task_maker(), bureau_of(org)
    if maker is None or not request.may(maker.permission, bureau):
        raise Http404
    form = HandOverForm(request.POST or None, initial=initial, org=org)
    if request.method == "POST" and form.is_valid():
        try:
            maker.assign(org=bureau, source=source, by=request.user, today=today(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "任务已交办。")
            return redirect(here(request, back))
    return form_page(request, form, title=f"交办任务：{source}", submit="交办", back=back)
