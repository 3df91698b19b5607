"""账号页面: sign in and out, one's own password and sessions."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpin.foundation.accounts import selectors, services
from tongpin.foundation.accounts.doors import OfficeRequest, signed_in
from tongpin.foundation.accounts.forms import ChangePasswordForm, SignInForm
from tongpin.foundation.audit.middleware import client_address
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel import clock
from tongpin.kernel.errors import Refused

WRONG = "用户名或密码不正确，请核对后重新输入。"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """登录页. A wrong name and a wrong password get the same answer; a closed door answers before any password is hashed."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, now, address = form.cleaned_data["username"], clock.now(), client_address(request)
        if selectors.is_throttled(name, address, now=now):
            return locked_out(request)
        user: Any = authenticate(request, username=name, password=form.cleaned_data["password"])
        if user is not None:
            before = services.sign_in(user=user, open_session=partial(login, request, user))
            _last_sign_in_notice(request, user, before)
            return redirect(_next_page(request))
        services.record_failure(username=name, ip_address=address, now=now, locked=getattr(request, "axes_locked_out", False))
        form.add_error(None, WRONG)
    return render(request, "accounts/sign_in.html", {"form": form, "title": "登录", "next": request.GET.get("next", "")})


def locked_out(request: HttpRequest, _response: Any = None, _credentials: Any = None) -> HttpResponse:
    """暂停登录: too many failures; says nothing about whether the account exists."""
    response = render(request, "accounts/locked.html", {"title": "暂停登录"}, status=429)
    response["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return response


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出登录."""
    user: Any = request.user
    if user.is_authenticated:
        services.sign_out(user=user, session_key=request.session.session_key or "")
        logout(request)
        messages.info(request, "您已退出登录。")
    return redirect(settings.LOGOUT_REDIRECT_URL)


@signed_in
@sensitive_post_parameters("old_password", "new_password", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: OfficeRequest) -> HttpResponse:
    """修改密码. The only page open to somebody whose password must be changed."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _knows_password(request, form):
        user, key = request.user, request.session.session_key
        try:
            services.set_password(user=user, password=form.cleaned_data["new_password"], by=user, session_key=key)
        except Refused as refused:
            form.refuse(refused)
        else:
            update_session_auth_hash(request, user)
            services.move_session(old_key=key or "", new_key=request.session.session_key or "")
            messages.success(request, "密码已修改，其他登录已结束。")
            return redirect(settings.LOGIN_REDIRECT_URL)
    is_due = request.user.must_change_password
    intro = "首次登录或密码被重置后，须先修改密码才能使用系统。" if is_due else ""
    template = "accounts/change_password_due.html" if is_due else "ui/form.html"
    return form_page(request, form, title="修改密码", submit="修改密码", intro=intro, template=template)


@signed_in
@require_GET
def sessions(request: OfficeRequest) -> HttpResponse:
    """登录会话: where one is signed in now and was before."""
    context = {
        "title": "登录会话",
        "open_sessions": selectors.open_sessions(request.user),
        "past": selectors.recent_sign_ins(request.user).exclude(ended_at__isnull=True)[:20],
        "current_key": request.session.session_key,
    }
    return render(request, "accounts/sessions.html", context)


@signed_in
@require_POST
def end_session(request: OfficeRequest, pk: int) -> HttpResponse:
    """结束自己的一个会话."""
    session = selectors.open_sessions(request.user).filter(pk=pk).first()
    if session is None:
        raise Http404
    services.revoke_session(session=session, by=request.user)
    messages.success(request, "该会话已结束。")
    return redirect("accounts:sessions")


@signed_in
@require_POST
def end_other_sessions(request: OfficeRequest) -> HttpResponse:
    """结束自己的其他会话."""
    ended = services.revoke_sessions(user=request.user, by=request.user, keep=request.session.session_key)
    messages.success(request, f"已结束其他会话{ended}个。")
    return redirect("accounts:sessions")


@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """存活探测: plain ok for load balancers; says nothing else."""
    return HttpResponse("ok", content_type="text/plain")


def _knows_password(request: OfficeRequest, form: ChangePasswordForm) -> bool:
    now, address, name = clock.now(), client_address(request), request.user.username
    if selectors.is_throttled(name, address, now=now):
        form.add_error("old_password", "输错次数过多，请一小时后再试。")
        return False
    if request.user.check_password(form.cleaned_data["old_password"]):
        return True
    services.record_failure(username=name, ip_address=address, now=now, locked=False)
    form.add_error("old_password", "原密码不正确，请重新输入。")
    return False


def _last_sign_in_notice(request: HttpRequest, user: Any, before: Any) -> None:
    """上次登录提示."""
    if before is None:
        messages.info(request, "这是您首次登录。")
        return
    words = f"上次登录时间：{localtime(before.signed_in_at):%Y-%m-%d %H:%M}，登录地址：{before.ip_address or '未知'}。"
    failed = selectors.failed_since(user.username, before.signed_in_at)
    if failed:
        messages.warning(request, f"{words}此后有{failed}次登录失败，如非本人操作，请立即修改密码并告知安全管理员。")
    else:
        messages.info(request, words)


def _next_page(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
