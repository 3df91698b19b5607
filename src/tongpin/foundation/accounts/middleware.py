"""会话规则: idle and absolute time-out, ended sessions, forced password change, nothing kept by browsers or proxies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from tongpin.foundation.accounts import services
from tongpin.kernel import clock

OPEN_WHILE_PASSWORD_IS_DUE = {"accounts:change_password", "accounts:sign_out", "accounts:health"}


class SessionRulesMiddleware:
    """会话规则: runs after authentication; a session that broke a rule is signed out before any view sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        if signed_in:
            self._apply_rules(request)
        response = self.get_response(request)
        if signed_in or request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Sends somebody whose password must be changed to the one page where that is done."""
        user = request.user
        if not user.is_authenticated or not user.must_change_password:
            return None
        match = request.resolver_match
        if match is not None and match.view_name in OPEN_WHILE_PASSWORD_IS_DUE:
            return None
        return redirect("accounts:change_password")

    def _apply_rules(self, request: HttpRequest) -> None:
        now = clock.now()
        reason = services.session_ended(request.session.session_key, now=now, idle=timedelta(minutes=settings.IDLE_MINUTES))
        if reason:
            logout(request)
            messages.info(request, reason)
