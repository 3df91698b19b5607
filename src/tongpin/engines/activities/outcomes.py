"""成果: what an activity brought about, by the fields its kind declares; cleaned before it is kept, shown in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from tongpin.kernel.errors import Refused
from tongpin.kernel.occasions import OutcomeField
from tongpin.kernel.rounding import plain
from tongpin.kernel.values import ValueType

LARGEST = Decimal(10) ** 15
LONGEST_TEXT = 2000
MOST_TEXTS = 100


def cleaned(fields: Sequence[OutcomeField], given: Mapping[str, Any], *, is_held: bool) -> dict[str, Any]:
    """入库成果: one entry per field that has a value; numbers and dates as text, so that nothing is rounded.

    What is required is required of what was held, not of a plan.
    """
    by_name = {field.name: field for field in fields}
    for name in given:
        if name not in by_name:
            raise Refused(f"这一种类没有成果栏目“{name}”，请重新打开页面后再填。", field="outcomes")
    kept: dict[str, Any] = {}
    for field in fields:
        value = _cleaned(field, given.get(field.name))
        if value is not None:
            kept[field.name] = value
        elif field.required and is_held:
            raise Refused(f"请填写“{field.title}”。", field=field_key(field))
    return kept


def field_key(field: OutcomeField) -> str:
    """Name of the form field that asks for an outcome."""
    return f"outcome_{field.name}"


def value_of(field: OutcomeField, kept: Mapping[str, Any]) -> Any:
    """成果值 with its own type: Decimal, date, bool, text, list of texts; None where nothing was entered."""
    value = kept.get(field.name)
    if value is None:
        return None
    match field.type:
        case ValueType.NUMBER:
            return Decimal(value)
        case ValueType.DATE:
            return date.fromisoformat(value)
    return value


def shown(fields: Sequence[OutcomeField], kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """成果一览: (title, words) of what was entered, in the order of the fields."""
    return [(field.title, _words(field, value)) for field in fields if (value := value_of(field, kept)) is not None]


def _cleaned(field: OutcomeField, value: Any) -> Any:
    if value is None or value == "" or value == []:
        return None
    match field.type:
        case ValueType.NUMBER:
            return plain(_number(field, value))
        case ValueType.DATE:
            return _date(field, value).isoformat()
        case ValueType.YES_NO:
            if not isinstance(value, bool):
                raise _wrong(field, value, "应为是或否")
            return value
        case ValueType.TEXTS:
            texts = [str(one).strip() for one in (value.splitlines() if isinstance(value, str) else value) if str(one).strip()]
            if len(texts) > MOST_TEXTS:
                raise Refused(f"“{field.title}”不超过 {MOST_TEXTS} 项。", field=field_key(field))
            return [_text(field, one) for one in texts] or None
    return _text(field, str(value).strip()) or None


def _number(field: OutcomeField, value: Any) -> Decimal:
    if isinstance(value, bool | float):
        raise _wrong(field, value, "应为数字")
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value).strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise _wrong(field, value, "应为数字") from None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise _wrong(field, value, "应为数字")
    if exponent < -6 or number.adjusted() > 15 or abs(number) > LARGEST:
        raise _wrong(field, value, "数字过大，或小数位过多")
    if number < 0:
        raise _wrong(field, value, "不能小于 0")
    return number


def _date(field: OutcomeField, value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _wrong(field, value, "应为 2023-06-30 样式的日期") from None


def _text(field: OutcomeField, text: str) -> str:
    if field.choices and text not in field.choices:
        raise _wrong(field, text, f"应为{'、'.join(field.choices)}之一")
    if len(text) > LONGEST_TEXT:
        raise Refused(f"“{field.title}”不超过 {LONGEST_TEXT} 字。", field=field_key(field))
    return text


def _wrong(field: OutcomeField, value: Any, advice: str) -> Refused:
    return Refused(f"“{field.title}”填的“{str(value)[:40]}”不对：{advice}。", field=field_key(field))


def _words(field: OutcomeField, value: Any) -> str:
    match field.type:
        case ValueType.NUMBER:
            return f"{plain(value)}{field.unit}"
        case ValueType.YES_NO:
            return "是" if value else "否"
        case ValueType.TEXTS:
            return "；".join(value)
    return str(value)
