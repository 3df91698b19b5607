"""头号工程页面: criteria of a project, their state, the recognition."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.work.forms.flagship import CriterionForm, ReadingForm, RecognitionForm
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import flagship as selectors
from tongpin.domains.work.selectors.projects import projects
from tongpin.domains.work.services import flagship as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_page, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.ui.formats import number
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(EDIT)
def criterion_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记认定条件 of a project."""
    project = fetch(projects(), request.user, EDIT, pk)
    form = CriterionForm(request.POST or None)
    service = partial(services.add_criterion, project, by=request.user, today=today())
    return _project_step(request, project.pk, form, service, title=f"登记认定条件：{project}", done="认定条件已登记。")


@requires(VIEW)
def criterion_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一条认定条件."""
    one = fetch(selectors.criteria(), request.user, VIEW, pk)
    needed = f"{one.get_comparison_display()}{number(one.needed)}{one.unit}" if one.is_counted else "定性要求"
    titles = dict(selectors.measure_choices(request.scope.as_of))
    steps = [("更正", "work:criterion_edit"), ("移出", "work:criterion_remove")]
    if not one.measure:
        steps.insert(0, ("登记现状", "work:criterion_read"))
    return record_page(
        request,
        one.reference(),
        facts=[
            ("项目", one.project.title),
            ("文件", one.document),
            ("条款", one.clause),
            ("条件", one.title),
            ("要求", needed),
            ("现状取自", titles.get(one.measure, one.measure) if one.measure else "由人登记"),
        ],
        actions=record_actions(request, one, EDIT, *steps),
        back=(one.project.title, reverse("work:project", args=[one.project_id])),
    )


@requires(EDIT)
def criterion_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正认定条件."""
    one = fetch(selectors.criteria(), request.user, EDIT, pk)
    form = CriterionForm(request.POST or None, instance=one)
    service = partial(services.correct_criterion, one, by=request.user, today=today())
    return _step(request, one, form, service, title=f"更正认定条件：{one}", done="认定条件已更正。")


@requires(EDIT)
def criterion_read(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记条件现状."""
    one = fetch(selectors.criteria(), request.user, EDIT, pk)
    form = ReadingForm(request.POST or None, criterion=one)
    service = partial(services.read_criterion, one, by=request.user, today=today())
    return _step(request, one, form, service, title=f"登记现状：{one}", done="现状已登记。")


@requires(EDIT)
def criterion_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出认定条件."""
    one = fetch(selectors.criteria(), request.user, EDIT, pk)
    form = ReasonForm(request.POST or None, record=one)
    service = partial(services.remove_criterion, one, by=request.user)
    return _project_step(request, one.project_id, form, service, title=f"移出认定条件：{one}", done="认定条件已移出。", submit="移出")


@requires(EDIT)
def recognition_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记认定情况 of a project."""
    project = fetch(projects(), request.user, EDIT, pk)
    held = selectors.recognition_of(project.pk)
    form = RecognitionForm(request.POST or None, instance=held)
    service = partial(services.record_recognition, project, by=request.user, today=today())
    return _project_step(request, project.pk, form, service, title=f"认定情况：{project}", done="认定情况已登记。")


def _project_step(request: OfficeRequest, pk: int, form: Any, service: Any, **words: str) -> HttpResponseBase:
    back = reverse("work:project", args=[pk])
    return entry_page(request, form, service, page=back, back=back, **words)


def _step(request: OfficeRequest, one: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    back = reverse("work:criterion", args=[one.pk])
    return entry_page(request, form, service, page=back, back=back, **words)
