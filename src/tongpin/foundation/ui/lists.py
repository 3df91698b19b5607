"""清单: every list of the product: filter row, sortable headers, sums over the whole filter, paging, column choice, export, print.

    SPEC = ListSpec("contracts", "技术合同", (Column("number", "合同编号", link="service:contract"),
                    Column("amount", "成交额", kind="money", unit="万元", sort=("amount",), total="amount")), ContractFilter, "-signed_on",
                    empty_title="还没有技术合同", empty_hint="可先下载模板填好后导入。")
    return list_page(request, SPEC, contracts_visible_to(request), actions=(Action("导入", reverse("dataio:upload")),))

Every state is in the URL: ``sort size page cols export print`` and the filters' own keys; all of it works without scripts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Model, Q, QuerySet, Sum
from django.db.models.expressions import OrderBy
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from tongpin.foundation.ui.addresses import SCOPE_KEYS, changed_query, scope_of, whole_number
from tongpin.foundation.ui.columns import Cell, Column
from tongpin.foundation.ui.filters import filter_words, office_form
from tongpin.kernel import clock
from tongpin.kernel.extensions import ListExporter, gathered

__all__ = ["Action", "Cell", "Column", "ListPage", "ListSpec", "list_page"]

PAGE_SIZES = (20, 50, 100, 200)
MOST_PRINTED = 2000
STATE_KEYS = ("sort", "size", "cols")


@dataclass(frozen=True)
class Action:
    """操作: a button top right, named with a verb; the one main action is ``primary``.

    ``method`` "post" makes a form with the CSRF token; ``confirm`` asks first.
    """

    title: str
    url: str
    primary: bool = False
    method: str = "get"
    confirm: str = ""
    icon: str = ""


@dataclass(frozen=True)
class ListSpec:
    """清单说明: what a list shows. ``default_sort``: column keys or ORM fields, with "-" for descending; one or several."""

    key: str
    title: str
    columns: Sequence[Column]
    filter_class: Any = None
    default_sort: str | Sequence[str] = "pk"
    empty_title: str = "还没有记录"
    empty_hint: str = ""
    per_page: int = 50
    noun: str = "条"
    signers: Sequence[str] = ("填表人", "审核人", "单位负责人")

    def column(self, key: str) -> Column | None:
        return next((c for c in self.columns if c.key == key), None)

    def ordering(self, sort: str, model: type[Model]) -> list[OrderBy]:
        """ORM ordering for a sort key of the URL (only the spec's own sortable columns), else the default; always total."""
        column = self.column(sort.removeprefix("-"))
        if column and column.sort:
            wanted = [_turned(f, sort.startswith("-")) for f in column.sort]
        else:
            wanted = [f for one in _several(self.default_sort) for f in self._orm(one)]
        return [_order(f, model) for f in (*wanted, *(() if any(f.lstrip("-") == "pk" for f in wanted) else ("pk",)))]

    def _orm(self, name: str) -> list[str]:
        column = self.column(name.removeprefix("-"))
        return [_turned(f, name.startswith("-")) for f in column.sort] if column and column.sort else [name]


def _several(names: str | Sequence[str]) -> Sequence[str]:
    return (names,) if isinstance(names, str) else names


def _turned(name: str, turn: bool) -> str:
    if not turn:
        return name
    return name[1:] if name.startswith("-") else f"-{name}"


def _order(name: str, model: type[Model]) -> OrderBy:
    """Missing values come last in both directions, alike on both databases; a field that is never missing stays plain for its index."""
    bare = name.lstrip("-")
    fields = {f.name: f for f in model._meta.concrete_fields}
    never_missing = bare == "pk" or (bare in fields and not fields[bare].null)
    return OrderBy(F(bare), descending=name.startswith("-"), nulls_last=None if never_missing else True)


@dataclass(frozen=True)
class ListPage:
    """清单页: what is on the page, for the page itself and for exporters (``ListExporter.respond(request, page)``).

    ``queryset`` is filtered and sorted but not cut into pages; ``columns`` are those chosen; ``column.read(row)`` is the raw value,
    ``column.shown(row)`` its text, ``column.header`` the title with unit.
    """

    request: HttpRequest
    spec: ListSpec
    columns: Sequence[Column]
    queryset: QuerySet[Any]
    filter_text: str
    title: str
    scope: Any
    user: Any
    filterset: Any = None
    sort: str = ""
    filter_errors: Sequence[str] = field(default_factory=tuple)

    def totals(self) -> dict[str, tuple[Any, int]]:
        """合计 over the whole filter by column key: (sum, rows without a value); one query, none where nothing is summed."""
        summed = [c for c in self.columns if c.total]
        if not summed:
            return {}
        asked: dict[str, Any] = {}
        for column in summed:
            asked[f"sum_of_{column.key}"] = Sum(column.total)
            asked[f"missing_in_{column.key}"] = Count("pk", filter=Q(**{f"{column.total}__isnull": True}))
        found = self.queryset.order_by().aggregate(**asked)
        return {c.key: (found[f"sum_of_{c.key}"], found[f"missing_in_{c.key}"]) for c in summed}


@dataclass(frozen=True)
class Header:
    """表头: a column's title, its sort link and its state."""

    column: Column
    url: str
    direction: str


@dataclass(frozen=True)
class Row:
    """行: number within the whole list, the record and its cells."""

    number: int
    record: Any
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Total:
    """合计格: text of the sum and how many rows have no value."""

    css: str
    label: str
    text: str
    missing: int


def list_page(
    request: HttpRequest,
    spec: ListSpec,
    queryset: QuerySet[Any],
    *,
    template: str = "ui/list.html",
    actions: Sequence[Action] = (),
    context: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """清单页: the whole page; only the table part where htmx asks; a download for ``?export=``; a paper form for ``?print=``.

    A list is only looked at: it answers 405 to whoever sends it something.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    shown = _list(request, spec, queryset)
    if request.GET.get("export"):
        return _exported(shown, request.GET["export"])
    variables = {**(context or {}), **_frame(shown, actions)}
    if request.GET.get("print"):
        response = render(request, "ui/list_print.html", {**variables, **_printed(shown)})
    else:
        response = render(request, "ui/parts/list.html" if _wants_part(request) else template, {**variables, **_paged(shown)})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _list(request: HttpRequest, spec: ListSpec, queryset: QuerySet[Any]) -> ListPage:
    filterset, words = None, ""
    errors: tuple[str, ...] = ()
    if spec.filter_class is not None:
        filterset = spec.filter_class(request.GET, queryset=queryset, request=request)
        office_form(filterset.form)
        if filterset.form.is_valid():
            queryset, words = filterset.qs, filter_words(filterset.form)
        else:
            queryset = queryset.none()
            errors = tuple(f"{filterset.form.fields[name].label}：{' '.join(found)}" for name, found in filterset.form.errors.items())
    sort = request.GET.get("sort", "")
    return ListPage(
        request=request,
        spec=spec,
        columns=_columns(request, spec),
        queryset=queryset.order_by(*spec.ordering(sort, queryset.model)),
        filter_text=words,
        title=spec.title,
        scope=scope_of(request),
        user=getattr(request, "user", None),
        filterset=filterset,
        sort=sort if (column := spec.column(sort.removeprefix("-"))) and column.sort else "",
        filter_errors=errors,
    )


def _columns(request: HttpRequest, spec: ListSpec) -> list[Column]:
    """Chosen columns in the order of the spec; unknown keys are passed over, an empty choice is the default."""
    chosen = {key for text in request.GET.getlist("cols") for key in text.split(",")}
    return [c for c in spec.columns if c.key in chosen] or [c for c in spec.columns if not c.hidden]


def _exported(shown: ListPage, wanted: str) -> HttpResponseBase:
    exporter = next((e for e in gathered(ListExporter) if e.format == wanted), None)
    if exporter is None:
        raise Http404("没有这种导出格式。")
    response: HttpResponseBase = exporter.respond(shown.request, shown)
    return response


def _wants_part(request: HttpRequest) -> bool:
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and htmx.target == "list-part" and not htmx.history_restore_request


def _frame(shown: ListPage, actions: Sequence[Action]) -> dict[str, Any]:
    """What does not depend on the page of rows."""
    query = shown.request.GET
    kept = {key: query.getlist(key) for key in SCOPE_KEYS if key in query}
    return {
        "spec": shown.spec,
        "list": shown,
        "title": shown.title,
        "actions": actions,
        "filterset": shown.filterset,
        "filter_words": shown.filter_text,
        "filter_errors": shown.filter_errors,
        "headers": [_header(shown, c) for c in shown.columns],
        "all_columns": [(c, c in shown.columns) for c in shown.spec.columns],
        "exporters": gathered(ListExporter),
        "reset_url": changed_query(query, **{key: None for key in query if key not in (*SCOPE_KEYS, *STATE_KEYS)}),
        "print_url": changed_query(query, print=1, page=None),
        "scope_fields": [(key, value) for key, values in kept.items() for value in values],
        "state_fields": [(key, value) for key in STATE_KEYS if key in query for value in query.getlist(key) if value],
        "query_fields": [(key, v) for key in query if key not in ("cols", "page") for v in query.getlist(key) if v],
    }


def _header(shown: ListPage, column: Column) -> Header:
    if not column.sort:
        return Header(column, "", "")
    direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(shown.sort or _default_key(shown.spec), "")
    turned = f"-{column.key}" if direction == "ascending" else column.key
    return Header(column, changed_query(shown.request.GET, sort=turned, page=None), direction)


def _default_key(spec: ListSpec) -> str:
    """The column key of the default sort, however it is written, so that its header shows the arrow."""
    first = next(iter(_several(spec.default_sort)), "")
    bare = first.removeprefix("-")
    key = bare if spec.column(bare) else next((c.key for c in spec.columns if c.sort and c.sort[0] == bare), "")
    return f"-{key}" if key and first.startswith("-") else key


def _paged(shown: ListPage) -> dict[str, Any]:
    size = _size(shown)
    page = Paginator(shown.queryset, size).get_page(shown.request.GET.get("page"))
    rows = list(_rows(shown, page.object_list, page.start_index() or 1))
    query = shown.request.GET
    return {
        "page": page,
        "count": page.paginator.count,
        "rows": rows,
        "totals": _totals(shown) if rows else [],
        "pages": _page_links(page, query),
        "sizes": [(n, changed_query(query, size=n, page=None), n == size) for n in PAGE_SIZES],
        "is_filtered": bool(shown.filter_text or shown.filter_errors),
    }


def _printed(shown: ListPage) -> dict[str, Any]:
    count = shown.queryset.count()
    rows = list(_rows(shown, shown.queryset[:MOST_PRINTED], 1))
    return {
        "count": count,
        "rows": rows,
        "totals": _totals(shown) if rows else [],
        "most_printed": MOST_PRINTED if count > MOST_PRINTED else 0,
        "is_wide": len(shown.columns) > 8 or shown.request.GET.get("paper") == "a3",
        "back_url": changed_query(shown.request.GET, print=None, paper=None),
        "printed_at": clock.now(),
    }


def _size(shown: ListPage) -> int:
    asked = whole_number(shown.request.GET.get("size", ""))
    return asked if asked in PAGE_SIZES else shown.spec.per_page


def _rows(shown: ListPage, records: Any, first: int) -> Iterator[Row]:
    for number, record in enumerate(records, start=first):
        yield Row(number, record, [c.cell(record, shown.request) for c in shown.columns])


def _totals(shown: ListPage) -> list[Total]:
    sums = shown.totals()
    if not sums:
        return []
    return [
        Total(c.css, c.header, c.show(sums[c.key][0]), sums[c.key][1]) if c.key in sums else Total(c.css, c.header, "", 0)
        for c in shown.columns
    ]


def _page_links(page: Page[Any], query: Any) -> list[tuple[str, str, bool]]:
    """(text, url, is current); an empty url is the gap."""
    if page.paginator.num_pages == 1:
        return []
    return [
        (str(n), changed_query(query, page=n), n == page.number) if isinstance(n, int) else ("…", "", False)
        for n in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]


def render_part(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """局部: a fragment of a page for htmx; caches keep it apart from the whole page."""
    response = render(request, template, dict(context))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
