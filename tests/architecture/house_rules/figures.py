"""Rules about numbers, dates and the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.house_rules.rule import Rule, called, calls, dotted, imports_any


def asks_the_clock(tree: ast.Module) -> Iterator[int]:
    clocks = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now"}
    for call in calls(tree):
        now_in_office = called(call) in {"localdate", "localtime"} and not call.args
        if now_in_office or ".".join(dotted(call.func).split(".")[-2:]) in clocks:
            yield call.lineno


def naive_moment(tree: ast.Module) -> Iterator[int]:
    """``datetime(...)`` and ``combine``/``strptime``/``fromtimestamp`` without a zone."""
    for call in calls(tree):
        name = ".".join(dotted(call.func).split(".")[-2:])
        given = {k.arg for k in call.keywords}
        if name in {"datetime", "datetime.datetime"} and call.args and len(call.args) < 8 and "tzinfo" not in given:
            yield call.lineno
        if name in {"datetime.utcfromtimestamp", "datetime.utcnow"}:
            yield call.lineno
        if name == "datetime.fromtimestamp" and len(call.args) < 2 and "tz" not in given:
            yield call.lineno


def floats(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in {"float", "FloatField"}:
            yield node.lineno


def decimal_of_float(tree: ast.Module) -> Iterator[int]:
    for call in calls(tree):
        if called(call) == "Decimal" and call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, float):
            yield call.lineno


def own_rounding(tree: ast.Module) -> Iterator[int]:
    for call in calls(tree):
        if called(call) == "quantize" or (isinstance(call.func, ast.Name) and call.func.id == "round"):
            yield call.lineno


def unknown_as_nought(tree: ast.Module) -> Iterator[int]:
    """``value or 0`` and ``Coalesce(..., 0)``: missing is not 0."""
    in_keys = {id(n) for call in calls(tree) for k in call.keywords if k.arg == "key" for n in ast.walk(k.value)}
    for node in (n for n in ast.walk(tree) if id(n) not in in_keys):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and not _counter(node):
            last = node.values[-1]
            if isinstance(last, ast.Constant) and type(last.value) is int and last.value == 0:
                yield node.lineno
            if isinstance(last, ast.Call) and called(last) == "Decimal" and last.args and ast.unparse(last.args[0]) in {"0", "'0'"}:
                yield node.lineno
        if (
            isinstance(node, ast.Call)
            and called(node) == "Coalesce"
            and node.args
            and ast.unparse(node.args[-1]) in {"0", "Value(0)", "Decimal(0)"}
        ):
            yield node.lineno


def _counter(node: ast.BoolOp) -> bool:
    """The last number given out so far, where nobody has one yet: that is 0."""
    return any(called(call) == "Max" for call in ast.walk(node) if isinstance(call, ast.Call))


RULES = (
    Rule(
        name="one clock",
        why="the business date is one function, so that tests and demonstrations can pin it; services are told the date",
        find=asks_the_clock,
        good=("clock.today()", "clock.now()", "date(2023, 1, 1)", "timezone.localtime(moment)"),
        bad=("date.today()", "datetime.now(UTC)", "timezone.now()", "datetime.datetime.now()", "timezone.localtime()"),
        allowed={"src/tongpin/kernel/clock.py": "this is the clock"},
    ),
    Rule(
        name="services do not look at the clock",
        why="today is told to them, so that a late entry can be dated right and a test can say the day",
        find=imports_any("tongpin.kernel.clock.today"),
        where=frozenset({"services", "models", "flow", "calculations"}),
        good=("from tongpin.kernel.periods import Period", "from tongpin.kernel.clock import now"),
        bad=("from tongpin.kernel.clock import today",),
    ),
    Rule(
        name="moments have a zone",
        why="a naive moment is eight hours wrong on some machine",
        find=naive_moment,
        good=("datetime(2023, 1, 1, tzinfo=UTC)", "datetime.fromtimestamp(t, UTC)"),
        bad=("datetime(2023, 1, 1)", "datetime.fromtimestamp(t)", "datetime.utcnow()"),
        allowed={"src/tongpin/engines/documents/": "properties and cells of a document have no zone"},
    ),
    Rule(
        name="no floats",
        why="money and scores are exact: Decimal here, 分 in the database",
        find=floats,
        good=("Decimal('0.1')", "isinstance(cell, float)", "int(x)"),
        bad=("float(amount)", "models.FloatField()"),
    ),
    Rule(
        name="no Decimal from a float literal",
        why="Decimal(0.1) is 0.1000000000000000055",
        find=decimal_of_float,
        good=("Decimal('0.1')", "Decimal(1)"),
        bad=("Decimal(0.1)",),
    ),
    Rule(
        name="one rounding",
        why="round() and quantize() round half to even; offices round half up, in one place",
        find=own_rounding,
        good=("round_half_up(value, 2)", "table.round(2)"),
        bad=("round(value, 2)", "value.quantize(cent)"),
        allowed={
            "src/tongpin/kernel/rounding.py": "this is the rounding",
            "src/tongpin/engines/documents/": "millimetres and points into the whole units of a document; no figures of the office",
            "src/tongpin/engines/dataio/cells/figures.py": "asks whether an amount is exact to the 分 and refuses it otherwise",
            "src/tongpin/foundation/ui/forms.py": "asks whether an amount is exact to the 分 and refuses it otherwise",
            "src/tongpin/engines/indicators/selectors/values.py": "asks whether a value can be kept exactly",
        },
    ),
    Rule(
        name="missing is not 0",
        why="an unknown figure shows a dash with its reason",
        find=unknown_as_nought,
        good=(
            "total if total is not None else None",
            "Coalesce('name', Value(''))",
            "name or ''",
            "rows.aggregate(n=Max('number'))['n'] or 0",
            "sorted(rows, key=lambda r: (r.place is None, r.place or 0))",
        ),
        bad=("total or 0", "total or Decimal(0)", "Coalesce('amount', 0)"),
        allowed={
            "src/tongpin/foundation/ui/components.py": "width of a bar that is drawn only where the figure is known",
            "src/tongpin/foundation/audit/middleware.py": "a number of proxies, not a figure",
        },
    ),
)
