"""典型案例通报页面."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tongpin.domains.accountability.enums import CircularState
from tongpin.domains.accountability.forms.circulars import CircularForm, StudyForm
from tongpin.domains.accountability.lists.openness import CIRCULARS, UNITS
from tongpin.domains.accountability.papers.integrity_papers import circular_document
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors import circulars as selectors
from tongpin.domains.accountability.services import circulars as services
from tongpin.domains.accountability.views.parts import download, table
from tongpin.engines.activities.selectors import seen_activity
from tongpin.engines.ledgers.forms import ReasonForm, StepForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, ANSWER = Permission.VIEW, Permission.EDIT, Permission.ANSWER
MOST_BUTTONS = 3


@requires(VIEW)
def circular_records(request: OfficeRequest) -> HttpResponseBase:
    """典型案例通报清单."""
    actions = list_actions(request, EDIT, new="accountability:circular_new", title="拟通报")
    return list_page(request, CIRCULARS, selectors.visible_circulars(request.user), actions=actions)


@requires(VIEW)
def circular_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份通报: its words, and by unit whether it was signed for and studied."""
    found = _circular(request, pk)
    rows = list(selectors.units_of(found))
    on = request.scope.as_of
    lights = [selectors.unit_light(unit, on) for unit in rows] if found.state == CircularState.ISSUED else []
    late = [unit.org.shown_name for unit, light in zip(rows, lights, strict=False) if light[0] == "red"]
    return record_page(
        request,
        found.reference(),
        template="accountability/circular.html",
        facts=[
            ("文号", found.number),
            ("状态", found.get_state_display()),
            ("印发日期", found.issued_on),
            ("签发人", found.issued_by.display_name if found.issued_by else ""),
            ("案例来源", found.source),
            ("签收时限", found.receive_by),
            ("学习时限", found.study_by),
            ("签收和学习", f"通报{found.unit_count}个单位，已签收{found.received_count}个，已学习{found.studied_count}个"),
            *([("点名依据", found.naming_basis)] if found.naming_basis else []),
            *([("撤回原因", found.reason)] if found.reason else []),
            ("单位", found.org.name),
        ],
        context={
            "circular": found,
            "late": f"{'、'.join(late)}逾期没有办理。" if late else "",
            "units": table("通报单位", UNITS, [_shown(unit, request) for unit in rows], request),
        },
        actions=_actions(request, found, rows),
        back=("典型案例通报", reverse("accountability:circulars")),
    )


def _shown(unit: Any, request: OfficeRequest) -> Any:
    seen = seen_activity(unit.study_id, request.user) if unit.study_id else None
    is_open = unit.circular.state == CircularState.ISSUED and unit.received_on is not None and unit.study_id is None
    todo = reverse("accountability:circular_study", args=[unit.pk]) if is_open and request.may(ANSWER, unit.org) else ""
    return SimpleNamespace(
        pk=unit.pk,
        org=unit.org,
        light=selectors.unit_light(unit, request.scope.as_of) if unit.circular.state == CircularState.ISSUED else None,
        received_on=unit.received_on,
        received_by=unit.received_by,
        study_words=f"{unit.study.day:%Y-%m-%d} {seen.title}" if seen else f"{unit.study.day:%Y-%m-%d}" if unit.study_id else None,
        study_url=reverse("activities:activity", args=[unit.study_id]) if seen else "",
        todo_words="登记学习" if todo else None,
        todo_url=todo,
    )


def _actions(request: OfficeRequest, found: Any, rows: list[Any]) -> tuple[Action, ...]:
    steps: list[tuple[str, str]] = []
    if found.state == CircularState.DRAFTED:
        steps = [("印发", "accountability:circular_issue"), ("更正", "accountability:circular_edit")]
    mine: list[Action] = []
    if found.state == CircularState.ISSUED:
        for unit in rows:
            if unit.received_on is None and request.may(ANSWER, unit.org):
                url = here(request, reverse("accountability:circular_receive", args=[unit.pk]))
                mine.append(Action(f"签收（{unit.org.shown_name}）", url, primary=not mine, method="post"))
    last = []
    if found.state != CircularState.WITHDRAWN and request.may(EDIT, found.org):
        last.append(Action("撤回", here(request, reverse("accountability:circular_withdraw", args=[found.pk]))))
    paper = Action("下载文稿", here(request, reverse("accountability:circular_paper", args=[found.pk])))
    return (*mine[:MOST_BUTTONS], *record_actions(request, found, EDIT, *steps), *last, paper)


@require_safe
@requires(VIEW)
def circular_paper(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """通报文稿, as a download."""
    found = _circular(request, pk)
    units = "、".join(unit.org.shown_name for unit in selectors.units_of(found))
    return download(circular_document(found, units, today()), f"{found.number}{found.title}.docx")


@requires(EDIT)
def circular_new(request: OfficeRequest) -> HttpResponseBase:
    """拟通报."""
    org = entry_org(request, EDIT)
    form, back = CircularForm(request.POST or None, org=org), reverse("accountability:circulars")
    service = partial(services.draft_circular, org=org, by=request.user, today=today())
    return entry_page(request, form, service, title="拟通报", done="通报已拟好，请核对后印发。", page="accountability:circular", back=back)


@requires(EDIT)
def circular_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正通报."""
    found = _circular(request, pk, EDIT)
    form = CircularForm(request.POST or None, instance=found, org=found.org)
    service = partial(services.correct_circular, found, by=request.user, today=today())
    return _step(request, found, form, service, title="更正通报", done="通报已更正。")


@requires(EDIT)
def circular_issue(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """印发通报."""
    found = _circular(request, pk, EDIT)
    form, service = StepForm(request.POST or None, record=found), partial(services.issue_circular, found, by=request.user, today=today())
    return _step(request, found, form, service, title=f"印发：{found}", done="通报已编号印发，通报单位可以签收。", submit="印发")


@requires(EDIT)
def circular_withdraw(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤回通报."""
    found = _circular(request, pk, EDIT)
    form, service = ReasonForm(request.POST or None, record=found), partial(services.withdraw_circular, found, by=request.user)
    return _step(request, found, form, service, title=f"撤回：{found}", done="通报已撤回。", submit="撤回")


@require_POST
@requires(ANSWER)
def circular_receive(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """签收通报 for one's unit."""
    unit = _unit(request, pk)
    services.receive_circular(unit, by=request.user, today=today())
    messages.success(request, f"{unit.org.shown_name}已签收。")
    return redirect(here(request, reverse("accountability:circular", args=[unit.circular_id])))


@requires(ANSWER)
def circular_study(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记学习: which meeting studied the circular."""
    unit = _unit(request, pk)
    form = StudyForm(request.POST or None, unit=unit, user=request.user)
    service: Any = partial(services.note_study, unit, by=request.user, today=today())
    page = reverse("accountability:circular", args=[unit.circular_id])
    return entry_page(
        request, form, service, title=f"登记学习：{unit.circular}", done="学习会议已登记。", page=page, back=page, submit="登记"
    )


def _circular(request: OfficeRequest, pk: int, permission: str = VIEW) -> Any:
    found = selectors.visible_circulars(request.user, permission).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _unit(request: OfficeRequest, pk: int) -> Any:
    found = selectors.units_to_answer(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _step(request: OfficeRequest, found: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    back = reverse("accountability:circular", args=[found.pk])
    return entry_page(request, form, service, page="accountability:circular", back=back, **words)
