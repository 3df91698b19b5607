"""会话存储: Django's sessions in the database, asked only for keys that could be ours."""

from __future__ import annotations

import re

from django.contrib.sessions.backends import db

_KEY = re.compile(r"[0-9a-z]{8,40}")


class SessionStore(db.SessionStore):
    """会话: a cookie that cannot be a key is no session, and never reaches the database (which refuses some texts outright)."""

    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and _KEY.fullmatch(key) is not None
