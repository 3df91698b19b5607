"""上传: step one, and the blank templates."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpin.engines.dataio import services
from tongpin.engines.dataio.blanks import template
from tongpin.engines.dataio.downloads import workbook_response
from tongpin.engines.dataio.forms import UploadForm
from tongpin.engines.dataio.permissions import Permission
from tongpin.engines.dataio.selectors import importable
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.addresses import address
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ImportSheet

INLINE_BYTES = 3 * 1024 * 1024


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW)
def upload(request: OfficeRequest) -> HttpResponseBase:
    """上传台账 for the organisation the page looks at."""
    sheets = _sheets(request)
    form = UploadForm(request.POST or None, request.FILES or None, sheets=sheets)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(address(request, "dataio:batch", _submit(request, form)))
        except Refused as refused:
            form.refuse(refused)
    context = {"sheets": sheets, "org": request.scope.org}
    return form_page(request, form, title="导入台账", submit="上传并核对", template="dataio/upload.html", context=context)


def _submit(request: OfficeRequest, form: UploadForm) -> int:
    """The number of the batch; small files are read at once, large ones in the background."""
    contents = [(upload.name, upload.read()) for upload in form.cleaned_data["uploads"]]
    org, by = request.scope.org, request.user
    kind = form.cleaned_data["kind"]
    if kind or sum(len(content) for _, content in contents) <= INLINE_BYTES:
        return int(services.stage_many(contents, org=org, by=by, today=today(), kind=kind).pk)
    batch = services.read_in_background(services.submit(contents, org=org, by=by), by=by, today=today())
    messages.info(request, "文件较大，正在后台读取，读完后在本页核对。")
    return int(batch.pk)


@require_GET
@requires(Permission.VIEW)
def blank(request: OfficeRequest, kind: str) -> HttpResponseBase:
    """空白模板 of a ledger."""
    sheet = next((s for s in _sheets(request) if s.kind == kind), None)
    if sheet is None:
        raise Http404
    return workbook_response(template(sheet), f"{sheet.title}_模板.xlsx")


def _sheets(request: OfficeRequest) -> list[ImportSheet]:
    """What may be imported here; 404 where that is nothing."""
    sheets = importable(request.user, request.scope.org) if request.scope.org.pk is not None else []
    if not sheets:
        raise Http404
    return sheets
