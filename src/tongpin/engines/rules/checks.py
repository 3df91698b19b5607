"""启动检查: a mistake in the rulebook is an error before the first page is served."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from tongpin.engines.rules.book import book


def check_rulebook(**kwargs: Any) -> list[CheckMessage]:
    """Every problem of every rule file, each with file, key and what is expected."""
    return [Error(str(problem), hint="请改正规则文件后再启动。", id="rules.E001") for problem in book().problems]
