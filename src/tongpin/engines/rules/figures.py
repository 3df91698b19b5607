"""数字口径: growth, completion and share as the rulebook defines them; exact first, rounded last, unknown rather than 0."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tongpin.engines.rules.evaluate import Answer, evaluate


def growth(current: Decimal | int | None, previous: Decimal | int | None, places: int, *, as_of: date) -> Answer:
    """同比增幅: percent; 68 against 50 is 36."""
    return evaluate("indicators.growth", {"current": current, "previous": previous, "places": places}, as_of)


def completion(actual: Decimal | int | None, target: Decimal | int | None, places: int, *, as_of: date) -> Answer:
    """目标完成率: percent; met only where the exact figure reaches the target."""
    return evaluate("indicators.completion", {"actual": actual, "target": target, "places": places}, as_of)


def reaches_share(part: int, whole: int, numerator: int, denominator: int, *, as_of: date) -> Answer:
    """占比达到: 301 of 451 reaches two thirds, 300 does not."""
    return evaluate("indicators.share", {"part": part, "whole": whole, "numerator": numerator, "denominator": denominator}, as_of)
