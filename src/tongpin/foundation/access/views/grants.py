"""授权与角色页面."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpin.foundation.access import forms, selectors, services
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.access.lists import GRANTS, grant_state, role_title
from tongpin.foundation.access.permissions import AccessPermission
from tongpin.foundation.access.roles import all_roles, permission_matrix
from tongpin.foundation.orgs import selectors as org_selectors
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.formats import day
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel import clock
from tongpin.kernel.errors import Refused


@requires(AccessPermission.EDIT)
@require_GET
def roles(request: OfficeRequest) -> HttpResponse:
    """角色: every role and permission on one screen."""
    return render(request, "access/roles.html", {"title": "角色", "roles": all_roles(), "rows": permission_matrix()})


@requires(AccessPermission.EDIT)
@require_GET
def grants(request: OfficeRequest) -> HttpResponseBase:
    """授权清单."""
    rows = request.visible(selectors.grant_list(), AccessPermission.EDIT)
    return list_page(request, GRANTS, rows, actions=[Action("授权", reverse("access:create_grant"), primary=True)])


@requires(AccessPermission.EDIT)
@require_GET
def grant(request: OfficeRequest, pk: int) -> HttpResponse:
    """一项授权."""
    found = _fetch(request, pk)
    facts = [
        ("用户", f"{found.user.display_name}（{found.user.username}）"),
        ("角色", role_title(found.role)),
        ("授权单位", found.org.name),
        ("范围", "本单位及下级" if found.with_subtree else "仅本单位"),
        ("起始日期", day(found.since)),
        ("截止日期", day(found.until) if found.until else "长期"),
        ("状态", grant_state(found)[1]),
        ("依据", found.basis),
        ("授权人", found.created_by.display_name if found.created_by else None),
    ]
    over = found.until is not None and found.until <= clock.today()
    revoke = Action("收回授权", reverse("access:revoke_grant", args=[found.pk]), method="post", primary=True, confirm="收回后立即失效。")
    return record_page(request, found.reference(), facts=facts, actions=() if over else (revoke,), back=("授权", reverse("access:grants")))


@requires(AccessPermission.EDIT)
@require_http_methods(["GET", "POST"])
def create_grant(request: OfficeRequest) -> HttpResponse:
    """授权."""
    users = selectors.visible_users(request.user, AccessPermission.EDIT).filter(is_active=True)
    orgs = request.visible(org_selectors.all_organisations(), AccessPermission.EDIT, field="")
    start = {"user": request.GET.get("user"), "org": request.scope.org.pk, "since": clock.today(), "with_subtree": True}
    form = forms.GrantForm(request.POST or None, users=users, orgs=orgs, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            given = services.grant_role(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"已授予{given.user.display_name}{role_title(given.role)}。")
            return redirect(here(request, reverse("access:grants")))
    return form_page(request, form, title="授权", submit="授权", back=reverse("access:grants"))


@requires(AccessPermission.EDIT)
@require_POST
def revoke_grant(request: OfficeRequest, pk: int) -> HttpResponse:
    """收回授权."""
    found = _fetch(request, pk)
    try:
        services.revoke_grant(grant=found, today=clock.today(), by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"已收回{found.user.display_name}的{role_title(found.role)}。")
    return redirect(here(request, reverse("access:grants")))


def _fetch(request: OfficeRequest, pk: int) -> Any:
    found = request.visible(selectors.grant_list(), AccessPermission.EDIT).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
