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


def in_words(error: ValidationError) -> str:
    """What is wrong with a password, in the office's words whatever the validator says."""
    return "".join(_words(one) for one in error.error_list)


def _words(one: ValidationError) -> str:
    match one.code:
        case "password_too_short":
            least = one.params["min_length"] if one.params else 10
            return f"密码太短，应不少于{least}位。"
        case "password_too_common":
            return "密码过于常见，容易被猜到，请换一个。"
        case "password_too_similar":
            return "密码与用户名或姓名过于相似，请换一个。"
        case _:
            return "".join(one.messages)


def random_password() -> str:
    """初始密码: 14 characters of all four kinds, without those that look alike."""
    picked = [secrets.choice(kind) for kind in (LOWER, UPPER, DIGITS, SIGNS)]
    picked += [secrets.choice(LOWER + UPPER + DIGITS) for _ in range(10)]
    secrets.SystemRandom().shuffle(picked)
    return "".join(picked)
