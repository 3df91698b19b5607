"""台账页面: what the pages of all ledgers do alike: buttons, entry by form, sight of a record, search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.foundation.access.doors import OfficeRequest
from tongpin.foundation.access.selectors import Sight, may, visible_to
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, Header, ListSpec, Row
from tongpin.kernel.reference import Reference

R = TypeVar("R", bound=OwnedRecord)
Columns = Sequence[Column] | Callable[[Any], Sequence[Column]]

TABLE = "ui/parts/table.html"
MOST_IN_PANEL = 50


def entry_page(
    request: OfficeRequest, form: Any, service: Callable[..., R], *, title: str, done: str, page: str, back: str, submit: str = "保存"
) -> HttpResponseBase:
    """登记页: shows ``form``; what is sent goes to ``service``; then the word ``done`` at ``page`` (the record's page, or an address)."""
    if request.method == "POST":
        record = form.act(service)
        if record is not None:
            messages.success(request, done)
            return redirect(here(request, page if page.startswith("/") else reverse(page, args=[record.pk])))
    return form_page(request, form, title=title, submit=submit, back=back)


def entry_org(request: OfficeRequest, permission: str) -> Organisation:
    """登记单位: the organisation the page looks at, where the viewer may write for it; 404 otherwise."""
    org: Organisation = request.scope.org
    if org.pk is None or not request.may(permission, org):
        raise Http404
    return org


def asked_for(request: OfficeRequest, *names: str) -> dict[str, str]:
    """预填: what the address says of these fields, so that a page that knows them opens the form filled in."""
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def list_actions(
    request: OfficeRequest, permission: str, *, new: str = "", title: str = "登记", importing: str = "", kind: str = ""
) -> tuple[Action, ...]:
    """清单按钮: entry, import and the empty form of ``kind`` for those who may write for the organisation the page looks at."""
    found = []
    org = request.scope.org
    if importing and org.pk is not None and request.may(importing, org):
        found.append(Action("下载模板", here(request, reverse("dataio:template", args=[kind]))))
        found.append(Action("导入", here(request, reverse("dataio:upload"))))
    if new and org.pk is not None and request.may(permission, org):
        found.append(Action(title, here(request, reverse(new)), primary=True))
    return tuple(found)


def without_totals(spec: ListSpec) -> ListSpec:
    """不设合计: the list without its sum row, where it mixes what must not be added together."""
    return replace(spec, columns=tuple(replace(column, total="") for column in spec.columns))


def record_actions(request: OfficeRequest, record: OwnedRecord, permission: str, *buttons: tuple[str, str]) -> tuple[Action, ...]:
    """记录按钮: (title, URL name) each, for those who may write for the record's organisation; the first is the main one."""
    if not request.may(permission, record.org):
        return ()
    return tuple(
        Action(title, here(request, reverse(name, args=[record.pk])), primary=number == 0) for number, (title, name) in enumerate(buttons)
    )


def seen(rows: Callable[[], QuerySet[Any]], permission: str, *, sight: Sight = visible_to) -> Callable[[int, Any], Reference | None]:
    """看得见则取: ``RecordKind.fetch`` for the records of ``rows``."""

    def fetch(pk: int, viewer: Any) -> Reference | None:
        if not may(viewer, permission):
            return None
        record = sight(rows(), viewer, permission).filter(pk=pk).first()
        return None if record is None else record.reference()

    return fetch


def finder(
    rows: Callable[[], QuerySet[Any]], permission: str, matching: Callable[[str], Q], *, sight: Sight = visible_to
) -> Callable[[str, Any, int], Sequence[Reference]]:
    """搜索: ``SearchSource.find`` over the records of ``rows`` that the viewer may see."""

    def find(text: str, request: Any, limit: int) -> Sequence[Reference]:
        if not text.strip():
            return []
        found = sight(rows(), request.user, permission).filter(matching(text.strip()))
        return [record.reference() for record in found.order_by("pk")[:limit]]

    return find


def table_panel(
    title: str,
    columns: Columns,
    rows: Callable[[int], QuerySet[Any]],
    permission: str,
    *,
    field: str = "org",
    sight: Sight = visible_to,
) -> Callable[[Reference, Any], Mapping[str, Any] | None]:
    """表格面板: ``RecordPanel.context`` with the rows that hang on a record and that the viewer may see; left out where there are none.

    ``columns`` may be a function of the request, where what is shown depends on the day the page looks at.
    """

    def context(reference: Reference, request: Any) -> Mapping[str, Any] | None:
        return table_of(title, columns, sight(rows(reference.pk), request.user, permission, field=field), request)

    return context


def table_of(title: str, columns: Columns, records: QuerySet[Any], request: Any) -> Mapping[str, Any] | None:
    """面板表格: what the table template needs to show the first of ``records``; None where there are none."""
    found = list(records[:MOST_IN_PANEL])
    if not found:
        return None
    asked = columns(request) if callable(columns) else columns
    shown = [Row(number, record, [c.cell(record, request) for c in asked]) for number, record in enumerate(found, 1)]
    return {"spec": ListSpec("panel", title, asked), "headers": [Header(c, "", "") for c in asked], "rows": shown, "totals": []}
