"""下载: answers that hand out a workbook, and the xlsx export of every list page."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect

from tongpin.engines.dataio.exports import MOST_ROWS, export_file, file_name
from tongpin.engines.dataio.services.exporting import note_export
from tongpin.foundation.ui.addresses import changed_query
from tongpin.kernel.clock import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_response(content: bytes | IO[bytes], name: str) -> HttpResponseBase:
    """An .xlsx to be saved, under its Chinese name."""
    stream = BytesIO(content) if isinstance(content, bytes) else content
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def export_list(request: Any, page: Any) -> HttpResponseBase:
    """导出 what the list page shows; on record, and refused with advice where it is too long for one workbook."""
    rows = page.queryset.count()
    if rows > MOST_ROWS:
        messages.error(request, f"本次筛选有 {rows} 条，超过一次导出 {MOST_ROWS} 条的上限；请用筛选缩小范围（如按年度）后分次导出。")
        return redirect(request.path + changed_query(request.GET, export=None))
    content = export_file(page, day=today())
    org = getattr(page.scope, "org", None)
    note_export(title=page.title, filter_text=page.filter_text, rows=rows, org_id=getattr(org, "pk", None), by=request.user)
    return workbook_response(content, file_name(page))
