"""表格预审页面: a firm's own form is uploaded and comes back with its findings; nothing of it is kept."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpResponseBase

from tongpin.domains.coaching.forms.precheck import PrecheckForm
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.precheck.checking import Prechecked, marked, precheck
from tongpin.engines.ledgers.pages import entry_org
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INTRO = (
    "上传企业自己填的研发统计表（107-1、107-2）或研发支出辅助账（2015版、2021版），原表原样返回，问题写在单元格的批注里，"
    "另附一张“预审结果”。数值、公式和格式不改动；文件和数据都不保存，需要入账的另行导入。"
)


@requires(Permission.EDIT)
def precheck_page(request: OfficeRequest) -> HttpResponseBase:
    """表格预审."""
    org = entry_org(request, Permission.EDIT)
    form = PrecheckForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content, name = file.read(), file.name
        try:
            found, returned = _prechecked(content, name, org, wanted="look" not in request.POST)
        except Refused as refused:
            form.refuse(refused)
        else:
            if returned is not None:
                stem = name.rpartition(".")[0] or name
                return FileResponse(BytesIO(returned), as_attachment=True, filename=f"{stem}_预审.xlsx", content_type=XLSX)
    context = {"found": found, "rows": found.rows()[: len(found.findings)] if found else ()}
    return form_page(request, form, title="研发表格预审", intro=INTRO, template="coaching/precheck.html", context=context)


def _prechecked(content: bytes, name: str, org: Any, *, wanted: bool) -> tuple[Prechecked, bytes | None]:
    """What was found, and the file with it where it is wanted and any form was known in it."""
    found = precheck(content, name, org=org, on=today())
    return found, marked(content, found) if wanted and found.forms else None
