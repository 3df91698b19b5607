"""组织页面: the tree, one organisation, setting up and reorganising."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tongpin.foundation.accounts.doors import OfficeRequest, fetch_seen, requires
from tongpin.foundation.orgs import forms, selectors, services
from tongpin.foundation.orgs.permissions import OrgPermission
from tongpin.foundation.ui.addresses import here, whole_number
from tongpin.foundation.ui.formats import day
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action
from tongpin.foundation.ui.records import Fact, record_page
from tongpin.kernel import clock
from tongpin.kernel.errors import Refused


@requires(OrgPermission.VIEW)
@require_GET
def tree(request: OfficeRequest) -> HttpResponse:
    """组织机构: tree on the left, the chosen organisation on the right."""
    seen = request.visible(selectors.all_organisations(), OrgPermission.VIEW, field="")
    at = whole_number(request.GET.get("at", ""))
    chosen = seen.filter(pk=request.scope.org.pk).first() if at is None else _seen(request, at)
    chosen = chosen or seen.filter(ends_on__isnull=True).first()
    context = {
        "title": "组织机构",
        "rows": selectors.tree_rows(seen, chosen),
        "chosen": chosen,
        "facts": [Fact(*one) for one in _facts(chosen)] if chosen else [],
        "posts": selectors.posts_in(chosen, clock.today()) if chosen else [],
        "actions": [Action("设立组织", _new_url(chosen), primary=True)] if request.may(OrgPermission.EDIT) else [],
    }
    return render(request, "orgs/tree.html", context)


@requires(OrgPermission.VIEW)
@require_GET
def organisation(request: OfficeRequest, pk: int) -> HttpResponse:
    """组织: what it is, what it was called, where it stood, who serves there."""
    org = _seen(request, pk)
    context = {
        "org": org,
        "names": selectors.names_of(org),
        "placements": selectors.placements_of(org),
        "children": request.visible(selectors.children(org), OrgPermission.VIEW, field=""),
        "merged": selectors.merged_into(org),
        "posts": selectors.posts_in(org, clock.today()),
    }
    back = ("组织机构", f"{reverse('orgs:tree')}?at={org.pk}")
    return record_page(
        request,
        org.reference(),
        template="orgs/organisation.html",
        context=context,
        facts=_facts(org),
        actions=_actions(request, org),
        back=back,
    )


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def create(request: OfficeRequest) -> HttpResponse:
    """设立组织."""
    parents = request.visible(selectors.all_organisations(), OrgPermission.EDIT, field="")
    start = {"parent": request.GET.get("parent"), "starts_on": clock.today()}
    form = forms.OrganisationForm(request.POST or None, parents=parents, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            _refuse_second_root(request, form.cleaned_data["parent"])
            org = services.create_organisation(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"已设立“{org.name}”，代码 {org.code}。")
            return redirect(here(request, reverse("orgs:organisation", args=[org.pk])))
    return form_page(request, form, title="设立组织", submit="设立", back=reverse("orgs:tree"))


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """修改组织资料."""
    org = _editable(request, pk)
    start = {"region_code": org.region_code, "sort_order": org.sort_order, "version": org.version}
    form = forms.DetailsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_organisation(org=org, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已保存。")
            return _to_record(request, org)
    return form_page(request, form, title=f"修改资料：{org.name}", back=reverse("orgs:organisation", args=[org.pk]))


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def rename(request: OfficeRequest, pk: int) -> HttpResponse:
    """更名."""
    org = _editable(request, pk)
    start = {"name": org.name, "short_name": org.short_name, "on": clock.today(), "version": org.version}
    form = forms.RenameForm(request.POST or None, initial=start)
    act = partial(services.rename_organisation, org=org, today=clock.today(), by=request.user)
    return _reorganise(request, org, form, "更名", lambda v: services.rename_effects(org, v["name"], v["on"]), act)


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def move(request: OfficeRequest, pk: int) -> HttpResponse:
    """转隶."""
    org = _editable(request, pk)
    parents = request.visible(selectors.outside(org), OrgPermission.EDIT, field="")
    form = forms.MoveForm(request.POST or None, parents=parents, initial={"on": clock.today(), "version": org.version})
    act = partial(services.move_organisation, org=org, today=clock.today(), by=request.user)
    return _reorganise(request, org, form, "转隶", lambda v: services.move_effects(org, v["parent"], v["on"]), act)


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def merge(request: OfficeRequest, pk: int) -> HttpResponse:
    """合并."""
    org = _editable(request, pk)
    successors = request.visible(selectors.outside(org), OrgPermission.EDIT, field="").filter(face=org.face)
    form = forms.MergeForm(request.POST or None, successors=successors, initial={"on": clock.today(), "version": org.version})
    act = partial(services.merge_organisation, org=org, today=clock.today(), by=request.user)
    return _reorganise(request, org, form, "合并", lambda v: services.merge_effects(org, v["into"], v["on"]), act)


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def close(request: OfficeRequest, pk: int) -> HttpResponse:
    """撤销."""
    org = _editable(request, pk)
    form = forms.ReorganiseForm(request.POST or None, initial={"on": clock.today(), "version": org.version})
    act = partial(services.close_organisation, org=org, today=clock.today(), by=request.user)
    return _reorganise(request, org, form, "撤销", lambda v: services.close_effects(org, v["on"]), act)


def _reorganise(
    request: OfficeRequest,
    org: Any,
    form: forms.ReorganiseForm,
    verb: str,
    effects: Callable[[dict[str, Any]], services.Effects],
    act: Callable[..., None],
) -> HttpResponse:
    """Two steps: what will change, then doing it."""
    shown = None
    if request.method == "POST" and form.is_valid():
        if "confirm" not in request.POST:
            shown = effects(form.cleaned_data)
        else:
            try:
                act(**form.cleaned_data)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, f"“{org.name}”{verb}已办理。")
                return _to_record(request, org)
    return form_page(
        request,
        form,
        title=f"{verb}：{org.name}",
        submit=f"确认{verb}" if shown else "下一步：核对影响",
        back=reverse("orgs:organisation", args=[org.pk]),
        template="orgs/reorganise.html",
        context={"effects": shown},
    )


def _facts(org: Any) -> list[tuple[Any, ...]]:
    facts: list[tuple[Any, ...]] = [
        ("全称", org.name),
        ("简称", org.short_name),
        ("组织代码", org.code),
        ("层级", org.get_level_display()),
        ("属性", org.get_face_display()),
        ("上级组织", org.parent.name if org.parent else None),
        ("行政区划代码", org.region_code),
        ("设立日期", day(org.starts_on)),
    ]
    if org.ends_on:
        facts.append(("撤销日期", day(org.ends_on), f"并入{org.merged_into.name}" if org.merged_into else ""))
    return facts


def _actions(request: OfficeRequest, org: Any) -> list[Action]:
    if org.ends_on or not request.may(OrgPermission.EDIT, org):
        return []
    steps = (("更名", "rename"), ("转隶", "move"), ("合并", "merge"), ("撤销", "close"), ("修改资料", "edit"))
    return [
        *(Action(title, reverse(f"orgs:{name}", args=[org.pk])) for title, name in steps),
        Action("设立下级组织", _new_url(org), primary=True),
    ]


def _new_url(parent: Any) -> str:
    return f"{reverse('orgs:create')}?parent={parent.pk}" if parent else reverse("orgs:create")


def _refuse_second_root(request: OfficeRequest, parent: Any) -> None:
    root = selectors.root()
    if parent is None and root is not None and not request.may(OrgPermission.EDIT, root):
        raise Refused("请选择上级组织。", field="parent")


def _seen(request: OfficeRequest, pk: int) -> Any:
    return fetch_seen(request, selectors.organisations(), OrgPermission.VIEW, pk, field="")


def _editable(request: OfficeRequest, pk: int) -> Any:
    return fetch_seen(request, selectors.organisations(), OrgPermission.EDIT, pk, field="")


def _to_record(request: OfficeRequest, org: Any) -> HttpResponse:
    return redirect(here(request, reverse("orgs:organisation", args=[org.pk])))
