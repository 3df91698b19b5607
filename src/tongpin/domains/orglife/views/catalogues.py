"""目录页面: what holds today, the rows of one's own, entry, change from a day on, end."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.domains.orglife.enums import Catalogue, DayRule, Layer
from tongpin.domains.orglife.forms.catalogues import FORMS, IntroduceForm
from tongpin.domains.orglife.lists.catalogues import ENTRIES, content_of, entry_state
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import catalogues as selectors
from tongpin.domains.orglife.services import catalogues as services
from tongpin.engines.ledgers.forms import DayForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, ARRANGE = Permission.VIEW, Permission.CATALOGUES


@require_GET
@requires(VIEW)
def in_force(request: OfficeRequest) -> HttpResponseBase:
    """现行目录 of the organisation the page looks at, with who arranged each row."""
    org = request.scope.org
    shown = [(one, selectors.arranged(one, org, today())) for one in Catalogue] if org.pk is not None else []
    context = {"org": org, "catalogues": [(one.label, [_line(entry) for entry in found]) for one, found in shown]}
    return render(request, "orglife/catalogues.html", {**context, "may_arrange": org.pk is not None and request.may(ARRANGE, org)})


def _line(entry: Any) -> tuple[str, str, str]:
    match entry.catalogue:
        case Catalogue.TOPIC:
            content = "、".join(entry.materials)
        case Catalogue.FESTIVAL:
            when = "清明" if entry.day_rule == DayRule.QINGMING else f"{entry.month}月{entry.day}日"
            content = f"{when} {entry.theme}".strip()
        case _:
            content = "；".join(part for part in (str(Layer(entry.layer).label), entry.note) if part)
    return entry.title, content, entry.org_name or "系统预设"


@requires(VIEW)
def entry_list(request: OfficeRequest) -> HttpResponseBase:
    """目录项清单."""
    org = request.scope.org
    actions: tuple[Action, ...] = ()
    if org.pk is not None and request.may(ARRANGE, org):
        new = [Action(f"增加{one.label}", here(request, reverse("orglife:catalogue_new", args=[one.value]))) for one in Catalogue]
        actions = (Action("引入预设", here(request, reverse("orglife:catalogue_introduce")), primary=True), *new)
    return list_page(request, ENTRIES, in_scope(selectors.entries(), request, VIEW), actions=actions)


@requires(VIEW)
def entry_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项目录."""
    entry = fetch(selectors.entries(), request.user, VIEW, pk)
    steps = [("更正", "orglife:catalogue_edit")]
    if entry.is_open:
        steps = [("调整", "orglife:catalogue_change"), *steps, ("停用", "orglife:catalogue_end")]
    return record_page(
        request,
        entry.reference(),
        facts=[
            ("名称", entry.title),
            ("目录", entry.get_catalogue_display()),
            ("主要内容", content_of(entry)),
            ("依据", entry.basis),
            ("启用日期", entry.starts_on),
            ("停用日期", entry.ends_on),
            ("状态", entry_state(entry)[1]),
            ("所属单位", entry.org.name, "本单位及以下各组织"),
        ],
        actions=record_actions(request, entry, ARRANGE, *steps),
        back=("组织生活目录", reverse("orglife:catalogue_entries")),
    )


@requires(ARRANGE)
def introduce(request: OfficeRequest) -> HttpResponseBase:
    """引入预设目录."""
    org = entry_org(request, ARRANGE)
    form, back = IntroduceForm(request.POST or None), reverse("orglife:catalogue_entries")
    if request.method == "POST" and form.act(partial(services.introduce_presets, org=org, by=request.user)):
        messages.success(request, "预设目录已引入，可以更正、调整、停用或增加。")
        return redirect(here(request, f"{back}?catalogue={form.cleaned_data['catalogue']}"))
    intro = f"把系统预设的一种目录作为“{org.name}”自己的目录，此后可以增加、调整、停用，对以下各组织有效。"
    return form_page(request, form, title="引入预设目录", submit="引入", back=back, intro=intro)


@requires(ARRANGE)
def entry_new(request: OfficeRequest, which: str) -> HttpResponseBase:
    """增加目录项."""
    org = entry_org(request, ARRANGE)
    if which not in FORMS:
        raise Http404
    form, back = FORMS[which](request.POST or None, initial={"starts_on": today()}), reverse("orglife:catalogue_entries")
    service = partial(services.add_entry, org=org, catalogue=which, by=request.user)
    title = f"增加{Catalogue(which).label}"
    return entry_page(request, form, service, title=title, done="目录项已增加。", page="orglife:catalogue_entry", back=back)


@requires(ARRANGE)
def entry_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正目录项."""
    entry = fetch(selectors.entries(), request.user, ARRANGE, pk)
    form, back = FORMS[entry.catalogue](request.POST or None, instance=entry), reverse("orglife:catalogue_entry", args=[pk])
    service = partial(services.correct_entry, entry, by=request.user)
    return entry_page(request, form, service, title=f"更正：{entry}", done="目录项已更正。", page="orglife:catalogue_entry", back=back)


@requires(ARRANGE)
def entry_change(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """调整目录项 from a day on."""
    entry = fetch(selectors.entries(), request.user, ARRANGE, pk)
    initial = {"starts_on": today()}
    form, back = (
        FORMS[entry.catalogue](request.POST or None, instance=entry, initial=initial),
        reverse("orglife:catalogue_entry", args=[pk]),
    )
    service = partial(services.change_entry, entry, by=request.user)
    return entry_page(request, form, service, title=f"调整：{entry}", done="目录项已调整。", page="orglife:catalogue_entry", back=back)


@requires(ARRANGE)
def entry_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """停用目录项."""
    entry = fetch(selectors.entries(), request.user, ARRANGE, pk)
    form, back = DayForm(request.POST or None, record=entry), reverse("orglife:catalogue_entry", args=[pk])
    service = partial(services.end_entry, entry, by=request.user)
    title = f"停用：{entry}"
    return entry_page(request, form, service, title=title, done="已停用。", page="orglife:catalogue_entry", back=back, submit="停用")
