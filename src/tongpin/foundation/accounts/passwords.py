"""密码规则: what a password needs beyond length, and the random one a new account starts with."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError

LOWER = "abcdefghjkmnpqrstuvwxyz"
UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"
SIGNS = "-_.@#"


class ThreeKindsValidator:
    """密码字符种类: at least three of lower case, upper case, digits, other signs."""

    def validate(self, password: str, user: Any = None) -> None:
        kinds = [
            any(c.isascii() and c.islower() for c in password),
            any(c.isascii() and c.isupper() for c in password),
            any(c.isdigit() for c in password),
            any(not c.isascii() or not c.isalnum() for c in password),
        ]
        if sum(kinds) < 3:
            raise ValidationError("密码应包含大写字母、小写字母、数字、符号中的至少三种。", code="password_too_few_kinds")

    def get_help_text(self) -> str:
        return "密码应包含大写字母、小写字母、数字、符号中的至少三种。"


def random_password() -> str:
    """初始密码: 14 characters of all four kinds, without those that look alike."""
    picked = [secrets.choice(kind) for kind in (LOWER, UPPER, DIGITS, SIGNS)]
    picked += [secrets.choice(LOWER + UPPER + DIGITS) for _ in range(10)]
    secrets.SystemRandom().shuffle(picked)
    return "".join(picked)
