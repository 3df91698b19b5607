"""自设种类页面: what a bureau added for itself."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.engines.activities import selectors, services
from tongpin.engines.activities.forms.kinds import KindForm, as_text
from tongpin.engines.activities.kinds import as_kind, roster_sources
from tongpin.engines.activities.lists import KINDS
from tongpin.engines.activities.permissions import Permission
from tongpin.engines.ledgers.forms import DayForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

VIEW, EDIT = Permission.VIEW, Permission.KINDS


@requires(EDIT)
def kind_list(request: OfficeRequest) -> HttpResponseBase:
    """自设种类清单."""
    actions = list_actions(request, EDIT, new="activities:kind_new", title="增设种类")
    return list_page(request, KINDS, in_scope(selectors.kind_definitions(), request, EDIT), actions=actions)


@requires(VIEW)
def kind_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个自设种类."""
    kind = fetch(selectors.kind_definitions(), request.user, VIEW, pk)
    steps = [("修改", "activities:kind_edit"), ("停用", "activities:kind_end")] if kind.ends_on is None else []
    rosters = {source.key: source.title for source in roster_sources()}
    return record_page(
        request,
        kind.reference(),
        facts=[
            ("种类名称", kind.title),
            ("类别", kind.get_area_display()),
            ("成果栏目", as_text(as_kind(kind).outcomes).replace("\n", "；")),
            ("应到名册", rosters.get(kind.roster, "逐次勾选")),
            ("登记学时", "是" if kind.study_hours else "否"),
            ("依据", kind.basis),
            ("启用日期", kind.starts_on),
            ("停用日期", kind.ends_on),
            ("所属单位", kind.org.name),
        ],
        actions=record_actions(request, kind, EDIT, *steps),
        back=("自设种类", reverse("activities:kinds")),
    )


@requires(EDIT)
def kind_new(request: OfficeRequest) -> HttpResponseBase:
    """增设种类."""
    service = partial(services.define_kind, org=entry_org(request, EDIT), by=request.user)
    form = KindForm(request.POST or None, today=today())
    return _kept(request, form, service, title="增设种类", back=reverse("activities:kinds"))


@requires(EDIT)
def kind_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """修改自设种类."""
    kind = fetch(selectors.kind_definitions(), request.user, EDIT, pk)
    form = KindForm(request.POST or None, definition=kind, today=today())
    service = partial(services.change_kind, kind, by=request.user)
    return _kept(request, form, service, is_on_file=True, title="修改自设种类", back=reverse("activities:kind", args=[pk]))


@requires(EDIT)
def kind_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """停用自设种类 from a day on."""
    kind = fetch(selectors.kind_definitions(), request.user, EDIT, pk)
    form, back = DayForm(request.POST or None, record=kind), reverse("activities:kind", args=[pk])
    service = partial(services.end_kind, kind, by=request.user)
    title = f"停用：{kind}"
    return entry_page(request, form, service, title=title, done="已停用。", page="activities:kind", back=back, submit="停用")


def _kept(request: OfficeRequest, form: KindForm, service: Any, *, title: str, back: str, is_on_file: bool = False) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        values = dict(form.values())
        if is_on_file:
            values["expected"] = form.cleaned_data["version"]
        try:
            kind = service(**values)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "种类已保存。")
            return redirect(here(request, reverse("activities:kind", args=[kind.pk])))
    return form_page(request, form, title=title, back=back)
