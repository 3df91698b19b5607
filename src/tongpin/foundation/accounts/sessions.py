"""会话登记: tells the services of every session that Django opens."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.services import begin_session
from tongpin.foundation.audit.middleware import client_address
from tongpin.kernel import clock


def note_session(sender: Any, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Called by Django once the session has its key."""
    session_key = request.session.session_key
    if session_key is None:
        raise RuntimeError("a session without a key cannot be listed or ended")
    begin_session(
        user=user,
        session_key=session_key,
        ip_address=client_address(request),
        agent=request.META.get("HTTP_USER_AGENT", ""),
        now=clock.now(),
    )
