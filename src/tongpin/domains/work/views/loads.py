"""负荷与均衡页面: who holds too much in which week, and a plan that everybody can hold."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.domains.work.enums import LevellingState, ProjectState
from tongpin.domains.work.forms.changes import LevelForm
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import loads as selectors
from tongpin.domains.work.selectors.projects import projects
from tongpin.domains.work.services import levelling as services
from tongpin.engines.ledgers.forms import ReasonForm, StepForm
from tongpin.engines.ledgers.pages import entry_page
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.addresses import address, whole_number
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lights import state_badge
from tongpin.foundation.ui.lists import Action
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

VIEW, EDIT = Permission.VIEW, Permission.EDIT
AT_ONCE = 2


@require_GET
@requires(VIEW)
def load_table(request: OfficeRequest) -> HttpResponseBase:
    """人员负荷: each person's tasks of all projects by week, from the as-of date on."""
    at_once = min(whole_number(request.GET.get("at_once", "")) or AT_ONCE, 20)
    tasks = in_scope(selectors.project_tasks(), request, VIEW)
    people = selectors.loads(tasks, start=request.scope.as_of, calendar=work_calendar(), at_once=at_once)
    actions = []
    if request.scope.org.pk is not None and request.may(EDIT, request.scope.org) and people:
        actions.append(Action("均衡测算", address(request, "work:levelling_new"), primary=True))
    context = {
        "title": "人员负荷",
        "people": people,
        "over": sum(bool(p.over_weeks) for p in people),
        "weeks": [w.week for w in people[0].weeks] if people else [],
        "at_once": at_once,
        "choices": range(1, 7),
        "actions": actions,
        "scope_fields": [(key, request.GET[key]) for key in ("org", "period", "as_of") if key in request.GET],
        "latest": list(in_scope(selectors.levellings(), request, VIEW)[:10]),
    }
    return render(request, "work/loads.html", context)


@requires(EDIT)
def levelling_new(request: OfficeRequest) -> HttpResponseBase:
    """测算均衡方案 of all projects under way in the organisation."""
    if request.scope.org.pk is None or not request.may(EDIT, request.scope.org):
        raise Http404
    return _ask(request, request.scope.org, None, reverse("work:loads"))


@requires(EDIT)
def project_level(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """测算均衡方案 of one project."""
    project = fetch(projects(), request.user, EDIT, pk)
    if project.state != ProjectState.RUNNING:
        raise Http404
    return _ask(request, project.org, project, reverse("work:project", args=[pk]))


def _ask(request: OfficeRequest, org: Any, project: Any, back: str) -> HttpResponseBase:
    form = LevelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.ask_for_levelling(org=org, project=project, by=request.user, today=today(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已开始测算，通常不超过一分钟；得出方案后在本页查看。")
            return redirect(address(request, "work:levelling", made.pk))
    title = f"均衡测算：{project}" if project else "均衡测算：全部推进中的项目"
    return form_page(
        request, form, title=title, submit="开始测算", back=back, intro="只提出方案，不改计划；采纳后作为一项变更，批准后才生效。"
    )


@requires(VIEW)
def levelling_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次均衡测算: the proposal in sentences; a person takes it up or declines it."""
    one = fetch(selectors.levellings(), request.user, VIEW, pk)
    actions = []
    if one.state == LevellingState.FOUND and request.may(EDIT, one.org):
        actions.append(Action("采纳", address(request, "work:levelling_accept", pk), primary=True))
        actions.append(Action("放弃", address(request, "work:levelling_decline", pk)))
    elif one.state == LevellingState.RUNNING:
        actions.append(Action("刷新", address(request, "work:levelling", pk)))
    return record_page(
        request,
        one.reference(),
        template="work/levelling.html",
        context={"levelling": one},
        facts=[
            ("状态", state_badge(one.get_state_display(), {"found": "active", "accepted": "done", "none": "warn"}.get(one.state, "plain"))),
            ("范围", one.project or f"{one.org}推进中的全部项目"),
            ("每人同时承担", f"不超过{one.capacity.get('at_once')}项"),
            ("移动任务", f"{len(one.starts)}项" if one.state != LevellingState.RUNNING else None),
            ("测算", f"{one.asked_on:%Y-%m-%d} {one.asked_by}"),
        ],
        actions=tuple(actions),
        back=("人员负荷", reverse("work:loads")),
    )


@requires(EDIT)
def levelling_accept(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """采纳方案 as one change request."""
    one = fetch(selectors.levellings(), request.user, EDIT, pk)
    form = ReasonForm(request.POST or None, record=one, initial={"reason": "错开同一人员同时承担的任务。"})
    service = partial(services.accept_levelling, one, by=request.user, today=today())
    back = reverse("work:levelling", args=[pk])
    return entry_page(
        request,
        form,
        service,
        title="采纳均衡方案",
        done="已提出变更，批准后生效。",
        page="work:change",
        back=back,
        submit="采纳并提出变更",
    )


@requires(EDIT)
def levelling_decline(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """放弃方案."""
    one = fetch(selectors.levellings(), request.user, EDIT, pk)
    form, service = StepForm(request.POST or None, record=one), partial(services.decline_levelling, one, by=request.user)
    words = {"title": "放弃均衡方案", "done": "方案已放弃，计划不变。", "submit": "放弃"}
    return entry_page(request, form, service, page="work:levelling", back=reverse("work:levelling", args=[pk]), **words)
