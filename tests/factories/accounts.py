"""用户: accounts without grants; ``tests.factories.access`` gives them roles."""

from __future__ import annotations

from itertools import count
from typing import Any

from tongpin.foundation.accounts.models import User

_numbers = count(1)


def bare_user(username: str = "", *, password: str = "", **values: Any) -> User:
    """A user who holds nothing; with a usable password only where one is given (hashing is slow)."""
    number = next(_numbers)
    user = User(**{"username": username or f"user{number}", "display_name": f"用户{number}", "must_change_password": False, **values})
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    return user


def make_operator() -> User:
    """The command line's account."""
    found = User.objects.filter(is_operator=True).first()
    return found or bare_user("_operator", display_name="命令行", is_operator=True, is_active=False)
