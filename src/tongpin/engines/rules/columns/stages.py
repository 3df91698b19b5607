"""分步计算: what several expressions need is worked out once, in columns of its own, one layer after the other.

Polars expressions are trees: without this a rule whose steps build on each other would grow with every step. Equal parts of different rules
(window dates, due dates) are shared, whichever rule asked first.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import polars as pl

from tongpin.engines.rules.columns.column import Column


@dataclass
class Stages:
    """分步: layers of columns, each resting on the frame and on layers before."""

    layers: list[list[pl.Expr]] = field(default_factory=list)
    layer_of: dict[str, int] = field(default_factory=dict)
    known: dict[bytes, str] = field(default_factory=dict)
    kept: list[pl.Expr] = field(default_factory=list)

    def held(self, expr: pl.Expr) -> pl.Expr:
        """The same as a column; plain columns and constants stay as they are."""
        if expr.meta.is_column() or expr.meta.is_literal():
            return expr
        roots = expr.meta.root_names()
        key = _key(expr)
        if key not in self.known:
            name = f"~{len(self.known)}"
            layer = max((self.layer_of.get(root, -1) for root in roots), default=-1) + 1
            while len(self.layers) <= layer:
                self.layers.append([])
            self.layers[layer].append(expr.alias(name))
            self.layer_of[name] = layer
            self.known[key] = name
            self.kept.append(expr)
        return pl.col(self.known[key])

    def column(self, column: Column) -> Column:
        if column.constant is not None or column.words:
            return column
        under = self.column(column.under) if column.under else None
        dtype = column.dtype if column.expr.meta.is_column() else None
        codes = self.held(column.codes) if column.codes is not None else None
        return replace(column, expr=self.held(column.expr), under=under, dtype=dtype, codes=codes)

    def on(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        for layer in self.layers:
            frame = frame.with_columns(layer)
        return frame


def _key(expr: pl.Expr) -> bytes:
    """Equal expressions have equal keys; those with Python in them are never shared."""
    try:
        return expr.meta.serialize()
    except pl.exceptions.ComputeError:
        return str(id(expr)).encode()
