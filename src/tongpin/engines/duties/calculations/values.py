"""事实的存取: a fact as JSON keeps it and as a rule takes it; exact, never through float."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.kernel.rounding import plain
from tongpin.kernel.values import ValueType


def as_kept(value: Any) -> Any:
    """What JSON keeps: numbers and dates as text, lists of text, yes or no."""
    match value:
        case None | bool() | str():
            return value
        case int() | Decimal():
            return plain(Decimal(value))
        case date():
            return value.isoformat()
        case list() | tuple():
            return [str(part) for part in value]
    raise TypeError(f"{value!r} is no fact")


def as_known(value: Any, kind: ValueType) -> Any:
    """The kept value in the type that the rule asks for."""
    if value is None:
        return None
    match kind:
        case ValueType.NUMBER:
            return Decimal(str(value))
        case ValueType.DATE:
            return date.fromisoformat(value)
        case ValueType.TEXTS:
            return tuple(value)
        case ValueType.YES_NO:
            return bool(value)
    return str(value)


def all_kept(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as a finding keeps them; what is not known is left out."""
    return {name: as_kept(value) for name, value in sorted(facts.items()) if value is not None}
