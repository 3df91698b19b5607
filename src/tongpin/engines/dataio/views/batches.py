"""批次: the list, step two (核对) and three (确认), the result, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpin.engines.dataio import services
from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.dataio.forms import ReadingForm
from tongpin.engines.dataio.lists import BATCHES
from tongpin.engines.dataio.permissions import Permission
from tongpin.engines.dataio.selectors import batch_files, importable, sheet_import, totals, visible_batches
from tongpin.engines.dataio.selectors.preview import SheetPreview, sheet_preview
from tongpin.engines.dataio.selectors.rights import may_undo, may_write, same_content, waiting_job
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.access.selectors import within
from tongpin.foundation.ui.addresses import address, whole_number
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_panels
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

FIRST_ROWS, PAGE_ROWS, MOST_PAGES = 20, 100, 100_000
STEP = {BatchState.READING: 1, BatchState.PARSED: 2, BatchState.QUEUED: 3, BatchState.CONFIRMED: 4, BatchState.UNDONE: 4}


@require_GET
@requires(Permission.VIEW)
def batch_list(request: OfficeRequest) -> HttpResponseBase:
    """导入记录."""
    actions = (Action("导入台账", address(request, "dataio:upload"), primary=True),) if importable(request.user, request.scope.org) else ()
    return list_page(request, BATCHES, within(visible_batches(request.user), request.scope.org), actions=actions)


@require_GET
@requires(Permission.VIEW)
def batch(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个批次: preview while it waits, result afterwards."""
    found = _batch(request, pk)
    is_open = found.state == BatchState.PARSED
    files = [(file, [_section(sheet) for sheet in file.sheets.all()]) for file in batch_files(found)]
    counts = totals(found)
    context = {
        "batch": found,
        "files": files,
        "counts": counts,
        "step": STEP.get(BatchState(found.state), 0),
        "job": waiting_job(found),
        "may_write": may_write(request.user, found),
        "may_undo": may_undo(request.user, found),
        "may_confirm": is_open and counts["new"] + counts["changed"] > 0,
        "before": same_content(found) if is_open else None,
        "panels": record_panels(request, found.reference()),
        "title": found.title,
        "crumbs": [("导入记录", address(request, "dataio:batches"))],
    }
    return render(request, "dataio/batch.html", context)


def _section(sheet: Any) -> SheetPreview:
    return sheet_preview(sheet, count=FIRST_ROWS)


@require_GET
@requires(Permission.VIEW)
def sheet(request: OfficeRequest, pk: int, sheet_pk: int) -> HttpResponseBase:
    """一张表的全部行 of one state, a hundred at a time."""
    found = _batch(request, pk)
    row = _sheet(found, sheet_pk)
    number = min(whole_number(request.GET.get("page", "")) or 1, MOST_PAGES)
    preview = sheet_preview(row, show=request.GET.get("show", ""), start=(number - 1) * PAGE_ROWS, count=PAGE_ROWS)
    pages = -(-preview.total // PAGE_ROWS)
    context = {
        "batch": found,
        "part": preview,
        "number": number,
        "pages": pages,
        "title": f"{row.file.name}［{row.name}］",
        "crumbs": [("导入记录", address(request, "dataio:batches")), (found.title, address(request, "dataio:batch", pk))],
    }
    return render(request, "dataio/sheet.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW)
def reading(request: OfficeRequest, pk: int, sheet_pk: int) -> HttpResponseBase:
    """更正列对应 of a sheet; the batch is then read again."""
    found = _writable(request, pk)
    row = _sheet(found, sheet_pk)
    form = ReadingForm(request.POST or None, sheet=row, sheets=importable(request.user, found.org))
    if request.method == "POST" and form.is_valid():
        try:
            services.choose(row, choices=form.choices_made(), by=request.user)
            services.read(found, by=request.user, today=today())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已按您的更正重新核对；以后这种表头照此对应。")
            return redirect(address(request, "dataio:batch", pk))
    back = address(request, "dataio:batch", pk)
    context = {"sheet": row, "batch": found}
    return form_page(request, form, title="更正列对应", submit="重新核对", back=back, template="dataio/reading.html", context=context)


@require_POST
@requires(Permission.VIEW)
def confirm(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """确认导入: at once where it is short, by a worker where it is long."""
    found = _writable(request, pk)
    whole = request.POST.get("all_or_nothing") == "1"
    write = services.confirm_in_background if services.is_large(found) else services.confirm
    return _act(request, pk, lambda: write(found, by=request.user, today=today(), all_or_nothing=whole), "")


@require_POST
@requires(Permission.UNDO)
def undo(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤销本次导入."""
    found = _writable(request, pk)
    if not may_undo(request.user, found):
        raise Http404
    return _act(request, pk, lambda: services.undo(found, by=request.user), "已撤销本次导入，台账恢复到导入之前。")


@require_POST
@requires(Permission.VIEW)
def discard(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """放弃这个批次."""
    found = _writable(request, pk)
    return _act(request, pk, lambda: services.discard(found, by=request.user), "已放弃，没有写入任何记录；原件仍保留。")


@require_POST
@requires(Permission.VIEW)
def give_back(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """退回待确认 where the worker gave up."""
    found = _writable(request, pk)
    job = waiting_job(found)
    if job is not None and not job.is_finished:
        raise Http404
    return _act(request, pk, lambda: services.return_to_person(found, by=request.user), "已退回，请重新确认。")


@require_GET
@requires(Permission.VIEW)
def progress(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """进度 as a fragment; once the batch has moved on the page around it is loaded anew."""
    found = _batch(request, pk)
    job = waiting_job(found)
    response = render(request, "dataio/progress.html", {"batch": found, "job": job})
    if found.state not in (BatchState.READING, BatchState.QUEUED) or (job is not None and job.is_finished):
        response["HX-Refresh"] = "true"
    return response


def _act(request: OfficeRequest, pk: int, act: Any, done: str) -> HttpResponseBase:
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        if done:
            messages.success(request, done)
    return redirect(address(request, "dataio:batch", pk))


def _batch(request: OfficeRequest, pk: int) -> Any:
    found = visible_batches(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _writable(request: OfficeRequest, pk: int) -> Any:
    found = _batch(request, pk)
    if not may_write(request.user, found):
        raise Http404
    return found


def _sheet(found: Any, pk: int) -> Any:
    row = sheet_import(found, pk)
    if row is None:
        raise Http404
    return row
