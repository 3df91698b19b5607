"""人员页面: who belongs here, what they are and were."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tongpin.foundation.accounts.doors import OfficeRequest, fetch_seen, requires
from tongpin.foundation.orgs import forms, selectors, services
from tongpin.foundation.orgs.lists import PEOPLE
from tongpin.foundation.orgs.permissions import OrgPermission
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.formats import day
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel import clock
from tongpin.kernel.errors import Refused


@requires(OrgPermission.VIEW)
@require_GET
def people(request: OfficeRequest) -> HttpResponseBase:
    """人员清单."""
    seen = request.visible(selectors.people(), OrgPermission.VIEW)
    actions = [Action("登记人员", reverse("orgs:add_person"), primary=True)] if request.may(OrgPermission.EDIT) else []
    return list_page(request, PEOPLE, selectors.people_within(seen, request.scope.org), actions=actions)


@requires(OrgPermission.VIEW)
@require_GET
def person(request: OfficeRequest, pk: int) -> HttpResponse:
    """人员: posts over time on both sides."""
    found = fetch_seen(request, selectors.people(), OrgPermission.VIEW, pk)
    facts = [
        ("姓名", found.name),
        ("所属单位", found.org.name),
        ("办公电话", found.phone),
        ("电子邮箱", found.email),
        ("中共党员", "是" if found.is_party_member else "否"),
        ("登录账号", found.user.username if found.user else None),
    ]
    if found.left_on:
        facts.append(("离开日期", day(found.left_on)))
    may_edit = request.may(OrgPermission.EDIT, found.org)
    actions = [
        Action("修改资料", reverse("orgs:edit_person", args=[found.pk])),
        Action("任职", reverse("orgs:appoint", args=[found.pk]), primary=True),
    ]
    context = {"posts": selectors.posts_of(found), "may_edit": may_edit}
    return record_page(
        request,
        found.reference(),
        template="orgs/person.html",
        context=context,
        facts=facts,
        actions=actions if may_edit else [],
        back=("人员", reverse("orgs:people")),
    )


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def add_person(request: OfficeRequest) -> HttpResponse:
    """登记人员."""
    form = forms.PersonForm(request.POST or None, orgs=_orgs(request), initial={"org": request.scope.org.pk})
    if request.method == "POST" and form.is_valid():
        try:
            found = services.add_person(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"已登记{found.name}。下一步可登记其任职。")
            return _to_record(request, found)
    return form_page(request, form, title="登记人员", back=reverse("orgs:people"))


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def edit_person(request: OfficeRequest, pk: int) -> HttpResponse:
    """修改人员资料."""
    found = _editable(request, pk)
    form = forms.PersonEditForm(request.POST or None, orgs=_orgs(request), initial=forms.PersonEditForm.start(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_person(person=found, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已保存。")
            return _to_record(request, found)
    return form_page(request, form, title=f"修改资料：{found.name}", back=reverse("orgs:person", args=[found.pk]))


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def appoint(request: OfficeRequest, pk: int) -> HttpResponse:
    """任职."""
    found = _editable(request, pk)
    form = forms.AppointForm(request.POST or None, orgs=_orgs(request), initial={"org": found.org_id, "starts_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.appoint(person=found, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{found.name}的任职已登记。")
            return _to_record(request, found)
    return form_page(request, form, title=f"任职：{found.name}", submit="登记任职", back=reverse("orgs:person", args=[found.pk]))


@requires(OrgPermission.EDIT)
@require_http_methods(["GET", "POST"])
def end_post(request: OfficeRequest, pk: int) -> HttpResponse:
    """免职."""
    post = fetch_seen(request, selectors.posts(), OrgPermission.EDIT, pk)
    form = forms.EndPostForm(request.POST or None, initial={"ends_on": clock.today(), "version": post.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_post(post=post, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{post.person.name}不再任{post.title}。")
            return _to_record(request, post.person)
    title = f"免职：{post.person.name} {post}"
    return form_page(request, form, title=title, submit="登记免职", back=reverse("orgs:person", args=[post.person_id]))


def _orgs(request: OfficeRequest) -> Any:
    return request.visible(selectors.all_organisations(), OrgPermission.EDIT, field="")


def _editable(request: OfficeRequest, pk: int) -> Any:
    return fetch_seen(request, selectors.people(), OrgPermission.EDIT, pk)


def _to_record(request: OfficeRequest, found: Any) -> HttpResponse:
    return redirect(here(request, reverse("orgs:person", args=[found.pk])))
