"""报告页面."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.foundation.access.doors import fetch, requires
from tongpin.foundation.access.selectors import may
from tongpin.foundation.ui.addresses import address
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, Column, ListSpec, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.interfaces.reports import papers, selectors, services
from tongpin.interfaces.reports.forms import NewSentenceForm, WordingForm
from tongpin.interfaces.reports.permissions import ReportPermission
from tongpin.interfaces.reports.selectors import YEAR_END, Report
from tongpin.kernel.errors import Refused

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from tongpin.foundation.access.doors import OfficeRequest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

HISTORY = ListSpec(
    key="wording-history",
    title="本单位句式修改记录",
    columns=(
        Column(key="sentence_id", title="句式编号", value="sentence_id", link="reports:wording_record", sort=("sentence_id",)),
        Column(key="section", title="所在部分", value="section"),
        Column(key="text", title="句式", value="text"),
        Column(key="from_year", title="自哪一年起", value="from_year", sort=("from_year",)),
        Column(key="basis", title="修改依据", value="basis"),
        Column(key="written_by", title="修改人", value="written_by.display_name"),
        Column(key="created_at", title="修改时间", value="created_at", kind="moment", sort=("created_at",)),
    ),
    default_sort="-created_at",
    empty_title="还没有改写过句式",
    empty_hint="在“报告句式”中选一句改写，以后年度的报告即用本单位的写法。",
)


def _report(request: OfficeRequest) -> Report:
    """The report that the page's scope asks for, for an organisation whose reports the person may see."""
    scope = request.scope
    if not may(request.user, ReportPermission.VIEW, scope.org):
        raise Http404
    return selectors.year_end_report(scope.org, scope.period.start.year, as_of=scope.as_of)


@require_GET
@requires(ReportPermission.VIEW)
def year_end(request: OfficeRequest) -> HttpResponse:
    """年终总结: sentences with numbers that open their rows, and what was withheld and why."""
    return render(request, "reports/year_end.html", {"report": _report(request), "fonts": papers.fonts_notice()})


@require_GET
@requires(ReportPermission.VIEW)
def year_end_word(request: OfficeRequest) -> HttpResponse:
    """年终总结的 Word 文档."""
    report = _report(request)
    return _download(request, report, papers.year_end_document(report), "docx", WORD)


@require_GET
@requires(ReportPermission.VIEW)
def year_end_excel(request: OfficeRequest) -> HttpResponse:
    """年终总结的数据来源表."""
    report = _report(request)
    return _download(request, report, papers.year_end_workbook(report), "xlsx", EXCEL)


@require_GET
@requires(ReportPermission.VIEW)
def year_end_pdf(request: OfficeRequest) -> HttpResponse:
    """年终总结的 PDF."""
    report = _report(request)
    return _download(request, report, papers.year_end_pdf(report), "pdf", "application/pdf")


def _download(request: OfficeRequest, report: Report, content: bytes, form: str, content_type: str) -> HttpResponse:
    services.note_download(org=report.org, year=report.year, form=form, by=request.user)
    response = HttpResponse(content, content_type=content_type)
    name = f"年终总结_{report.org_name}_{report.year}年.{form}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@require_GET
@requires(ReportPermission.EDIT)
def wordings(request: OfficeRequest) -> HttpResponse:
    """报告句式: what the year-end report of this organisation says, sentence by sentence."""
    _refuse_others(request)
    year = request.scope.period.start.year
    return render(
        request, "reports/wordings.html", {"wording": selectors.readable_wording(request.scope.org, YEAR_END, year), "year": year}
    )


@requires(ReportPermission.EDIT)
def reword(request: OfficeRequest, sentence_id: str) -> HttpResponse:
    """改写一句."""
    _refuse_others(request)
    org, year = request.scope.org, request.scope.period.start.year
    sentence = next((s for s in selectors.readable_wording(org, YEAR_END, year).sentences if s.id == sentence_id), None)
    if sentence is None:
        raise Http404
    form = WordingForm(request.POST or None, initial={"text": sentence.text, "from_year": year})
    if request.method == "POST" and form.is_valid():
        try:
            services.reword_sentence(
                org=org, report=YEAR_END, sentence_id=sentence.id, section=sentence.section, by=request.user, **form.cleaned_data
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{sentence.id} 已改写，自 {form.cleaned_data['from_year']} 年的报告起使用。")
            return redirect(address(request, "reports:wordings"))
    return form_page(
        request, form, title=f"改写句式 {sentence.id}", back=address(request, "reports:wordings"), intro=f"现用：{sentence.text}"
    )


@requires(ReportPermission.EDIT)
def add_sentence(request: OfficeRequest) -> HttpResponse:
    """增加一句."""
    _refuse_others(request)
    form = NewSentenceForm(request.POST or None, initial={"from_year": request.scope.period.start.year})
    form.fields.pop("is_dropped")
    if request.method == "POST" and form.is_valid():
        try:
            services.add_sentence(org=request.scope.org, report=YEAR_END, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已增加。")
            return redirect(address(request, "reports:wordings"))
    return form_page(request, form, title="增加句式", back=address(request, "reports:wordings"))


@requires(ReportPermission.VIEW)
def wording_history(request: OfficeRequest) -> HttpResponseBase:
    """本单位句式修改记录."""
    return list_page(
        request, HISTORY, selectors.visible_wordings(request.user), actions=(Action("报告句式", address(request, "reports:wordings")),)
    )


@requires(ReportPermission.VIEW)
def wording_record(request: OfficeRequest, pk: int) -> HttpResponse:
    """一条改写."""
    row = fetch(selectors.visible_wordings(request.user), request.user, ReportPermission.VIEW, pk)
    facts = [
        ("句式编号", row.sentence_id),
        ("所在部分", row.section),
        ("句式", "不再使用" if row.is_dropped else row.text),
        ("自哪一年起", f"{row.from_year}年"),
        ("修改依据", row.basis),
        ("修改人", row.written_by.display_name),
    ]
    return record_page(request, row.reference(), facts=facts, back=("本单位句式修改记录", reverse("reports:wording_history")))


def _refuse_others(request: OfficeRequest) -> None:
    """404 where the person may not edit the wording of the scope's organisation."""
    if not may(request.user, ReportPermission.EDIT, request.scope.org):
        raise Http404
