"""错误批注下载: the person's own file back with the reasons, and the original."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_GET

from tongpin.engines.dataio.downloads import workbook_response
from tongpin.engines.dataio.permissions import Permission
from tongpin.engines.dataio.remarks.workbook import marked_original, refused_rows
from tongpin.engines.dataio.selectors import visible_batches
from tongpin.engines.dataio.selectors.remarks import file_with_errors, sheet_remarks
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.files.services import open_file


@require_GET
@requires(Permission.VIEW)
def remarks(request: OfficeRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """错误原因 in the person's own workbook; the refused rows alone where that cannot be edited."""
    batch = visible_batches(request.user).filter(pk=pk).first()
    file = file_with_errors(batch, file_pk) if batch is not None else None
    if file is None or file.stored is None:
        raise Http404
    sheets = sheet_remarks(file)
    stem, _, suffix = file.name.rpartition(".")
    marked = None
    if suffix.lower() == "xlsx":
        with open_file(file.stored) as stream:
            marked = marked_original(stream.read(), sheets)
    return workbook_response(marked or refused_rows(sheets), f"{stem or file.name}_错误原因.xlsx")
