"""信访件页面: only named officers find anything here; the words stand behind a door of their own."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from tongpin.domains.accountability.case_flow import CASE_FLOW
from tongpin.domains.accountability.enums import CaseAct
from tongpin.domains.accountability.forms.cases import (
    CaseEditForm,
    CaseForm,
    CaseNoteForm,
    CaseStepForm,
    NameOfficerForm,
    RelieveOfficerForm,
)
from tongpin.domains.accountability.forms.office_talks import OfficeTalkForm
from tongpin.domains.accountability.lists.openness import ACCESSES, NOTES, OFFICERS, TALKS_DUE, case_list
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors import cases as selectors
from tongpin.domains.accountability.selectors.office_talks import Due, case_to_talk, office_talks
from tongpin.domains.accountability.services import cases as services
from tongpin.domains.accountability.services.office_talks import record_office_talk
from tongpin.domains.accountability.views.parts import table
from tongpin.engines.ledgers.closed import words_of
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lights import light_badge
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import now, today

CASES, INTEGRITY = Permission.CASES, Permission.INTEGRITY


@never_cache
@requires(CASES)
def case_records(request: OfficeRequest) -> HttpResponseBase:
    """信访件清单: the viewer's own."""
    actions = list_actions(request, CASES, new="accountability:case_new", title="登记信访件")
    return list_page(request, case_list(request.scope.as_of), selectors.cases_of(request.user), actions=actions)


@never_cache
@requires(CASES)
def case_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一件信访件, without its words."""
    case = _case(request, pk)
    if request.method == "GET":
        services.keep_access(case, by=request.user, act=CaseAct.OPENED, moment=now())
    moves = CASE_FLOW.open_moves(case.state, [CASES])
    buttons = [("查看内容", "accountability:case_words"), *((move.verb, f"accountability:case_{move.key}") for move in moves)]
    buttons += [("登记办理情况", "accountability:case_note"), ("指定经办人", "accountability:case_name")]
    buttons += [("解除经办人", "accountability:case_relieve"), ("更正", "accountability:case_edit")]
    return record_page(
        request,
        case.reference(),
        template="accountability/case.html",
        facts=[
            ("灯", light_badge(*selectors.case_light(case, request.scope.as_of))),
            ("状态", case.get_state_display(), f"自 {case.state_on:%Y-%m-%d}"),
            ("来源", case.get_source_display()),
            ("收到日期", case.received_on),
            ("办理时限", case.reply_by, case.reply_basis),
            ("答复日期", case.replied_on),
            ("内容", "加密保存，点“查看内容”阅看，阅看留痕"),
        ],
        context={
            "officers": table("经办人", OFFICERS, selectors.officers_of(case), request),
            "notes": table("办理记录", NOTES, selectors.notes_of(case), request),
            "accesses": table("查阅记录", ACCESSES, selectors.accesses_of(case)[:50], request),
        },
        actions=tuple(
            Action(title, here(request, reverse(name, args=[pk])), primary=not n, method="get" if n else "post")
            for n, (title, name) in enumerate(buttons)
        ),
        back=("信访和问题线索", reverse("accountability:cases")),
    )


@sensitive_post_parameters("matter")
@never_cache
@requires(CASES)
def case_new(request: OfficeRequest) -> HttpResponseBase:
    """登记信访件."""
    org = entry_org(request, CASES)
    form = CaseForm(request.POST or None, org=org, user=request.user, initial={"received_on": today()})
    service = partial(services.register_case, org=org, by=request.user, today=today())
    back = reverse("accountability:cases")
    return entry_page(request, form, service, title="登记信访件", done="信访件已登记。", page="accountability:case", back=back)


@never_cache
@requires(CASES)
def case_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正信访件."""
    case = _case(request, pk)
    form, service = CaseEditForm(request.POST or None, instance=case), partial(services.correct_case, case, by=request.user, today=today())
    return _step(request, case, form, service, title="更正信访件", done="信访件已更正。")


@never_cache
@require_POST
@sensitive_variables("words", "notes")
@requires(CASES)
def case_words(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """查看内容, for a named officer alone; each time is kept."""
    case = _case(request, pk)
    words = services.read_case(case, by=request.user, moment=now())
    notes = [(note, words_of(note.words)) for note in selectors.words_of_notes(case)]
    context = {"case": case, "words": words, "notes": notes, "back": here(request, reverse("accountability:case", args=[pk]))}
    return render(request, "accountability/case_words.html", context)


def _moving(key: str, verb: str) -> Any:
    """A page for one step of a file."""

    @sensitive_post_parameters("words")
    @never_cache
    @requires(CASES)
    def page(request: OfficeRequest, pk: int) -> HttpResponseBase:
        case = _case(request, pk)
        form = CaseStepForm(request.POST or None, record=case)
        service = partial(services.move_case, case, key=key, by=request.user, today=today())
        return _step(request, case, form, service, title=f"{verb}：{case}", done=f"已{verb}。", submit=verb)

    page.__doc__ = f"{verb}."
    return page


case_accept = _moving("accept", "受理")
case_check = _moving("check", "开始核查")
case_conclude = _moving("conclude", "作出结论")
case_reply = _moving("reply", "答复")
case_close = _moving("close", "归档")
case_refuse = _moving("refuse", "不予受理")
case_recheck = _moving("recheck", "重新核查")


@sensitive_post_parameters("words")
@never_cache
@requires(CASES)
def case_note(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记办理情况."""
    case = _case(request, pk)
    form = CaseNoteForm(request.POST or None, record=case, initial={"on": today()})
    service = partial(services.note_progress, case, by=request.user, today=today())
    return _step(request, case, form, service, title=f"登记办理情况：{case}", done="办理情况已加密保存。", submit="登记")


@never_cache
@requires(CASES)
def case_name(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """指定经办人."""
    case = _case(request, pk)
    form = NameOfficerForm(request.POST or None, record=case)
    service = partial(services.name_officer, case, by=request.user, today=today())
    return _step(request, case, form, service, title=f"指定经办人：{case}", done="经办人已指定。", submit="指定")


@never_cache
@requires(CASES)
def case_relieve(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """解除经办人."""
    case = _case(request, pk)
    form = RelieveOfficerForm(request.POST or None, record=case)
    service = partial(services.relieve_officer, case, by=request.user, today=today())
    back = reverse("accountability:cases")
    words = {"title": f"解除经办人：{case}", "done": "经办人已解除。", "submit": "解除"}
    return entry_page(request, form, service, page=back, back=reverse("accountability:case", args=[pk]), **words)


@never_cache
@require_GET
@requires(INTEGRITY)
def office_talk_list(request: OfficeRequest) -> HttpResponseBase:
    """任前廉政谈话: who is owed one."""
    on = request.scope.as_of
    rows: list[Due] = office_talks(request.user, on, request.scope.org)
    late = [row.due.person for row in rows if row.light[0] == "red"]
    context = {
        "title": "任前廉政谈话",
        "table": table("待谈话", TALKS_DUE, rows, request),
        "late": f"{'、'.join(late)}已经到任，没有任前谈话记录。" if late else "",
        "talks_url": here(request, reverse("orglife:talks")) if request.may("orglife.view") else "",
    }
    return render(request, "accountability/office_talks.html", context)


@sensitive_post_parameters("words")
@never_cache
@requires(INTEGRITY)
def office_talk(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记任前廉政谈话 of one appointment."""
    case, top = case_to_talk(request.user, pk, today())
    if case is None:
        raise Http404
    form, back = OfficeTalkForm(request.POST or None, record=case, top=top), reverse("accountability:office_talks")
    service = partial(record_office_talk, case, by=request.user, today=today())
    title = f"登记任前廉政谈话：{case.person.name}"
    done = "谈话已登记，谈话台账和任用案同时更新。"
    return entry_page(request, form, service, title=title, done=done, page=back, back=back, submit="登记")


def _case(request: OfficeRequest, pk: int) -> Any:
    case = selectors.cases_of(request.user).filter(pk=pk).first()
    if case is None:
        services.note_refused(pk=pk, by=request.user, moment=now())
        raise Http404
    return case


def _step(request: OfficeRequest, case: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    back = reverse("accountability:case", args=[case.pk])
    return entry_page(request, form, service, page="accountability:case", back=back, **words)
