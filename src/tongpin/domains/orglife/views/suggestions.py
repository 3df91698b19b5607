"""建议页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.orglife.enums import SuggestionAnswer
from tongpin.domains.orglife.forms.suggestions import AnswerForm, SuggestionForm
from tongpin.domains.orglife.lists.suggestions import SUGGESTIONS, answer_state
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import suggestions as selectors
from tongpin.domains.orglife.services import suggestions as services
from tongpin.domains.orglife.views.hand_over import hand_over, may_hand_over
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.lights import state_badge
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def suggestion_list(request: OfficeRequest) -> HttpResponseBase:
    """建议清单."""
    actions = list_actions(request, EDIT, new="orglife:suggestion_new", title="登记建议")
    return list_page(request, SUGGESTIONS, in_scope(selectors.suggestions(), request, VIEW), actions=actions)


@requires(VIEW)
def suggestion_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一条建议."""
    one = fetch(selectors.suggestions(), request.user, VIEW, pk)
    tone, word = answer_state(one)
    steps = [("答复" if not one.answer else "修改答复", "orglife:suggestion_answer"), ("更正", "orglife:suggestion_edit")]
    if one.answer in (SuggestionAnswer.ADOPTED, SuggestionAnswer.PARTLY) and may_hand_over(request, one.org):
        steps.insert(0, ("交办", "orglife:suggestion_task"))
    return record_page(
        request,
        one.reference(),
        facts=[
            ("办理", state_badge(word, tone)),
            ("征集活动", one.campaign),
            ("提出人", one.author.name),
            ("提出日期", one.on),
            ("具体内容", one.text),
            ("答复期限", one.answer_due_on),
            ("答复", one.answer_text),
            ("答复日期", one.answered_on),
            ("所属单位", one.org.name),
        ],
        actions=record_actions(request, one, EDIT, *steps),
        back=("建议台账", reverse("orglife:suggestions")),
    )


@requires(EDIT)
def suggestion_new(request: OfficeRequest) -> HttpResponseBase:
    """登记建议."""
    org = entry_org(request, EDIT)
    form, back = SuggestionForm(request.POST or None, org=org), reverse("orglife:suggestions")
    service = partial(services.enter_suggestion, org=org, by=request.user, today=today())
    return entry_page(request, form, service, title="登记建议", done="建议已登记。", page="orglife:suggestion", back=back)


@requires(EDIT)
def suggestion_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正建议."""
    one = fetch(selectors.suggestions(), request.user, EDIT, pk)
    form, back = SuggestionForm(request.POST or None, instance=one, org=one.org), reverse("orglife:suggestion", args=[pk])
    service = partial(services.correct_suggestion, one, by=request.user, today=today())
    return entry_page(request, form, service, title="更正建议", done="建议已更正。", page="orglife:suggestion", back=back)


@requires(EDIT)
def suggestion_answer(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """答复建议."""
    one = fetch(selectors.suggestions(), request.user, EDIT, pk)
    initial = {"answer": one.answer, "answer_text": one.answer_text, "answered_on": one.answered_on}
    form, back = AnswerForm(request.POST or None, record=one, initial=initial), reverse("orglife:suggestion", args=[pk])
    service = partial(services.answer_suggestion, one, by=request.user, today=today())
    title = f"答复建议：{one}"
    return entry_page(request, form, service, title=title, done="建议已答复。", page="orglife:suggestion", back=back, submit="答复")


@requires(EDIT)
def suggestion_task(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """交办采纳的建议."""
    one = fetch(selectors.suggestions(), request.user, EDIT, pk)
    return hand_over(request, one.reference(), one.org, {"title": one.title}, reverse("orglife:suggestion", args=[pk]))
