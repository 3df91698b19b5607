"""台账查询: rows of one record kind by natural key, and values of measures that say where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Count, Min, Model, QuerySet, Sum

from tongpin.kernel.extensions import Computed, MeasureScope

M = TypeVar("M", bound=Model)
Key = tuple[Any, ...]
Row = Mapping[str, Any]

FEW = 500


def key_of(row: Row, names: Sequence[str]) -> Key:
    """自然键: the values of ``names`` in ``row``; an empty cell counts as ''."""
    return _filled(row[name] for name in names)


def as_stored(record: M) -> M | None:
    """现存记录: the record as it stands now, whatever a form has filled into the one at hand; None where it is gone."""
    return type(record)._base_manager.filter(pk=record.pk).first()


def among(queryset: QuerySet[M], path: str, values: Iterable[Any]) -> QuerySet[M]:
    """Rows whose ``path`` is one of ``values``; where they are many, all rows, in place of thousands of parameters."""
    few = set(values)
    return queryset.filter(**{f"{path}__in": few}) if len(few) <= FEW else queryset


def stored(
    queryset: QuerySet[Any], keys: Sequence[Key] | None, key: Sequence[str], columns: Mapping[str, str]
) -> dict[Key, dict[str, Any]]:
    """现存值: key → column values as the sheet would give them, in one query; all rows in the order of entry where ``keys`` is None.

    ``key`` names columns; ``columns`` maps every column to where it is found on the model. An empty text reads as None, like an empty cell.
    """
    asked = None if keys is None else {_filled(k): k for k in keys}
    if asked is not None and not asked:
        return {}
    wanted = queryset.order_by("pk") if asked is None else among(queryset.order_by(), columns[key[0]], {k[0] for k in asked})
    names = list(columns)
    found: dict[Key, dict[str, Any]] = {}
    for row in wanted.values_list(*columns.values()).iterator(chunk_size=2000):
        read = {name: None if value == "" else value for name, value in zip(names, row, strict=True)}
        known = tuple(read[name] for name in key)
        if asked is None:
            found[known] = read
        elif (filled := _filled(known)) in asked:
            found[asked[filled]] = read
    return found


def existing(queryset: QuerySet[M], keys: Iterable[Key], paths: Sequence[str]) -> dict[Key, M]:
    """现有记录: key → record, in one query; a path may lead through selected relations ("enterprise__credit_code")."""
    asked = {_filled(k) for k in keys}
    if not asked:
        return {}
    found: dict[Key, M] = {}
    for record in among(queryset.order_by(), paths[0], {k[0] for k in asked}):
        known = _filled(_follow(record, path) for path in paths)
        if known in asked:
            found[known] = record
    return found


def counted(rows: QuerySet[Any], *distinct: str, ledger: QuerySet[Any], day: str, scope: MeasureScope) -> Computed:
    """计数结果: number of distinct values over ``rows`` (number of rows where none are named); unknown where ``ledger`` says nothing."""
    number = rows.order_by().values(*distinct).distinct().count() if distinct else rows.count()
    return _known(Decimal(number), rows, ledger, day, scope)


def summed(rows: QuerySet[Any], amount: str, *, ledger: QuerySet[Any], day: str, scope: MeasureScope) -> Computed:
    """合计结果: exact sum over ``rows`` in 元; unknown where ``ledger`` says nothing."""
    total = rows.order_by().aggregate(total=Sum(amount))["total"]
    return _known(Decimal(0) if total is None else total, rows, ledger, day, scope)


def _known(value: Decimal, rows: QuerySet[Any], ledger: QuerySet[Any], day: str, scope: MeasureScope) -> Computed:
    """``value``; or None with the reason where a nought only means that the ledger does not reach that far."""
    if value:
        return Computed(value, rows)
    title = ledger.model._meta.verbose_name
    known = ledger.order_by().aggregate(begun=Min(day), number=Count("pk"))
    if not known["number"]:
        return Computed(None, rows, f"还没有{title}记录")
    if (begun := known["begun"]) is None:
        return Computed(value, rows)
    first_year = begun if isinstance(begun, int) else begun.year
    if first_year > scope.as_of.year or first_year > scope.window.last_day.year:
        return Computed(None, rows, f"{title}台账自{first_year}年起有记录，此前没有数据")
    return Computed(value, rows)


def _filled(parts: Iterable[Any]) -> Key:
    return tuple("" if part is None else part for part in parts)


def _follow(record: Any, path: str) -> Any:
    for part in path.split("__"):
        record = getattr(record, part)
    return record
