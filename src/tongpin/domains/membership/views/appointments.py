"""选拔任用页面. Closed to everybody who does not handle the cases; nothing of them leaves the page."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.enums import CaseState
from tongpin.domains.membership.forms.appointments import (
    AppointmentEditForm,
    AppointmentForm,
    AppointmentPaperForm,
    AppointmentStepForm,
)
from tongpin.domains.membership.lists.closed import APPOINTMENTS, as_shown
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.closed import words_of
from tongpin.engines.ledgers.forms import DayForm, EndForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

CASES = Permission.APPOINTMENTS


@never_cache
@requires(CASES)
def appointment_list(request: OfficeRequest) -> HttpResponseBase:
    """选拔任用."""
    actions = list_actions(request, CASES, new="membership:appointment_new", title="建立任用案")
    return list_page(request, as_shown(APPOINTMENTS, request), in_scope(selectors.appointment_cases(), request, CASES), actions=actions)


@never_cache
@requires(CASES)
def appointment_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个任用案 with all steps, what stops the next one and which papers are missing."""
    case = fetch(selectors.appointment_cases(), request.user, CASES, pk)
    is_open = case.state == CaseState.OPEN
    steps = [("登记任前廉政谈话", "membership:appointment_talk"), ("更正", "membership:appointment_edit")]
    if is_open:
        steps = [("收到材料", "membership:appointment_paper"), *steps, ("终止", "membership:appointment_end")]
    path = [(row, words_of(row.record.note) if row.record else "") for row in selectors.appointment_path(case)]
    ends = services.probation_ends_on(case)
    return record_page(
        request,
        case.reference(),
        template="membership/appointment.html",
        context={"title": f"任用：{case.person.name}", "path": path, "is_open": is_open, "case": case},
        facts=[
            ("拟任人选", case.person.name),
            ("现任职务", case.former_post),
            ("拟任职务", case.post),
            ("启动日期", case.began_on),
            ("预计到任日期", case.takes_office_on),
            ("任前廉政谈话", case.integrity_talk_on, "" if case.integrity_talk_on else "尚未登记，应在到任前进行"),
            ("试用期满", ends, "期满请组织考核" if is_open and ends is not None else ""),
            ("状态", case.get_state_display()),
            ("结束日期", case.ended_on),
            ("终止原因", words_of(case.end_reason)),
        ],
        actions=() if case.state == CaseState.ENDED else record_actions(request, case, CASES, *steps),
        back=("选拔任用", reverse("membership:appointments")),
    )


@requires(CASES)
def appointment_new(request: OfficeRequest) -> HttpResponseBase:
    """建立任用案."""
    org = entry_org(request, CASES)
    form = AppointmentForm(request.POST or None, people=selectors.people_to_choose(org))
    service = partial(services.open_appointment, org=org, by=request.user, today=today())
    back = reverse("membership:appointments")
    return entry_page(
        request, form, service, title="建立任用案", done="任用案已建立，请登记第1步。", page="membership:appointment", back=back
    )


@requires(CASES)
def appointment_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正任用案."""
    case = fetch(selectors.appointment_cases(), request.user, CASES, pk)
    form = AppointmentEditForm(request.POST or None, instance=case)
    service = partial(services.correct_appointment, case, by=request.user)
    return _on_case(request, case, form, service, title="更正任用案", done="任用案已更正。")


@sensitive_post_parameters("reason")
@requires(CASES)
def appointment_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """终止任用案."""
    case = fetch(selectors.appointment_cases(), request.user, CASES, pk)
    form = EndForm(request.POST or None, record=case)
    service = partial(services.end_appointment, case, by=request.user, today=today())
    return _on_case(request, case, form, service, title="终止任用案", done="已终止。", submit="终止")


@requires(CASES)
def appointment_talk(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记任前廉政谈话."""
    case = fetch(selectors.appointment_cases(), request.user, CASES, pk)
    form = DayForm(request.POST or None, record=case)
    service = partial(services.note_integrity_talk, case, by=request.user, today=today())
    return _on_case(request, case, form, service, title="登记任前廉政谈话", done="谈话日期已登记。")


@sensitive_post_parameters("note")
@requires(CASES)
def appointment_step_new(request: OfficeRequest, pk: int, number: int) -> HttpResponseBase:
    """登记任用步骤."""
    case = fetch(selectors.appointment_cases(), request.user, CASES, pk)
    way = selectors.way_of(case)
    if not 1 <= number <= way.last:
        raise Http404
    form = AppointmentStepForm(request.POST or None, record=case, way=way, number=number)

    def service(*, expected: int, **values: Any) -> Any:
        services.record_appointment_step(case, number=number, by=request.user, today=today(), **values)
        return case

    title = f"第{number}步　{way.title_of(number)}"
    return _on_case(request, case, form, service, title=title, done=f"第{number}步已登记。", submit="登记")


@sensitive_post_parameters("note")
@requires(CASES)
def appointment_step_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正任用步骤."""
    step = fetch(selectors.appointment_steps(), request.user, CASES, pk)
    form = AppointmentStepForm(request.POST or None, record=step, way=selectors.way_of(step.case), number=step.number)
    service = partial(services.correct_appointment_step, step, by=request.user, today=today())
    return _on_case(request, step.case, form, service, title=f"更正第{step.number}步　{step.title}", done=f"第{step.number}步已更正。")


@requires(CASES)
def appointment_paper(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """收到任用材料."""
    case = fetch(selectors.appointment_cases(), request.user, CASES, pk)
    missing = [(row.title, title) for row in selectors.appointment_path(case) for title in row.missing]
    form = AppointmentPaperForm(request.POST or None, record=case, missing=missing)

    def service(*, expected: int, **values: Any) -> Any:
        return services.receive_appointment_paper(case, by=request.user, today=today(), **values)

    return _on_case(request, case, form, service, title="收到任用材料", done="材料已登记。")


def _on_case(request: OfficeRequest, case: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    page = reverse("membership:appointment", args=[case.pk])
    return entry_page(request, form, service, page=page, back=page, **words)
