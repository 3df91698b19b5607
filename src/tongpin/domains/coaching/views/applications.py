"""申报页面."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from tongpin.domains.coaching.enums import Programme, Stage
from tongpin.domains.coaching.forms import applications as forms
from tongpin.domains.coaching.lists.records import APPLICATIONS, REPORTS, granted_number
from tongpin.domains.coaching.lists.words import application_state
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.selectors import applications as selectors
from tongpin.domains.coaching.services import applications as services
from tongpin.domains.coaching.views.entry import firm_of_address, firm_page
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT
PAGE, REPORT = "coaching:application", "coaching:annual_report"


@requires(VIEW)
def application_list(request: OfficeRequest) -> HttpResponseBase:
    """申报清单."""
    actions = list_actions(request, EDIT, new="coaching:application_new", title="建立申报")
    return list_page(request, APPLICATIONS, in_scope(selectors.applications(), request, VIEW), actions=actions)


@requires(VIEW)
def application_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一件申报, with the rights it uses."""
    application = fetch(selectors.applications(), request.user, VIEW, pk)
    certificate = application.certificate
    return record_page(
        request,
        application.reference(),
        template="coaching/application.html",
        facts=[
            ("企业名称", application.firm.name),
            ("申报类别", application.get_programme_display()),
            ("申报年度", str(application.year)),
            ("批次", application.batch),
            ("状态", application_state(application)[1]),
            ("进入本阶段日期", application.stage_on),
            ("提交日期", application.submitted_on),
            ("办结日期", application.decided_on),
            ("证书或编号", granted_number(application)),
            ("有效期至", certificate.valid_to if certificate else None, "含当日"),
            ("未通过或撤回原因", application.reason),
            ("所属单位", application.org.name),
        ],
        context={"used": selectors.used_rights(application)},
        actions=(Action("企业研判", here(request, firm_page(application.firm_id))), *_actions(request, application)),
        back=("申报进度", reverse("coaching:applications")),
    )


def _actions(request: OfficeRequest, application: Any) -> tuple[Action, ...]:
    if application.stage == Stage.DECIDED:
        return ()
    return record_actions(
        request,
        application,
        EDIT,
        ("推进", "coaching:application_move"),
        ("所用知识产权", "coaching:application_rights"),
        ("登记通过", "coaching:application_pass"),
        ("未通过或撤回", "coaching:application_fail"),
    )


@requires(EDIT)
def application_new(request: OfficeRequest) -> HttpResponseBase:
    """建立申报."""
    initial = {"year": request.scope.period.start.year, "on": today(), **firm_of_address(request, EDIT)}
    form = forms.ApplicationForm(request.POST or None, initial=initial)
    service = partial(services.open_application, org=entry_org(request, EDIT), by=request.user, today=today())
    back = reverse("coaching:applications")
    return entry_page(request, form, service, title="建立申报", done="申报已建立。", page=PAGE, back=back, submit="建立")


def _open(request: OfficeRequest, pk: int) -> Any:
    """An application that is still under way; 404 for one that is decided."""
    application = fetch(selectors.applications(), request.user, EDIT, pk)
    if application.stage == Stage.DECIDED:
        raise Http404
    return application


@requires(EDIT)
def application_move(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """推进申报."""
    application = _open(request, pk)
    form = forms.MoveForm(request.POST or None, record=application)
    service = partial(services.move_application, application, by=request.user, today=today())
    words = {"title": f"推进申报：{application}", "done": "申报已推进。", "submit": "推进"}
    return entry_page(request, form, service, page=PAGE, back=reverse(PAGE, args=[pk]), **words)


@requires(EDIT)
def application_rights(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """填列所用知识产权."""
    application = _open(request, pk)
    form = forms.UseRightsForm(request.POST or None, record=application)
    service = partial(services.use_rights, application, by=request.user, today=today())
    words = {"title": f"所用知识产权：{application}", "done": "所用知识产权已填列。"}
    return entry_page(request, form, service, page=PAGE, back=reverse(PAGE, args=[pk]), **words)


@requires(EDIT)
def application_pass(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记通过: the certificate or registration goes into the register of firms."""
    application = _open(request, pk)
    kind = {Programme.HNTE: forms.CertificateForm, Programme.SME: forms.RegistrationForm}.get(application.programme, forms.PassForm)
    form = kind(request.POST or None, record=application)
    words = {"title": f"登记通过：{application}", "done": "已登记通过。", "submit": "登记通过"}
    service = partial(_pass, application, request)
    return entry_page(request, form, service, page=PAGE, back=reverse(PAGE, args=[pk]), **words)


def _pass(application: Any, request: OfficeRequest, *, on: Any, expected: int, **fields: Any) -> Any:
    about = {"by": request.user, "today": today(), "expected": expected, "on": on}
    code = application.firm.credit_code
    if application.programme == Programme.SME:
        registration: Any = {"credit_code": code, "registered_name": "", "registered_on": on, **fields}
        return services.register_firm(application, registration=registration, **about)
    township = application.firm.township
    certificate: Any = {"credit_code": code, "holder_name": "", "township": township, "remark": "", **fields} if fields else None
    return services.recognise_firm(application, certificate=certificate, **about)


@requires(EDIT)
def application_fail(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记未通过或撤回."""
    application = _open(request, pk)
    form = forms.FailForm(request.POST or None, record=application)
    service = partial(services.fail_application, application, by=request.user, today=today())
    words = {"title": f"未通过或撤回：{application}", "done": "已登记结果。", "submit": "登记"}
    return entry_page(request, form, service, page=PAGE, back=reverse(PAGE, args=[pk]), **words)


@requires(VIEW)
def report_list(request: OfficeRequest) -> HttpResponseBase:
    """年度报表清单."""
    actions = list_actions(request, EDIT, new="coaching:annual_report_new", title="登记填报")
    return list_page(request, REPORTS, in_scope(selectors.annual_reports(), request, VIEW), actions=actions)


@requires(VIEW)
def report_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份年度报表的填报."""
    report = fetch(selectors.annual_reports(), request.user, VIEW, pk)
    return record_page(
        request,
        report.reference(),
        facts=[
            ("企业名称", report.firm.name),
            ("报表年度", str(report.year)),
            ("填报日期", report.filed_on),
            ("所属单位", report.org.name),
        ],
        actions=(
            Action("企业研判", here(request, firm_page(report.firm_id))),
            *record_actions(request, report, EDIT, ("更正", "coaching:annual_report_edit")),
        ),
        back=("年度报表填报", reverse("coaching:annual_reports")),
    )


@requires(EDIT)
def report_new(request: OfficeRequest) -> HttpResponseBase:
    """登记填报年度报表."""
    initial = {"year": today().year - 1, "filed_on": today(), **firm_of_address(request, EDIT)}
    form = forms.ReportForm(request.POST or None, initial=initial)
    service = partial(services.file_report, org=entry_org(request, EDIT), by=request.user, today=today())
    back = reverse("coaching:annual_reports")
    return entry_page(request, form, service, title="登记年度报表填报", done="已登记填报。", page=REPORT, back=back, submit="登记")


@requires(EDIT)
def report_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正年度报表填报."""
    report = fetch(selectors.annual_reports(), request.user, EDIT, pk)
    form = forms.ReportForm(request.POST or None, instance=report)
    service = partial(services.correct_report, report, by=request.user, today=today())
    back = reverse(REPORT, args=[pk])
    return entry_page(request, form, service, title=f"更正：{report}", done="已更正。", page=REPORT, back=back)
