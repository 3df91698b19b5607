"""文件制度页面."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tongpin.domains.orglife.forms.library import DocumentForm, DutyForm, VersionForm
from tongpin.domains.orglife.lists.library import DOCUMENTS
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import library as selectors
from tongpin.domains.orglife.services import library as services
from tongpin.domains.orglife.views.hand_over import hand_over, may_hand_over
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import handed_down_in_scope, handed_down_to
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def documents(request: OfficeRequest) -> HttpResponseBase:
    """文件清单."""
    actions = list_actions(request, EDIT, new="orglife:document_new", title="文件入库")
    return list_page(request, DOCUMENTS, handed_down_in_scope(selectors.documents(request.scope.as_of), request, VIEW), actions=actions)


@requires(VIEW)
def document_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份文件 with its versions."""
    one = fetch(selectors.all_documents(), request.user, VIEW, pk, sight=handed_down_to)
    now = selectors.version_in_force(one, request.scope.as_of)
    return record_page(
        request,
        one.reference(),
        facts=[
            ("文号", one.number),
            ("类别", one.get_kind_display()),
            ("印发单位", one.issued_by),
            ("现行版本", now.label if now else ""),
            ("施行日期", now.in_force_on if now else None),
            ("所属单位", one.org.name),
        ],
        actions=record_actions(request, one, EDIT, ("登记版本", "orglife:version_new"), ("更正", "orglife:document_edit")),
        back=("文件制度库", reverse("orglife:documents")),
    )


@requires(EDIT)
def document_new(request: OfficeRequest) -> HttpResponseBase:
    """文件入库."""
    form, back = DocumentForm(request.POST or None), reverse("orglife:documents")
    service = partial(services.enter_document, org=entry_org(request, EDIT), by=request.user)
    return entry_page(request, form, service, title="文件入库", done="文件已入库，请登记版本。", page="orglife:document", back=back)


@requires(EDIT)
def document_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正文件."""
    one = fetch(selectors.all_documents(), request.user, EDIT, pk)
    form, back = DocumentForm(request.POST or None, instance=one), reverse("orglife:document", args=[pk])
    service = partial(services.correct_document, one, by=request.user)
    return entry_page(request, form, service, title="更正文件", done="文件已更正。", page="orglife:document", back=back)


@requires(EDIT)
def version_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记版本."""
    one = fetch(selectors.all_documents(), request.user, EDIT, pk)
    form, back = VersionForm(request.POST or None), reverse("orglife:document", args=[pk])
    service = partial(services.issue_version, one, by=request.user)
    return entry_page(request, form, service, title=f"登记版本：{one}", done="版本已登记。", page="orglife:version", back=back)


@requires(VIEW)
def version_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个版本: its text, its duties, who has read it and who has not."""
    one = fetch(selectors.versions(), request.user, VIEW, pk, sight=handed_down_to)
    receipts = list(selectors.receipts_of(one))
    steps = [("登记职责", "orglife:duty_new")] + ([] if receipts else [("更正", "orglife:version_edit")])
    actions = list(record_actions(request, one, EDIT, *steps))
    if one.read_by is not None and not selectors.has_read(request.user, one):
        actions.insert(0, Action("确认阅知", here(request, reverse("orglife:version_read", args=[pk])), primary=True, method="post"))
    waiting = selectors.not_read_by(one, today()) if one.read_by is not None else []
    named = selectors.nameable(one, request.user, request.scope.org, today())
    return record_page(
        request,
        one.reference(),
        template="orglife/version.html",
        context={
            "version": one,
            "receipts": len(receipts),
            "waiting": len(waiting),
            "read_by": [receipt for receipt in receipts if named is None or receipt.person_id in named],
            "unread": [person for person in waiting if named is None or person.pk in named],
        },
        facts=[
            ("文件", one.document.title),
            ("文号", one.document.number),
            ("版本", one.label),
            ("施行日期", one.in_force_on),
            ("修订要点", one.changes),
            ("阅知期限", one.read_by),
        ],
        actions=tuple(actions),
        back=(one.document.title, reverse("orglife:document", args=[one.document_id])),
    )


@requires(EDIT)
def version_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正版本."""
    one = fetch(selectors.versions(), request.user, EDIT, pk)
    form, back = VersionForm(request.POST or None, instance=one), reverse("orglife:version", args=[pk])
    service = partial(services.correct_version, one, by=request.user)
    return entry_page(request, form, service, title=f"更正版本：{one}", done="版本已更正。", page="orglife:version", back=back)


@require_POST
@requires(VIEW)
def version_read(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """确认阅知."""
    one = fetch(selectors.versions(), request.user, VIEW, pk, sight=handed_down_to)
    try:
        services.confirm_reading(one, by=request.user, today=today())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, "已确认阅知。")
    return redirect(here(request, reverse("orglife:version", args=[pk])))


@requires(EDIT)
def duty_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记职责."""
    one = fetch(selectors.versions(), request.user, EDIT, pk)
    form, back = DutyForm(request.POST or None), reverse("orglife:version", args=[pk])
    service = partial(services.add_duty, one, by=request.user)
    return entry_page(request, form, service, title=f"登记职责：{one}", done="职责已登记。", page=back, back=back)


@requires(VIEW)
def duty_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项职责."""
    one = fetch(selectors.library_duties(), request.user, VIEW, pk, sight=handed_down_to)
    steps = [("移出", "orglife:duty_remove")]
    if may_hand_over(request, one.org):
        steps.insert(0, ("交办", "orglife:duty_task"))
    return record_page(
        request,
        one.reference(),
        facts=[
            ("职责内容", one.text),
            ("责任主体", one.bearer),
            ("频次或期限", one.rhythm),
            ("条款", one.article),
            ("文件", str(one.source)),
        ],
        actions=record_actions(request, one, EDIT, *steps),
        back=(str(one.source), reverse("orglife:version", args=[one.source_id])),
    )


@requires(EDIT)
def duty_task(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """交办职责."""
    one = fetch(selectors.library_duties(), request.user, EDIT, pk)
    return hand_over(request, one.reference(), one.org, {"title": one.text[:200]}, reverse("orglife:duty", args=[pk]))


@requires(EDIT)
def duty_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出职责."""
    one = fetch(selectors.library_duties(), request.user, EDIT, pk)
    form, back = ReasonForm(request.POST or None, record=one), reverse("orglife:duty", args=[pk])
    service = partial(services.remove_duty, one, by=request.user)
    after = reverse("orglife:version", args=[one.source_id])
    return entry_page(request, form, service, title=f"移出职责：{one}", done="职责已移出。", page=after, back=back, submit="移出")
