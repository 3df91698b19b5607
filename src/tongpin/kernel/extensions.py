"""扩展点: every place where a subject may hook into the whole, as one frozen dataclass each.

A domain lists what it contributes in its ``extensions.py`` as ``EXTENSIONS = [NavItem(...), ImportSheet(...), ...]``; ``install`` is called
once for each at start. A floor below asks ``gathered(NavItem)`` and never learns who answered.
Only points that something gathers exist here; those of activities stand in ``occasions``, those of duties in ``obligations``.
``docs/extension-points.md`` is generated from the docstrings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from tongpin.kernel.money import MoneyUnit
from tongpin.kernel.periods import Period
from tongpin.kernel.reference import Reference


class Extension:
    """扩展: base of every extension point."""


@dataclass(frozen=True, kw_only=True)
class PermissionSet(Extension):
    """权限清单: the permissions a subject knows, with the words shown on the roles screen. Gathered by ``foundation/access``."""

    title: str
    permissions: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class NavItem(Extension):
    """导航项: one entry of the left rail; shown to those who hold ``permission``. Gathered by ``foundation/ui``."""

    group: str
    title: str
    url_name: str
    permission: str
    icon: str = "list"
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class RecordKind(Extension):
    """记录种类: how a ``Reference`` of this kind is opened.

    ``fetch(pk, viewer)`` gives the reference where the viewer may see the record and None otherwise; ``url_name`` takes the pk.
    Gathered by files (attachments), audit, indicators (trace) and search.
    """

    kind: str
    title: str
    url_name: str
    permission: str
    fetch: Callable[[int, Any], Reference | None]


@dataclass(frozen=True, kw_only=True)
class RecordPanel(Extension):
    """记录面板: a part of another subject's record page. ``record_kind`` "*" stands on every record page.

    ``context(reference, request)`` gives the template's variables, or None to leave the panel out. Gathered by ``foundation/ui``.
    """

    record_kind: str
    title: str
    permission: str
    template: str
    context: Callable[[Reference, Any], Mapping[str, Any] | None]
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class DeskCard(Extension):
    """工作台卡片: one card of the desk. ``context(request)`` gives the variables, or None to leave it out.

    Gathered by ``interfaces/desk``.
    """

    key: str
    title: str
    permission: str
    template: str
    context: Callable[[Any], Mapping[str, Any] | None]
    order: int = 100
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class OwnPart(Extension):
    """本人事项: one part of a person's own page: what they owe, learn or may have corrected.

    ``context(request)`` gives the template's variables, or None to leave the part out. ``url_name`` with ``url_title`` is the page that
    has all of it, linked where given. Gathered by ``interfaces/desk``.
    """

    key: str
    title: str
    permission: str
    template: str
    context: Callable[[Any], Mapping[str, Any] | None]
    url_name: str = ""
    url_title: str = ""
    order: int = 100


def no_steps() -> Sequence[tuple[str, str]]:
    """Nothing is offered beside opening it."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Todo:
    """待办事项: one thing a person has to do; the title says it, ``due_on`` by when, ``url`` where.

    ``steps()`` gives what can be begun at once, title and address each, or one sentence without an address, who does what; it is asked
    only of the few that are shown with buttons.
    """

    title: str
    url: str
    kind: str
    due_on: date | None = None
    reason: str = ""
    steps: Callable[[], Sequence[tuple[str, str]]] = no_steps


@dataclass(frozen=True, kw_only=True)
class TodoSource(Extension):
    """待办来源: what a person has to do in one subject, limited to what they may see. Gathered by ``interfaces/desk``."""

    key: str
    title: str
    permission: str
    items: Callable[[Any], Sequence[Todo]]


@dataclass(frozen=True, kw_only=True)
class AuditVerb(Extension):
    """审计动作: a verb of the audit trail with its Chinese words. An unknown verb cannot be recorded. Gathered by ``foundation/audit``."""

    verb: str
    title: str


@dataclass(frozen=True, kw_only=True)
class SearchSource(Extension):
    """搜索来源: ``find(text, request, limit)`` gives references the viewer may see. Gathered by ``interfaces/desk``."""

    kind: str
    title: str
    permission: str
    find: Callable[[str, Any, int], Sequence[Reference]]


class ColumnType(StrEnum):
    """导入列类型, deciding how a cell is read and what may be said of it."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    YEAR = "year"
    CHOICE = "choice"
    CREDIT_CODE = "credit_code"


@dataclass(frozen=True, kw_only=True)
class ImportColumn:
    """导入列: ``name`` is the key in the values a sheet's ``apply`` receives; ``title`` the Chinese header of the template.

    ``aliases`` are other headers that mean the same. ``unit`` is the 元-unit assumed where neither header nor note names one (MONEY).
    ``choices`` maps what offices write to the stored value (CHOICE); the template's dropdown offers the first spelling of each value.
    A value may be negative or in the future only where the column says so. ``default`` is the stored value that new records get where the
    person's sheet has no such column at all (or what tells it from the rest of the row; then ``default_words`` says how); the preview says
    so. An empty cell of a column that is there stays an error.
    """

    name: str
    title: str
    type: ColumnType = ColumnType.TEXT
    aliases: tuple[str, ...] = ()
    required: bool = False
    unit: MoneyUnit = MoneyUnit.WAN
    choices: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    pattern_hint: str = ""
    max_length: int = 200
    allow_negative: bool = False
    allow_future: bool = False
    example: str = ""
    hint: str = ""
    default: str | Callable[[Mapping[str, Any]], str] | None = None
    default_words: str = ""

    def default_for(self, row: Mapping[str, Any]) -> str | None:
        """What a new record gets where the sheet has no such column."""
        return self.default(row) if callable(self.default) else self.default


@dataclass(frozen=True, kw_only=True)
class ImportSheet(Extension):
    """导入表: one kind of ledger sheet. Gathered by ``engines/dataio``; the same engine serves page and command line.

    ``key`` names the columns of the natural key. All callables work on many rows at once and never query per row:
    ``current(org, keys)``: key tuple → values now stored (same names and Python types as the columns give), for the preview;
    all rows of the organisation where ``keys`` is None, for an export.
    ``check(org, rows)``: row index → list of (column name, message, suggestion), for what one cell alone cannot tell; optional.
    ``apply(org, rows, changes, by, today)``: writes rows (new and changed alike) through ``changes`` (the ChangeSet of
    ``engines/dataio``), so that the batch can be undone. It runs inside the batch's transaction and audits no row: the batch is the
    audited event.
    ``duplicates``: "refuse" makes a second row with the same key in one file an error; "first" and "last" keep one of them and count
    the others as skipped.
    """

    kind: str
    title: str
    permission: str
    columns: tuple[ImportColumn, ...]
    key: tuple[str, ...]
    current: Callable[[Any, Sequence[tuple[Any, ...]] | None], Mapping[tuple[Any, ...], Mapping[str, Any]]]
    apply: Callable[..., None]
    check: Callable[[Any, Sequence[Mapping[str, Any]]], Mapping[int, list[tuple[str, str, str]]]] | None = None
    duplicates: str = "refuse"
    sheet_hints: tuple[str, ...] = ()
    list_url_name: str = ""
    order: int = 100


class MeasureKind(StrEnum):
    """指标口径: stock at a date, flow over a period, yearly registration count, distinct count over a period, ratio."""

    STOCK = "stock"
    FLOW = "flow"
    YEARLY = "yearly"
    DISTINCT = "distinct"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class MeasureScope:
    """取数范围: the organisations whose rows count, the window, and the business date up to which rows are known.

    A stock is taken at ``as_of``; a flow counts rows dated in ``window`` and not after ``as_of``.
    """

    org_ids: tuple[int, ...]
    window: Period
    as_of: date

    @property
    def stop(self) -> date:
        """First day that no longer counts, for half-open ranges: min(window end, the day after as_of)."""
        return min(self.window.end, date.fromordinal(self.as_of.toordinal() + 1))


@dataclass(frozen=True, slots=True)
class Computed:
    """计算结果: exact value (amounts in 元) or None with the reason; ``rows`` is a lazy query set of the rows behind it."""

    value: Decimal | None
    rows: Any
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class MeasureSource(Extension):
    """指标来源: a measure computed from a subject's rows, with the definition it starts life with. Gathered by ``engines/indicators``.

    ``record_kinds``: a change of such a record makes kept values stale. ``formula``: the rule in words, shown in the trace.
    ``unit`` is the unit of the stored value ("元" for amounts); ``shown_unit`` and ``places`` say how it is printed ("亿元", 2).
    ``growth_places`` is the printed precision of its growth. ``aliases`` are names under which targets are issued.
    ``aggregation``: "recompute" asks the rows of the whole sub-tree (distinct counts stay distinct), "sum" adds the children.
    ``contribution(row)`` is what one row adds, shown in the trace.
    """

    code: str
    title: str
    unit: str
    kind: MeasureKind
    record_kinds: tuple[str, ...]
    formula: str
    compute: Callable[[MeasureScope], Computed]
    reference: Callable[[Any], Reference]
    contribution: Callable[[Any], Decimal] | None = None
    row_date: Callable[[Any], date | None] | None = None
    shown_unit: str = ""
    places: int = 0
    growth_places: int = 2
    qualifier: str = ""
    direction: str = "up"
    seasonality: tuple[int, ...] = ()
    aggregation: str = "recompute"
    aliases: tuple[str, ...] = ()
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class ReportedMeasure(Extension):
    """填报指标: a measure no ledger carries yet; people report it with status and evidence. Gathered by ``engines/indicators``."""

    code: str
    title: str
    unit: str
    kind: MeasureKind
    formula: str
    growth_places: int = 2
    aliases: tuple[str, ...] = ()
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class ChangeListener(Extension):
    """变动监听: told, inside the writing transaction, which kinds of records of an organisation changed.

    An engine that writes for a subject (import, undo) tells all listeners; kept figures become stale that way.
    """

    changed: Callable[[int, frozenset[str]], None]


@dataclass(frozen=True, kw_only=True)
class DefaultYear(Extension):
    """默认年度: the year a page opens with for an organisation where its address names none, or None for no opinion.

    ``year(org_id, today)``. Gathered by ``foundation/access``.
    """

    year: Callable[[int, date], int | None]


@dataclass(frozen=True, kw_only=True)
class RowEntry:
    """录入情况: who brought a record in, when, and by what (an import batch with its address, for those with ``permission``)."""

    by: str
    at: datetime
    title: str = ""
    url: str = ""
    permission: str = ""


@dataclass(frozen=True, kw_only=True)
class RowOrigin(Extension):
    """记录来源: who brought records of a kind in, for those that came in many at a time. One query for all ``pks``.

    Gathered by ``engines/indicators``, so that a trace ends with a person.
    """

    find: Callable[[str, Sequence[int]], Mapping[int, RowEntry]]


@dataclass(frozen=True, kw_only=True)
class ListExporter(Extension):
    """清单导出: writes what a list page shows (``foundation/ui`` ListPage) as a download. Contributed by ``engines/dataio``."""

    format: str
    title: str
    respond: Callable[[Any, Any], Any]


E = TypeVar("E", bound=Extension)

_installed: dict[str, tuple[Extension, ...]] = {}


def install(module: str, extensions: Iterable[Extension]) -> None:
    """Takes what ``module`` contributes; calling again replaces it."""
    _installed[module] = tuple(extensions)


def gathered(point: type[E]) -> list[E]:
    """All contributions to one extension point, by their ``order`` where they have one, then in order of installation."""
    found = [e for extensions in _installed.values() for e in extensions if isinstance(e, point)]
    return sorted(found, key=lambda e: getattr(e, "order", 0))


def contributors() -> Mapping[str, tuple[Extension, ...]]:
    """Which module contributed what, for the generated page and its test."""
    return dict(_installed)
