"""显示格式: how numbers, money and dates are written on screen; what is missing is a dash, never 0."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from tongpin.kernel.money import MoneyUnit, from_yuan
from tongpin.kernel.rounding import plain, round_half_up

DASH = "—"


def is_missing(value: Any) -> bool:
    """True for None and for empty text; 0 is a value."""
    return value is None or (isinstance(value, str) and not value.strip())


def grouped(text: str) -> str:
    """千分位: "-1234567.50" → "-1,234,567.50"."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{rest}" if whole.isdigit() else text


def number(value: Any, places: int | None = None) -> str:
    """数: thousands separated; rounded half up to ``places``, or without needless zeros where ``places`` is None."""
    if is_missing(value):
        return DASH
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return grouped(plain(exact) if places is None else format(round_half_up(exact, places), "f"))


def money(value: Any, unit: str = MoneyUnit.WAN, places: int | None = 2) -> str:
    """金额: an amount in 元 written in ``unit``, without the unit (it stands in the header)."""
    if is_missing(value):
        return DASH
    return number(from_yuan(Decimal(str(value)), MoneyUnit(unit)), places)


def yuan(value: Any, unit: str = MoneyUnit.WAN, places: int | None = 2) -> str:
    """金额带单位: 20265000 → "2,026.5万元"; rounded to ``places`` (exact where None), needless zeros dropped."""
    if is_missing(value):
        return DASH
    shown = from_yuan(Decimal(str(value)), MoneyUnit(unit))
    if places is not None:
        shown = round_half_up(shown, places)
    return f"{grouped(plain(shown))}{MoneyUnit(unit).value}"


def day(value: date | datetime | None) -> str:
    """日期: 2023-12-31, of a moment the date in the office."""
    if value is None or value == "":
        return DASH
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%Y-%m-%d}"


def moment(value: datetime | None) -> str:
    """时刻: 2023-12-31 14:05, office time."""
    if value is None or value == "":
        return DASH
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%Y-%m-%d %H:%M}"


def text(value: Any) -> str:
    """文字: the value as people read it; dates and numbers in their own way."""
    if is_missing(value):
        return DASH
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal | float):
        return number(value)
    return str(value)
