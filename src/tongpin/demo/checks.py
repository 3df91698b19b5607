"""演示检查: a production installation does not start while a demonstration account could sign in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError

from tongpin.demo.bureau import ACCOUNTS, DEMO_PASSWORD
from tongpin.demo.party.accounts import PARTY_ACCOUNTS
from tongpin.foundation.accounts.selectors import user_named


@register("production")
def refuse_demo_password(**_kwargs: Any) -> list[CheckMessage]:
    """正式运行不得有演示密码."""
    if not settings.PRODUCTION:
        return []
    try:
        users = [u for a in (*ACCOUNTS, *PARTY_ACCOUNTS) if (u := user_named(a.username))]
    except DatabaseError:  # no tables yet, or those of an older version: nobody can sign in before the next migrate
        return []
    open_doors = [u.username for u in users if u.is_active and u.check_password(DEMO_PASSWORD)]
    if not open_doors:
        return []
    return [Error(f"账号 {'、'.join(open_doors)} 仍在使用演示密码，正式运行前请停用或修改密码。", id="tongpin.E001")]
