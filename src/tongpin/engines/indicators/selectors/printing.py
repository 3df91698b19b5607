"""写法查询: values as a page prints them."""

from __future__ import annotations

from decimal import Decimal

from tongpin.engines.indicators.calculations.printing import DASH, in_shown_unit
from tongpin.engines.indicators.models import MeasureVersion
from tongpin.engines.indicators.selectors.definitions import Definition
from tongpin.kernel.rounding import plain, round_half_up


def shown_value(value: Decimal | None, one: Definition) -> Decimal | None:
    """The value in the shown unit, rounded as it is printed."""
    version = one.version
    return None if value is None else round_half_up(in_shown_unit(value, version.unit, version.shown_unit), version.places)


def full_value(value: Decimal | None, version: MeasureVersion) -> str:
    """ "20.14亿元": exact in the shown unit; a dash where missing."""
    return DASH if value is None else f"{plain(in_shown_unit(value, version.unit, version.shown_unit))}{version.shown_unit}"
