"""党员队伍的查看日期: the register is looked at as of today, unless the address asks for another day."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongpin.kernel.clock import today


def day_of(request: Any) -> date:
    """查看日期: the page's default period follows the figures of business, which say nothing about people."""
    asked: date = request.scope.as_of
    return asked if "as_of" in request.scope.query else today()
