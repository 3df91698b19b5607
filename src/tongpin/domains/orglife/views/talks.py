"""谈话页面: the open ledger, and the words behind a door of their own."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from tongpin.domains.orglife.forms.talks import TalkForm, TalkOpenForm, WordsForm
from tongpin.domains.orglife.lists.talks import TALKS
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import talks as selectors
from tongpin.domains.orglife.services import talks as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import asked_for, entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, TALKS_OWN = Permission.VIEW, Permission.EDIT, Permission.TALKS


@requires(VIEW)
def talk_list(request: OfficeRequest) -> HttpResponseBase:
    """谈话清单."""
    actions = list_actions(request, EDIT, new="orglife:talk_new", title="登记谈话")
    return list_page(request, TALKS, in_scope(selectors.talks(), request, VIEW), actions=actions)


@requires(VIEW)
def talk_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次谈话, without its words."""
    talk = fetch(selectors.talks(), request.user, VIEW, pk)
    actions = list(record_actions(request, talk, EDIT, ("更正", "orglife:talk_edit"), ("删除", "orglife:talk_remove")))
    if selectors.may_write(request.user, talk):
        actions.insert(0, Action("填写内容", here(request, reverse("orglife:talk_write", args=[pk]))))
    if selectors.may_read(request.user, talk):
        actions.insert(0, Action("查看内容", here(request, reverse("orglife:talk_words", args=[pk])), primary=True, method="post"))
    return record_page(
        request,
        talk.reference(),
        facts=[
            ("谈话日期", talk.on),
            ("种类", talk.get_kind_display()),
            ("谈话人", talk.talker.name),
            ("谈话对象", talk.talked_to.name),
            ("知悉人", talk.officer.name if talk.officer else ""),
            ("谈话内容", "只有谈话双方和知悉人可以查看"),
            ("党组织", talk.org.name),
        ],
        actions=tuple(actions),
        back=("谈话台账", reverse("orglife:talks")),
    )


@sensitive_post_parameters("words")
@requires(EDIT)
def talk_new(request: OfficeRequest) -> HttpResponseBase:
    """登记谈话."""
    org = entry_org(request, EDIT)
    form, back = TalkForm(request.POST or None, org=org, initial=asked_for(request, "talked_to", "kind")), reverse("orglife:talks")
    service = partial(services.enter_talk, org=org, by=request.user, today=today())
    return entry_page(request, form, service, title="登记谈话", done="谈话已登记。", page="orglife:talk", back=back)


@requires(EDIT)
def talk_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正谈话."""
    talk = fetch(selectors.talks(), request.user, EDIT, pk)
    form, back = TalkOpenForm(request.POST or None, instance=talk, org=talk.org), reverse("orglife:talk", args=[pk])
    service = partial(services.correct_talk, talk, by=request.user, today=today())
    return entry_page(request, form, service, title="更正谈话", done="谈话已更正。", page="orglife:talk", back=back)


@sensitive_post_parameters("words")
@requires(TALKS_OWN)
def talk_write(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """填写谈话内容, by one of the two; what was written before is not shown here."""
    talk = selectors.talks().filter(pk=pk).first()
    if talk is None or not selectors.may_write(request.user, talk):
        raise Http404
    form = WordsForm(request.POST or None, record=talk)
    service = partial(services.write_words, talk, by=request.user)
    return entry_page(
        request,
        form,
        service,
        title="填写谈话内容",
        done="谈话内容已密封保存。",
        page=reverse("orglife:talks"),
        back=reverse("orglife:talks"),
    )


@never_cache
@require_POST
@sensitive_variables("words")
@requires(TALKS_OWN)
def talk_words(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """查看谈话内容: for the three alone; asking is recorded either way, and everybody else finds nothing here."""
    talk = selectors.talks().filter(pk=pk).first()
    if talk is None:
        raise Http404
    if not selectors.may_read(request.user, talk):
        services.note_refusal(talk, by=request.user)
        raise Http404
    words = services.read_words(talk, by=request.user)
    return render(request, "orglife/talk_words.html", {"talk": talk, "words": words, "back": here(request, reverse("orglife:talks"))})


@requires(EDIT)
def talk_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """删除谈话."""
    talk = fetch(selectors.talks(), request.user, EDIT, pk)
    form, back = ReasonForm(request.POST or None, record=talk), reverse("orglife:talk", args=[pk])
    service = partial(services.remove_talk, talk, by=request.user)
    after = reverse("orglife:talks")
    return entry_page(request, form, service, title=f"删除谈话：{talk}", done="谈话已删除。", page=after, back=back, submit="删除")
