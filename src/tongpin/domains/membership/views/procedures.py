"""组织程序页面: what is proposed and why; procedures with their steps; corrections. Nothing is decided here by the product."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.enums import ProcedureKind, ProcedureState
from tongpin.domains.membership.forms.procedures import (
    ConfirmForm,
    CorrectionForm,
    DeferForm,
    DismissForm,
    HelpForm,
    ProcedureForm,
    ProcedureStepForm,
    SettleForm,
    StartForm,
)
from tongpin.domains.membership.lists.closed import CORRECTIONS, PROCEDURES, as_shown
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.closed import words_of
from tongpin.engines.ledgers.forms import EndForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

PROCEED = Permission.PROCEDURES


@never_cache
@require_GET
@requires(PROCEED)
def proposal_list(request: OfficeRequest) -> HttpResponseBase:
    """建议启动的程序, each with its reason, rule and article; and what was dismissed or deferred."""
    orgs = list(in_scope(selectors.party_orgs(), request, PROCEED, field="").values_list("pk", flat=True))
    context = {
        "title": "建议启动程序",
        "proposals": selectors.proposals(orgs, today()),
        "answers": _answered(selectors.deferred(orgs, today())[:50]),
        "actions": [
            Action("组织程序", here(request, reverse("membership:procedures"))),
            Action("限期改正", here(request, reverse("membership:corrections"))),
        ],
    }
    return render(request, "membership/proposals.html", context)


@requires(PROCEED)
def proposal_start(request: OfficeRequest, pk: int, code: str) -> HttpResponseBase:
    """按建议启动程序."""
    proposal = _proposal(request, pk, code)
    form = StartForm(request.POST or None, kind=proposal.kind)
    service = partial(services.start_proposed, member=proposal.member, code=code, by=request.user, today=today())
    title = f"启动程序：{proposal.kind.label}（{proposal.member.person}）"
    done = "程序已启动，党员名册没有变动。"
    return _answer(request, form, service, title=title, done=done, page="membership:procedure", submit="启动程序")


@sensitive_post_parameters("reason")
@requires(PROCEED)
def proposal_dismiss(request: OfficeRequest, pk: int, code: str) -> HttpResponseBase:
    """不予启动."""
    proposal = _proposal(request, pk, code)
    form = DismissForm(request.POST or None)
    service = partial(services.dismiss_proposal, member=proposal.member, code=code, by=request.user, today=today())
    title = f"不予启动：{proposal.kind.label}（{proposal.member.person}）"
    page = reverse("membership:proposals")
    return _answer(request, form, service, title=title, done="已登记不予启动。", page=page, submit="不予启动")


@sensitive_post_parameters("reason")
@requires(PROCEED)
def proposal_defer(request: OfficeRequest, pk: int, code: str) -> HttpResponseBase:
    """暂缓."""
    proposal = _proposal(request, pk, code)
    form = DeferForm(request.POST or None)
    service = partial(services.defer_proposal, member=proposal.member, code=code, by=request.user, today=today())
    title = f"暂缓：{proposal.kind.label}（{proposal.member.person}）"
    return _answer(request, form, service, title=title, done="已暂缓。", page=reverse("membership:proposals"), submit="暂缓")


@never_cache
@requires(PROCEED)
def procedure_list(request: OfficeRequest) -> HttpResponseBase:
    """组织程序."""
    proposed = Action("建议启动程序", here(request, reverse("membership:proposals")))
    actions = list_actions(request, PROCEED, new="membership:procedure_new", title="启动程序")
    rows = in_scope(selectors.procedures(), request, PROCEED)
    return list_page(request, as_shown(PROCEDURES, request), rows, actions=(proposed, *actions))


@never_cache
@requires(PROCEED)
def procedure_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一件组织程序 with its steps."""
    procedure = fetch(selectors.procedures(), request.user, PROCEED, pk)
    is_open = procedure.state == ProcedureState.OPEN
    coming = selectors.next_procedure_step(procedure) if is_open else None
    recorded = {s.number: s for s in procedure.steps.all()}
    titles = selectors.steps_of(procedure.kind, procedure.began_on)
    path = [(n, t, recorded.get(n), words_of(recorded[n].note) if n in recorded else "") for n, t in enumerate(titles, 1)]
    buttons = [("确认党组织决定", "membership:procedure_confirm"), ("终止程序", "membership:procedure_end")] if is_open else []
    return record_page(
        request,
        procedure.reference(),
        template="membership/procedure.html",
        context={
            "title": f"{procedure.get_kind_display()}：{procedure.member.person}",
            "path": path,
            "coming": coming,
            "is_open": is_open,
            "procedure": procedure,
        },
        facts=[
            ("党员", procedure.member.person.name),
            ("所在党支部", procedure.org.name),
            ("程序种类", procedure.get_kind_display()),
            ("启动日期", procedure.began_on),
            ("启动理由", words_of(procedure.grounds)),
            ("接收党组织", procedure.destination),
            ("状态", procedure.get_state_display(), "党员名册没有变动，须由党组织决定并确认" if is_open else ""),
            ("作出决定的党组织", procedure.decided_by),
            ("决定日期", procedure.decided_on),
            ("决定文号", procedure.document),
            ("生效日期", procedure.effective_on),
            *_receipt(procedure),
            ("终止日期", procedure.ended_on),
            ("终止原因", words_of(procedure.end_reason)),
        ],
        actions=record_actions(request, procedure, PROCEED, *buttons),
        back=("组织程序", reverse("membership:procedures")),
    )


@sensitive_post_parameters("grounds")
@requires(PROCEED)
def procedure_new(request: OfficeRequest) -> HttpResponseBase:
    """启动程序, without a proposal."""
    org = entry_org(request, PROCEED)
    members = in_scope(selectors.members(), request, PROCEED).filter(joined_on__isnull=False, org__path__startswith=org.path)
    form = ProcedureForm(request.POST or None, members=members.order_by("person__pinyin", "pk"))
    service = partial(services.start_procedure, by=request.user, today=today())
    done = "程序已启动，党员名册没有变动。"
    back = reverse("membership:procedures")
    return entry_page(request, form, service, title="启动程序", done=done, page="membership:procedure", back=back, submit="启动程序")


@sensitive_post_parameters("note")
@requires(PROCEED)
def procedure_step_new(request: OfficeRequest, pk: int, number: int) -> HttpResponseBase:
    """登记程序步骤."""
    procedure = fetch(selectors.procedures(), request.user, PROCEED, pk)
    titles = selectors.steps_of(procedure.kind, procedure.began_on)
    if not 1 <= number <= len(titles):
        raise Http404
    form = ProcedureStepForm(request.POST or None, record=procedure)

    def service(*, expected: int, **values: Any) -> Any:
        services.record_procedure_step(procedure, number=number, by=request.user, today=today(), **values)
        return procedure

    title = f"第{number}步　{titles[number - 1]}"
    return _on(request, "membership:procedure", pk, form, service, title=title, done=f"第{number}步已登记。", submit="登记")


@sensitive_post_parameters("note")
@requires(PROCEED)
def procedure_step_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正程序步骤."""
    step = fetch(selectors.procedure_steps(), request.user, PROCEED, pk)
    form = ProcedureStepForm(request.POST or None, record=step)
    service = partial(services.correct_procedure_step, step, by=request.user, today=today())
    title = f"更正第{step.number}步　{step.title}"
    return _on(request, "membership:procedure", step.procedure_id, form, service, title=title, done=f"第{step.number}步已更正。")


@requires(PROCEED)
def procedure_confirm(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """确认党组织决定: the only page from which a procedure changes the register."""
    procedure = fetch(selectors.procedures(), request.user, PROCEED, pk)
    form = ConfirmForm(request.POST or None, record=procedure)
    service = partial(services.confirm_procedure, procedure, by=request.user, today=today())
    title = f"确认党组织决定：{procedure.get_kind_display()}（{procedure.member.person}）"
    done = "已确认，党员名册已按决定变动。"
    return _on(request, "membership:procedure", pk, form, service, title=title, done=done, submit="确认决定")


@sensitive_post_parameters("reason")
@requires(PROCEED)
def procedure_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """终止程序."""
    procedure = fetch(selectors.procedures(), request.user, PROCEED, pk)
    form = EndForm(request.POST or None, record=procedure)
    service = partial(services.end_procedure, procedure, by=request.user, today=today())
    title = f"终止程序：{procedure.get_kind_display()}（{procedure.member.person}）"
    return _on(request, "membership:procedure", pk, form, service, title=title, done="程序已终止。", submit="终止")


@never_cache
@requires(PROCEED)
def correction_list(request: OfficeRequest) -> HttpResponseBase:
    """限期改正."""
    actions = list_actions(request, PROCEED, new="membership:correction_new", title="登记限期改正")
    return list_page(request, as_shown(CORRECTIONS, request), in_scope(selectors.corrections(), request, PROCEED), actions=actions)


@never_cache
@requires(PROCEED)
def correction_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一件限期改正 with its help."""
    measure = fetch(selectors.corrections(), request.user, PROCEED, pk)
    steps = [("更正", "membership:correction_edit")]
    if not measure.outcome:
        steps = [("登记帮教措施", "membership:correction_help"), ("登记结论", "membership:correction_settle"), *steps]
    return record_page(
        request,
        measure.reference(),
        template="membership/correction.html",
        context={"title": f"限期改正：{measure.member.person}", "helps": [(h, words_of(h.note)) for h in measure.helps.all()]},
        facts=[
            ("党员", measure.member.person.name),
            ("所在党支部", measure.org.name),
            ("起始日期", measure.placed_on),
            ("截止日期", measure.until, "已期满，请登记结论" if not measure.outcome and measure.until < today() else ""),
            ("作出决定的党组织", measure.decided_by),
            ("事由", words_of(measure.ground)),
            ("结论", measure.get_outcome_display()),
            ("作出结论日期", measure.settled_on),
        ],
        actions=record_actions(request, measure, PROCEED, *steps),
        back=("限期改正", reverse("membership:corrections")),
    )


@sensitive_post_parameters("ground")
@requires(PROCEED)
def correction_new(request: OfficeRequest) -> HttpResponseBase:
    """登记限期改正."""
    org = entry_org(request, PROCEED)
    members = in_scope(selectors.members_on(today()), request, PROCEED).filter(joined_on__isnull=False, org__path__startswith=org.path)
    form = CorrectionForm(request.POST or None, members=members.order_by("person__pinyin", "pk"))
    service = partial(services.place_correction, by=request.user, today=today())
    back = reverse("membership:corrections")
    return entry_page(request, form, service, title="登记限期改正", done="限期改正已登记。", page="membership:correction", back=back)


@sensitive_post_parameters("ground")
@requires(PROCEED)
def correction_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正限期改正."""
    measure = fetch(selectors.corrections(), request.user, PROCEED, pk)
    form = CorrectionForm(request.POST or None, instance=measure)
    service = partial(services.correct_correction, measure, by=request.user, today=today())
    return _on(request, "membership:correction", pk, form, service, title=f"更正限期改正：{measure.member.person}", done="已更正。")


@sensitive_post_parameters("note")
@requires(PROCEED)
def correction_help(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记帮教措施."""
    measure = fetch(selectors.corrections(), request.user, PROCEED, pk)
    form = HelpForm(request.POST or None, record=measure)

    def service(*, expected: int, **values: Any) -> Any:
        services.note_help(measure, by=request.user, today=today(), **values)
        return measure

    title = f"登记帮教措施：{measure.member.person}"
    return _on(request, "membership:correction", pk, form, service, title=title, done="帮教措施已登记。")


@requires(PROCEED)
def correction_settle(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记结论."""
    measure = fetch(selectors.corrections(), request.user, PROCEED, pk)
    form = SettleForm(request.POST or None, record=measure)
    service = partial(services.settle_correction, measure, by=request.user, today=today())
    title = f"限期改正结论：{measure.member.person}"
    return _on(request, "membership:correction", pk, form, service, title=title, done="结论已登记。", submit="登记结论")


def _answered(rows: Any) -> list[tuple[Any, str, str]]:
    """Answers with the rules they were given to and their reason; one given to several rules at once stands there once."""
    together: dict[tuple[Any, ...], tuple[Any, list[str]]] = {}
    for row in rows:
        reason = words_of(row.reason)
        together.setdefault((row.member_id, row.answer, row.on, row.until, reason), (row, []))[1].append(row.rule_code)
    return [(first, "、".join(sorted(codes)), reason) for (*_, reason), (first, codes) in together.items()]


def _proposal(request: OfficeRequest, pk: int, code: str) -> Any:
    member = fetch(selectors.members(), request.user, PROCEED, pk)
    found = selectors.proposal_of(member, code, today())
    if found is None:
        raise Http404
    return found


def _receipt(procedure: Any) -> list[tuple[Any, ...]]:
    if procedure.kind != ProcedureKind.TRANSFER or procedure.state != ProcedureState.CONFIRMED:
        return []
    received = procedure.member.received_on
    return [("接收组织回执日期", received, "" if received else "收到回执以前仍由原组织负责管理，请在党员记录页登记")]


def _answer(request: OfficeRequest, form: Any, service: Any, *, page: str, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page=page, back=reverse("membership:proposals"), **words)


def _on(request: OfficeRequest, page: str, pk: int, form: Any, service: Any, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page=page, back=reverse(page, args=[pk]), **words)
