"""账号管理页面: the system administrator keeps accounts, the security administrator sessions and locks."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpin.foundation.access import forms, selectors, services
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.access.lists import USERS, role_title
from tongpin.foundation.access.permissions import AccessPermission
from tongpin.foundation.accounts import selectors as account_selectors
from tongpin.foundation.accounts import services as account_services
from tongpin.foundation.accounts.permissions import AccountPermission
from tongpin.foundation.orgs import selectors as org_selectors
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.formats import moment
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.errors import Refused


@requires(AccountPermission.VIEW)
@require_GET
def users(request: OfficeRequest) -> HttpResponseBase:
    """账号清单."""
    actions = [Action("建立账号", reverse("access:create_user"), primary=True)] if request.may(AccountPermission.EDIT) else []
    rows = selectors.visible_users(request.user, AccountPermission.VIEW).select_related("person__org")
    return list_page(request, USERS, rows, actions=actions)


@requires(AccountPermission.VIEW)
@require_GET
def user(request: OfficeRequest, pk: int) -> HttpResponse:
    """账号: state, roles, sessions."""
    found = _fetch(request, AccountPermission.VIEW, pk)
    context = {
        "grants": [(grant, role_title(grant.role)) for grant in selectors.grant_list().filter(user=found)],
        "sessions": account_selectors.open_sessions(found),
        "may_grant": request.may(AccessPermission.EDIT),
        "account": found,
    }
    facts = [
        ("用户名", found.username),
        ("姓名", found.display_name),
        ("状态", "启用" if found.is_active else "停用"),
        ("密码", "待首次修改" if found.must_change_password else "已修改"),
        ("最近登录", moment(found.last_login)),
        ("建立时间", moment(found.created_at)),
    ]
    return record_page(
        request,
        found.reference(),
        template="access/user.html",
        context=context,
        facts=facts,
        actions=_actions(request, found),
        back=("账号", reverse("access:users")),
    )


@requires(AccountPermission.EDIT)
@require_http_methods(["GET", "POST"])
def create_user(request: OfficeRequest) -> HttpResponse:
    """建立账号. The first password is shown once and kept nowhere."""
    orgs = request.visible(org_selectors.all_organisations(), AccountPermission.EDIT, field="")
    people = request.visible(org_selectors.people(), AccountPermission.EDIT)
    form = forms.UserForm(request.POST or None, orgs=orgs, people=people, initial={"org": request.scope.org.pk})
    if request.method == "POST" and form.is_valid():
        try:
            created, password = services.open_account(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            return _show_password(request, created, password, "账号已建立")
    return form_page(request, form, title="建立账号", submit="建立", back=reverse("access:users"))


@requires(AccountPermission.EDIT)
@require_http_methods(["GET", "POST"])
def edit_user(request: OfficeRequest, pk: int) -> HttpResponse:
    """修改姓名."""
    found = _fetch(request, AccountPermission.EDIT, pk)
    form = forms.UserNameForm(request.POST or None, initial={"display_name": found.display_name, "version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            account_services.rename_user(user=found, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已保存。")
            return _to_record(request, found)
    return form_page(request, form, title=f"修改账号：{found.username}", back=reverse("access:user", args=[found.pk]))


@requires(AccountPermission.EDIT)
@require_POST
def reset_password(request: OfficeRequest, pk: int) -> HttpResponse:
    """重置密码. The new password is shown once and kept nowhere."""
    found = _fetch(request, AccountPermission.EDIT, pk)
    try:
        password = account_services.reset_password(found, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return _to_record(request, found)
    return _show_password(request, found, password, "密码已重置")


@requires(AccountPermission.EDIT)
@require_POST
def disable_user(request: OfficeRequest, pk: int) -> HttpResponse:
    """停用账号."""
    return _act(request, AccountPermission.EDIT, pk, account_services.disable_user, "账号已停用，其登录已全部结束。")


@requires(AccountPermission.EDIT)
@require_POST
def enable_user(request: OfficeRequest, pk: int) -> HttpResponse:
    """启用账号."""
    return _act(request, AccountPermission.EDIT, pk, account_services.enable_user, "账号已启用。")


@requires(AccessPermission.EDIT)
@require_POST
def unlock_user(request: OfficeRequest, pk: int) -> HttpResponse:
    """解除登录锁定."""
    return _act(request, AccessPermission.EDIT, pk, account_services.unlock, "登录锁定已解除。")


@requires(AccessPermission.EDIT)
@require_POST
def end_sessions(request: OfficeRequest, pk: int) -> HttpResponse:
    """结束全部会话."""
    return _act(request, AccessPermission.EDIT, pk, account_services.revoke_sessions, "该账号的登录已全部结束。")


@requires(AccessPermission.EDIT)
@require_POST
def end_session(request: OfficeRequest, pk: int, session: int) -> HttpResponse:
    """结束一个会话."""
    found = _fetch(request, AccessPermission.EDIT, pk)
    row = account_selectors.open_sessions(found).filter(pk=session).first()
    if row is None:
        raise Http404
    account_services.revoke_session(session=row, by=request.user)
    messages.success(request, "该会话已结束。")
    return _to_record(request, found)


def _act(request: OfficeRequest, permission: str, pk: int, service: Any, done: str) -> HttpResponse:
    found = _fetch(request, permission, pk)
    act = partial(service, user=found, by=request.user)
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return _to_record(request, found)


def _fetch(request: OfficeRequest, permission: str, pk: int) -> Any:
    found = selectors.visible_users(request.user, permission).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _actions(request: OfficeRequest, found: Any) -> list[Action]:
    actions: list[Action] = []
    if selectors.visible_users(request.user, AccessPermission.EDIT).filter(pk=found.pk).exists():
        actions += [
            Action("解除锁定", reverse("access:unlock_user", args=[found.pk]), method="post"),
            Action("结束全部登录", reverse("access:end_sessions", args=[found.pk]), method="post", confirm="结束该账号的全部登录？"),
            Action("授权", f"{reverse('access:create_grant')}?user={found.pk}", primary=True),
        ]
    if selectors.visible_users(request.user, AccountPermission.EDIT).filter(pk=found.pk).exists():
        reset = reverse("access:reset_password", args=[found.pk])
        name, words = ("disable_user", "停用") if found.is_active else ("enable_user", "启用")
        actions += [
            Action("修改姓名", reverse("access:edit_user", args=[found.pk])),
            Action("重置密码", reset, method="post", confirm="重置后原密码失效，登录全部结束。"),
            Action(words, reverse(f"access:{name}", args=[found.pk]), method="post", confirm=f"{words}账号 {found.username}？"),
        ]
    return actions


def _show_password(request: OfficeRequest, found: Any, password: str, title: str) -> HttpResponse:
    return render(request, "access/password_once.html", {"title": title, "account": found, "password": password})


def _to_record(request: OfficeRequest, found: Any) -> HttpResponse:
    return redirect(here(request, reverse("access:user", args=[found.pk])))
