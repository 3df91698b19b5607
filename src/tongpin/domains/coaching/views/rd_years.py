"""三种口径对照页面: the comparison, what has to be stated of a year, the working paper, and the ledger taken over."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tongpin.domains.coaching.forms.research import RdYearForm
from tongpin.domains.coaching.lists.rd_comparison import comparison
from tongpin.domains.coaching.papers.research import working_paper
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.research.meanings import PERIODS
from tongpin.domains.coaching.research.tax import WHOLE_YEAR
from tongpin.domains.coaching.selectors import research as selectors
from tongpin.domains.coaching.services import rd_years
from tongpin.domains.enterprises.selectors import enterprises
from tongpin.engines.ledgers.pages import entry_page
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.ui.addresses import here, whole_number
from tongpin.foundation.ui.formats import yuan
from tongpin.foundation.ui.lists import Action
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused, StaleRecord

VIEW, EDIT = Permission.VIEW, Permission.EDIT
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR, LAST_YEAR = 2016, 2100


@require_GET
@requires(VIEW)
def rd_year(request: OfficeRequest, pk: int, year: int) -> HttpResponse:
    """三种口径对照 of a firm's year."""
    firm = fetch(enterprises(), request.user, VIEW, pk)
    _check_year(year)
    found = selectors.firm_meanings(pk, year, _through(request))
    may_edit = request.may(EDIT, firm.org)
    paper = here(request, reverse("coaching:rd_paper", args=[pk, year]) + f"?through={found.through}")
    context = {
        "title": f"{firm.name}{found.period}研发费用三种口径",
        "crumbs": [("研发项目", reverse("coaching:rd_projects")), (firm.name, reverse("coaching:rd_firm", args=[pk]))],
        "actions": (Action("下载工作底稿", paper, primary=True),),
        **comparison(request, firm.pk, found, may_edit=may_edit),
    }
    return render(request, "coaching/rd_year.html", context)


@require_GET
@requires(VIEW)
def rd_paper(request: OfficeRequest, pk: int, year: int) -> HttpResponseBase:
    """研发费用归集工作底稿 as xlsx."""
    firm = fetch(enterprises(), request.user, VIEW, pk)
    _check_year(year)
    found = selectors.firm_meanings(pk, year, _through(request))
    content = working_paper(firm.name, found, selectors.rd_entries_in(pk, year, found.through), today())
    name = f"{firm.name}{found.period}研发费用归集工作底稿.xlsx"
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)


@require_POST
@requires(EDIT)
def rd_take_over(request: OfficeRequest, pk: int, year: int) -> HttpResponseBase:
    """采用辅助账归集数 in the firm's yearly figures."""
    fetch(enterprises(), request.user, EDIT, pk)
    _check_year(year)
    try:
        rd_years.take_over_ledger(
            firm_pk=pk, year=year, by=request.user, today=today(), expected=whole_number(request.POST.get("version", ""))
        )
    except StaleRecord:
        messages.error(request, "经营数据刚刚被他人更改，本次没有保存。请核对后重新办理。")
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, "已采用辅助账归集数，原数据存为旧版。")
    return redirect(here(request, reverse("coaching:rd_year", args=[pk, year])))


@requires(EDIT)
def rd_year_state(request: OfficeRequest, pk: int, year: int) -> HttpResponseBase:
    """登记或更正加计扣除年度事项."""
    firm = fetch(enterprises(), request.user, EDIT, pk)
    _check_year(year)
    held = selectors.rd_year_of(pk, year)
    back = reverse("coaching:rd_year", args=[pk, year])
    title = f"{firm.name}{year}年度加计扣除事项"
    if held is None:
        state = partial(rd_years.state_rd_year, org=firm.org, credit_code=firm.credit_code, year=year, by=request.user, today=today())
        return entry_page(request, RdYearForm(request.POST or None), state, title=title, done="年度事项已登记。", page=back, back=back)
    form = RdYearForm(request.POST or None, instance=held)
    correct = partial(rd_years.correct_rd_year, held, by=request.user)
    return entry_page(request, form, correct, title=title, done="年度事项已更正。", page=back, back=back)


@requires(VIEW)
def rd_year_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个年度的加计扣除事项."""
    held = fetch(selectors.rd_years(), request.user, VIEW, pk)
    compared = Action("三种口径对照", here(request, reverse("coaching:rd_year", args=[held.firm_id, held.year])))
    edit: tuple[Action, ...] = ()
    if request.may(EDIT, held.org):
        edit = (Action("更正", here(request, reverse("coaching:rd_year_state", args=[held.firm_id, held.year])), primary=True),)
    return record_page(
        request,
        held.reference(),
        facts=[
            ("企业名称", held.firm.name),
            ("年度", str(held.year)),
            ("企业类别", held.get_kind_display()),
            ("收入总额", yuan(held.gross_income, "元")),
            ("不征税收入", yuan(held.untaxed_income, "元")),
            ("投资收益", yuan(held.investment_income, "元")),
            ("除外行业业务的收入", yuan(held.excluded_income, "元")),
            ("以前年度结转的应冲减材料费", yuan(held.carried_in, "元")),
            ("所属单位", held.org.name),
        ],
        actions=(compared, *edit),
        back=("研发项目", reverse("coaching:rd_firm", args=[held.firm_id])),
    )


def _through(request: OfficeRequest) -> int:
    asked = whole_number(request.GET.get("through", ""))
    return asked if asked in PERIODS else WHOLE_YEAR


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
