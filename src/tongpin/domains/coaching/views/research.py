"""研发项目和辅助账页面."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.coaching.forms.research import RdEntryForm, RdProjectForm
from tongpin.domains.coaching.lists.research import FIRM_PROJECTS, RD_PROJECTS, ledger_spec
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.selectors import research as selectors
from tongpin.domains.coaching.services import rd_entries, rd_projects
from tongpin.domains.enterprises.selectors import enterprises
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_page, list_actions, record_actions, without_totals
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.formats import yuan
from tongpin.foundation.ui.lists import Action, ListSpec, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT


@requires(VIEW)
def rd_project_list(request: OfficeRequest) -> HttpResponseBase:
    """研发项目清单 of all firms."""
    actions = list_actions(request, EDIT, importing=IMPORT, kind="rd_project")
    return list_page(request, RD_PROJECTS, in_scope(selectors.rd_projects(), request, VIEW), actions=actions)


@requires(VIEW)
def rd_firm(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一家企业的研发项目, and the years for which its ledgers have entries."""
    firm = fetch(enterprises(), request.user, VIEW, pk)
    spec = replace(FIRM_PROJECTS, title=f"研发项目：{firm.name}")
    years = [(year, here(request, reverse("coaching:rd_year", args=[pk, year]))) for year in selectors.booked_years(pk)]
    actions = [Action("全部分录", here(request, reverse("coaching:rd_entries", args=[pk])))]
    if request.may(EDIT, firm.org):
        actions.append(Action("建立研发项目", here(request, reverse("coaching:rd_project_new", args=[pk])), primary=True))
    context = {"firm": firm, "years": years, "crumbs": _crumbs(firm.pk, firm.name)[:1]}
    rows = selectors.rd_projects_of(pk)
    return list_page(request, spec, rows, template="coaching/rd_firm.html", actions=tuple(actions), context=context)


@requires(EDIT)
def rd_project_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """建立研发项目 of a firm."""
    firm = fetch(enterprises(), request.user, EDIT, pk)
    service = partial(rd_projects.open_rd_project, org=firm.org, credit_code=firm.credit_code, by=request.user, today=today())
    form, back = RdProjectForm(request.POST or None), reverse("coaching:rd_firm", args=[pk])
    title = f"建立研发项目：{firm.name}"
    return entry_page(request, form, service, title=title, done="研发项目已建立。", page="coaching:rd_project", back=back)


@requires(VIEW)
def rd_project_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个研发项目."""
    project: Any = fetch(selectors.rd_projects(), request.user, VIEW, pk)
    ledger = Action("辅助账", here(request, reverse("coaching:rd_ledger", args=[pk])))
    steps = [("登记分录", "coaching:rd_entry_new"), ("更正", "coaching:rd_project_edit")]
    if not project.entry_count:
        steps.append(("移除", "coaching:rd_project_remove"))
    return record_page(
        request,
        project.reference(),
        facts=[
            ("企业名称", project.firm.name),
            ("项目编号", project.number),
            ("项目名称", project.title),
            ("研发形式", project.get_way_display()),
            ("实施状态", project.get_state_display()),
            ("开始日期", project.starts_on),
            ("结束日期", project.ends_on),
            ("合同登记编号", project.contract_number),
            ("研发成果", project.result),
            ("研发成果证书号", project.result_number),
            ("账载研发费用", yuan(project.spent, "元"), f"{project.entry_count} 笔分录，不含冲减项"),
            ("备注", project.note),
            ("所属单位", project.org.name),
        ],
        actions=(ledger, *record_actions(request, project, EDIT, *steps)),
        back=("研发项目", reverse("coaching:rd_firm", args=[project.firm_id])),
    )


@requires(EDIT)
def rd_project_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正研发项目."""
    project = fetch(selectors.rd_projects(), request.user, EDIT, pk)
    service = partial(rd_projects.correct_rd_project, project, by=request.user, today=today())
    form, back = RdProjectForm(request.POST or None, instance=project), reverse("coaching:rd_project", args=[pk])
    title = f"更正研发项目：{project}"
    return entry_page(request, form, service, title=title, done="研发项目已更正。", page="coaching:rd_project", back=back)


@requires(EDIT)
def rd_project_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移除研发项目."""
    project = fetch(selectors.rd_projects(), request.user, EDIT, pk)
    service = partial(rd_projects.remove_rd_project, project, by=request.user)
    form, back = ReasonForm(request.POST or None, record=project), reverse("coaching:rd_project", args=[pk])
    page, title = reverse("coaching:rd_firm", args=[project.firm_id]), f"移除研发项目：{project}"
    return entry_page(request, form, service, title=title, done="研发项目已移除。", page=page, back=back, submit="移除")


@requires(VIEW)
def rd_ledger(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个项目的辅助账."""
    project = fetch(selectors.rd_projects(), request.user, VIEW, pk)
    spec = _summed(request, f"研发支出辅助账：{project}", of_firm=False)
    actions = record_actions(request, project, EDIT, ("登记分录", "coaching:rd_entry_new"))
    context = {"crumbs": [*_crumbs(project.firm_id, project.firm.name), (str(project), reverse("coaching:rd_project", args=[pk]))]}
    return list_page(request, spec, selectors.rd_entries().filter(project=project), actions=actions, context=context)


@requires(VIEW)
def rd_entry_list(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一家企业全部项目的分录: what stands behind the figures of a year."""
    firm = fetch(enterprises(), request.user, VIEW, pk)
    spec = _summed(request, f"研发支出辅助账：{firm.name}", of_firm=True)
    return list_page(request, spec, selectors.rd_entries_of(pk), context={"crumbs": _crumbs(firm.pk, firm.name)})


@requires(VIEW)
def rd_entry_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一笔分录."""
    entry: Any = fetch(selectors.rd_entries(), request.user, VIEW, pk)
    return record_page(
        request,
        entry.reference(),
        facts=[
            ("研发项目", str(entry.project)),
            ("凭证日期", entry.booked_on),
            ("凭证", f"{entry.voucher_type}{entry.voucher_number}"),
            ("摘要", entry.summary),
            ("费用项目", entry.get_group_display()),
            ("费用明细", entry.get_item_display()),
            ("会计凭证记载金额", yuan(entry.amount, "元")),
            ("税法规定的归集金额", yuan(entry.collected, "元")),
            ("支出类型", "资本化" if entry.is_capitalised else "费用化"),
            ("使用不征税收入列支", "是" if entry.is_fiscal else "否"),
            ("已取得合规票据", "是" if entry.has_invoice else "否"),
            ("不计入加计扣除的原因", selectors.untaxed_reason(entry)),
            ("所属单位", entry.org.name),
        ],
        actions=record_actions(request, entry, EDIT, ("更正", "coaching:rd_entry_edit"), ("移除", "coaching:rd_entry_remove")),
        back=("辅助账", reverse("coaching:rd_ledger", args=[entry.project_id])),
    )


@requires(EDIT)
def rd_entry_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记分录."""
    project = fetch(selectors.rd_projects(), request.user, EDIT, pk)
    service = partial(rd_entries.enter_rd_entry, project, by=request.user, today=today())
    form, back = RdEntryForm(request.POST or None), reverse("coaching:rd_ledger", args=[pk])
    return entry_page(request, form, service, title=f"登记分录：{project}", done="分录已登记。", page=back, back=back)


@requires(EDIT)
def rd_entry_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正分录."""
    entry = fetch(selectors.rd_entries(), request.user, EDIT, pk)
    service = partial(rd_entries.correct_rd_entry, entry, by=request.user, today=today())
    form, back = RdEntryForm(request.POST or None, instance=entry), reverse("coaching:rd_entry", args=[pk])
    return entry_page(request, form, service, title="更正分录", done="分录已更正。", page="coaching:rd_entry", back=back)


@requires(EDIT)
def rd_entry_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移除分录."""
    entry = fetch(selectors.rd_entries(), request.user, EDIT, pk)
    service = partial(rd_entries.remove_rd_entry, entry, by=request.user)
    form, back = ReasonForm(request.POST or None, record=entry), reverse("coaching:rd_entry", args=[pk])
    page = reverse("coaching:rd_ledger", args=[entry.project_id])
    return entry_page(request, form, service, title=f"移除分录：{entry}", done="分录已移除。", page=page, back=back, submit="移除")


def _summed(request: OfficeRequest, title: str, *, of_firm: bool) -> ListSpec:
    """合计 only where the filter names a group: expense and what is taken off are never added together."""
    spec = ledger_spec(title, of_firm=of_firm)
    return spec if request.GET.get("group") or request.GET.getlist("item") or request.GET.get("left") else without_totals(spec)


def _crumbs(pk: int, name: str) -> list[tuple[str, str]]:
    return [("研发项目", reverse("coaching:rd_projects")), (name, reverse("coaching:rd_firm", args=[pk]))]
