"""附件页面: whoever sees a record may download its evidence; nobody reaches a file any other way."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpin.foundation.accounts.doors import OfficeRequest, requires
from tongpin.foundation.files import selectors, services
from tongpin.foundation.files.forms import AttachForm, WithdrawForm
from tongpin.foundation.files.permissions import FilePermission
from tongpin.foundation.ui.addresses import address
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel.errors import Refused
from tongpin.kernel.reference import Reference

logger = logging.getLogger("tongpin.files")


@require_GET
@requires(FilePermission.VIEW)
def download(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """下载: always as an attachment, never shown inside our own pages."""
    found = selectors.downloadable(pk, request.user)
    if found is None:
        raise Http404
    file, name = found
    try:
        stream = services.open_file(file)
    except FileNotFoundError:
        logger.error("stored file %s has no bytes on disk", file.pk)
        raise Http404 from None
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=file.content_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@requires(FilePermission.ATTACH)
def attach(request: OfficeRequest, kind: str, pk: int) -> HttpResponseBase:
    """上传佐证材料 to a record of an organisation for which the viewer may."""
    record = selectors.record_for_evidence(kind, pk, request)
    if record is None:
        raise Http404
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            file = services.store(upload, name=upload.name, org=record.org_id or request.scope.org, by=request.user, purpose="evidence")
            services.attach(file, to=record, by=request.user, purpose=form.cleaned_data["purpose"], name=upload.name)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, f"已上传佐证材料“{upload.name}”。")
    else:
        messages.error(request, "".join(str(problem) for problems in form.errors.values() for problem in problems))
    return redirect(_page(request, record))


@require_http_methods(["GET", "POST"])
@requires(FilePermission.ATTACH)
def withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    """撤下附件 with a reason."""
    found = selectors.attachment(pk, request)
    if found is None:
        raise Http404
    attachment, record = found
    page = _page(request, record)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(attachment, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"已撤下附件“{attachment.name}”，文件和上传记录仍保留备查。")
            return redirect(page)
    return form_page(request, form, title=f"撤下附件“{attachment.name}”", submit="撤下", back=page)


def _page(request: OfficeRequest, record: Reference) -> str:
    return address(request, selectors.record_url_name(record.kind), record.pk)
