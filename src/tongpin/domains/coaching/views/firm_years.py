"""经营数据页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.coaching.forms.firm_years import FirmYearForm, MonthsForm
from tongpin.domains.coaching.lists.records import FIRM_YEARS
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.selectors import firm_years as selectors
from tongpin.domains.coaching.services import firm_years as services
from tongpin.domains.coaching.views.entry import firm_of_address, firm_page
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.formats import number, yuan
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT
PAGE = "coaching:firm_year"


@requires(VIEW)
def firm_year_list(request: OfficeRequest) -> HttpResponseBase:
    """经营数据清单."""
    actions = list_actions(request, EDIT, new="coaching:firm_year_new", title="登记经营数据", importing=IMPORT, kind="firm_year")
    return list_page(request, FIRM_YEARS, in_scope(selectors.firm_years(), request, VIEW), actions=actions)


@requires(VIEW)
def firm_year_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个年度的经营数据, with what stood before."""
    record = fetch(selectors.firm_years(), request.user, VIEW, pk)
    fields = {field.name: field for field in record._meta.concrete_fields}
    spent = selectors.rd_sum({name: getattr(record, name) for name in fields})
    return record_page(
        request,
        record.reference(),
        template="coaching/firm_year.html",
        facts=[
            ("企业名称", record.firm.name),
            ("会计年度", str(record.year)),
            ("数据性质", record.get_state_display()),
            *((fields[name].verbose_name, yuan(getattr(record, name), places=4)) for name in (*selectors.AMOUNTS, "rd_tax")),
            *((fields[name].verbose_name, number(getattr(record, name)), "人") for name in selectors.PEOPLE),
            ("研发费用八项合计（实际发生额）", yuan(spent, places=4), "有一项未填的不合计"),
            *((fields[name].verbose_name, yuan(getattr(record, name), places=4)) for name in selectors.GROUPS),
            ("科技成果转化项数", number(record.conversions)),
            ("核对说明", record.note),
            ("所属单位", record.org.name),
        ],
        context={
            "months": selectors.months_of(record),
            "editions": [(edition, selectors.edition_rows(edition)) for edition in selectors.editions_of(record)],
        },
        actions=(
            Action("企业研判", here(request, firm_page(record.firm_id))),
            *record_actions(request, record, EDIT, ("更正", "coaching:firm_year_edit"), ("月度人数", "coaching:firm_year_months")),
        ),
        back=("企业经营数据", reverse("coaching:firm_years")),
    )


@requires(EDIT)
def firm_year_new(request: OfficeRequest) -> HttpResponseBase:
    """登记经营数据."""
    form = FirmYearForm(request.POST or None, initial=firm_of_address(request, EDIT))
    service = partial(services.enter_firm_year, org=entry_org(request, EDIT), by=request.user, today=today())
    back = reverse("coaching:firm_years")
    return entry_page(request, form, service, title="登记年度经营数据", done="经营数据已登记。", page=PAGE, back=back)


@requires(EDIT)
def firm_year_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正经营数据."""
    record = fetch(selectors.firm_years(), request.user, EDIT, pk)
    form = FirmYearForm(request.POST or None, instance=record)
    service = partial(services.correct_firm_year, record, by=request.user, today=today())
    back = reverse(PAGE, args=[pk])
    return entry_page(request, form, service, title="更正年度经营数据", done="经营数据已更正，原数据已存档。", page=PAGE, back=back)


@requires(EDIT)
def firm_year_months(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记月度人数."""
    record = fetch(selectors.firm_years(), request.user, EDIT, pk)
    lines = [f"{m.month} {m.staff_start} {m.staff_end} {m.technical_start} {m.technical_end}" for m in selectors.months_of(record)]
    form = MonthsForm(request.POST or None, record=record, initial={"months": "\n".join(lines)})
    service = partial(services.count_months, record, by=request.user)
    words = {"title": f"月度人数：{record}", "done": "月度人数已登记，月平均数已计算。"}
    return entry_page(request, form, service, page=PAGE, back=reverse(PAGE, args=[pk]), **words)
