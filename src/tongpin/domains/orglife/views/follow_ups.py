"""会后页面: make-ups and rectification."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.orglife.forms.agenda import FinishForm, MakeUpForm, RectificationForm
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import agenda as selectors
from tongpin.domains.orglife.selectors.meetings import meetings
from tongpin.domains.orglife.services import follow_ups as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_page
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.kernel.clock import today

EDIT = Permission.EDIT


@requires(EDIT)
def make_up_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记补课."""
    meeting = fetch(meetings(), request.user, EDIT, pk)
    service = partial(services.record_make_up, meeting, by=request.user, today=today())
    form, back = MakeUpForm(request.POST or None, people=selectors.absent_from(meeting)), reverse("orglife:meeting", args=[pk])
    return entry_page(request, form, service, title=f"登记补课：{meeting}", done="补课已登记。", page=back, back=back)


@requires(EDIT)
def make_up_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出补课登记."""
    record = fetch(selectors.make_ups(), request.user, EDIT, pk)
    service = partial(services.remove_make_up, record, by=request.user)
    form, back = ReasonForm(request.POST or None, record=record), reverse("orglife:meeting", args=[record.meeting_id])
    return entry_page(request, form, service, title="移出补课登记", done="补课登记已移出。", page=back, back=back, submit="移出")


@requires(EDIT)
def rectification_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """列入整改清单."""
    meeting = fetch(meetings(), request.user, EDIT, pk)
    service = partial(services.add_rectification, meeting, by=request.user)
    form, back = RectificationForm(request.POST or None), reverse("orglife:meeting", args=[pk])
    return entry_page(request, form, service, title=f"列入整改清单：{meeting}", done="已列入整改清单。", page=back, back=back)


@requires(EDIT)
def rectification_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正整改事项."""
    record = fetch(selectors.rectifications(), request.user, EDIT, pk)
    service = partial(services.correct_rectification, record, by=request.user)
    form, back = RectificationForm(request.POST or None, instance=record), reverse("orglife:meeting", args=[record.meeting_id])
    return entry_page(request, form, service, title="更正整改事项", done="整改事项已更正。", page=back, back=back)


@requires(EDIT)
def rectification_done(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """完成整改."""
    record = fetch(selectors.rectifications(), request.user, EDIT, pk)
    service = partial(services.finish_rectification, record, by=request.user, today=today())
    form, back = FinishForm(request.POST or None, record=record), reverse("orglife:meeting", args=[record.meeting_id])
    return entry_page(request, form, service, title="完成整改", done="已登记整改完成。", page=back, back=back, submit="销号")


@requires(EDIT)
def rectification_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出整改清单."""
    record = fetch(selectors.rectifications(), request.user, EDIT, pk)
    service = partial(services.remove_rectification, record, by=request.user)
    form, back = ReasonForm(request.POST or None, record=record), reverse("orglife:meeting", args=[record.meeting_id])
    return entry_page(request, form, service, title="移出整改清单", done="已移出整改清单。", page=back, back=back, submit="移出")
