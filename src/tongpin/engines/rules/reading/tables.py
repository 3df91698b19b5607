"""读取分档表: the rows of a table parameter, in ascending order, and the expressions that look something up in it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tongpin.engines.rules.expressions import Constant, Expression, LookUp, Name
from tongpin.engines.rules.reading.expressions import ExpressionReader
from tongpin.engines.rules.tables import Lookup, Table
from tongpin.kernel.values import ValueType

_NO_TABLE = Table(((None, (Decimal(0),)),))
_NO_NUMBER = Constant(ValueType.NUMBER, Decimal(0))


class TableReader(ExpressionReader):
    """分档表读取器."""

    def heads(self, content: Any) -> tuple[str, ...]:
        """The heads of a table: what it is looked up by, then one for each number."""
        with self.at("columns"):
            return tuple(self.text(item) for item in self.listing(content, least=2))

    def table(self, content: Any, heads: tuple[str, ...]) -> Table:
        """``[[界限, 数…], …]`` with as many cells as there are heads; a bound of ~ is open."""
        rows: list[tuple[Decimal | str | None, tuple[Decimal, ...]]] = []
        for number, item in enumerate(self.listing(content, least=1), 1):
            with self.at(f"第{number}档"):
                if not isinstance(item, list) or len(item) != len(heads):
                    self.wrong(f"应为 {len(heads)} 格：{'、'.join(heads)}。")
                    continue
                bound, *numbers = item
                if bound is not None and not _is_number(bound) and not isinstance(bound, str):
                    self.wrong(f"“{heads[0]}”应为数、文字或 ~（不限）。")
                elif not all(_is_number(n) for n in numbers):
                    self.wrong(f"“{'、'.join(heads[1:])}”应为数。")
                else:
                    bound = Decimal(bound) if _is_number(bound) else bound
                    rows.append((bound, tuple(Decimal(n) for n in numbers)))
        self.check_order(rows)
        return Table(tuple(rows)) if rows else _NO_TABLE

    def check_order(self, rows: list[tuple[Decimal | str | None, tuple[Decimal, ...]]]) -> None:
        bounds = [bound for bound, _ in rows]
        closed = [b for b in bounds if b is not None]
        if len({type(b) for b in closed}) > 1 or None in bounds[1:-1] or bounds.count(None) > 1:
            self.wrong("各档的界限应同为数或同为文字，只有第一档或最后一档可以写 ~（不限）。")
        elif len(set(closed)) < len(closed) or (closed and isinstance(closed[0], Decimal) and closed != sorted(closed)):
            self.wrong("各档的界限应从小到大排列，不重复。")

    def operation(self, operator: Any, argument: Any) -> Expression:
        if operator in [way.value for way in Lookup]:
            return self.looked_up(Lookup(operator), argument)
        return super().operation(operator, argument)

    def looked_up(self, way: Lookup, argument: Any) -> Expression:
        """``band_from: [数, 分档表]`` or ``[数, 分档表, 列]``, the columns of numbers counted from 1."""
        if not isinstance(argument, list) or len(argument) not in (2, 3):
            self.wrong("应为 [查什么, 分档表] 或 [查什么, 分档表, 第几列]。")
            return _NO_NUMBER
        subject = self.expression(argument[0], ValueType.TEXT if way is Lookup.TEXT else ValueType.NUMBER)
        name, column = argument[1], argument[2] if len(argument) == 3 else 1
        heads = self.columns.get(name, ()) if isinstance(name, str) else ()
        if not heads:
            self.wrong(f"“{name}”不是已声明的分档表（parameters 里 type: table 的一项）。")
            return _NO_NUMBER
        if not isinstance(column, int) or not 1 <= column < len(heads):
            self.wrong(f"列应为 1 至 {len(heads) - 1}（{'、'.join(heads[1:])}）。")
            return _NO_NUMBER
        return LookUp(ValueType.NUMBER, (subject, Name(ValueType.TABLE, name)), way, column - 1, heads[column])


def _is_number(content: Any) -> bool:
    return isinstance(content, int | Decimal) and not isinstance(content, bool)
