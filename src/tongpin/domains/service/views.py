"""企业服务页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.service import selectors, services
from tongpin.domains.service.enums import CreditStage, LoanStage
from tongpin.domains.service.forms import AmountForm, CreditLineForm, LoanApplicationForm
from tongpin.domains.service.lists import CREDIT_LINES, LOAN_APPLICATIONS
from tongpin.domains.service.permissions import Permission
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions, without_totals
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.formats import yuan
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT


@requires(VIEW)
def credit_line_list(request: OfficeRequest) -> HttpResponseBase:
    """授信清单; a sum only over one stage, since agreed and not agreed are never added together."""
    actions = list_actions(request, EDIT, new="service:credit_line_new", title="登记授信", importing=IMPORT, kind="credit_line")
    spec = CREDIT_LINES if request.GET.get("stage") else without_totals(CREDIT_LINES)
    return list_page(request, spec, in_scope(selectors.credit_lines(), request, VIEW), actions=actions)


@requires(VIEW)
def credit_line_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一笔授信."""
    line = fetch(selectors.credit_lines(), request.user, VIEW, pk)
    steps = [("更正", "service:credit_line_edit")]
    if line.stage == CreditStage.TALKING:
        steps = [("达成授信", "service:credit_line_agree"), ("未通过", "service:credit_line_fail"), *steps]
    return record_page(
        request,
        line.reference(),
        facts=[
            ("企业名称", line.enterprise_name),
            ("统一社会信用代码", line.enterprise.credit_code),
            ("银行", line.bank),
            ("授信额度", yuan(line.amount), "授信额度不是放款额"),
            ("日期", line.agreed_on),
            ("状态", line.get_stage_display()),
            ("未通过原因", line.reason),
            ("所属单位", line.org.name),
        ],
        actions=record_actions(request, line, EDIT, *steps),
        back=("政银企对接授信台账", reverse("service:credit_lines")),
    )


@requires(EDIT)
def credit_line_new(request: OfficeRequest) -> HttpResponseBase:
    """登记授信."""
    service = partial(services.enter_credit_line, org=entry_org(request, EDIT), by=request.user, today=today())
    form, back = CreditLineForm(request.POST or None), reverse("service:credit_lines")
    return entry_page(request, form, service, title="登记授信", done="授信已登记。", page="service:credit_line", back=back)


@requires(EDIT)
def credit_line_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正授信."""
    line = fetch(selectors.credit_lines(), request.user, EDIT, pk)
    service = partial(services.correct_credit_line, line, by=request.user, today=today())
    form, back = CreditLineForm(request.POST or None, instance=line), reverse("service:credit_line", args=[pk])
    return entry_page(request, form, service, title="更正授信", done="授信已更正。", page="service:credit_line", back=back)


@requires(EDIT)
def credit_line_agree(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """达成授信."""
    line = fetch(selectors.credit_lines(), request.user, EDIT, pk)
    service = partial(services.agree_credit_line, line, by=request.user, today=today())
    form, back = AmountForm(request.POST or None, record=line), reverse("service:credit_line", args=[pk])
    title = f"达成授信：{line}"
    return entry_page(request, form, service, title=title, done="授信已达成。", page="service:credit_line", back=back, submit="达成")


@requires(EDIT)
def credit_line_fail(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """授信未通过."""
    line = fetch(selectors.credit_lines(), request.user, EDIT, pk)
    service = partial(services.fail_credit_line, line, by=request.user)
    form, back = ReasonForm(request.POST or None, record=line), reverse("service:credit_line", args=[pk])
    title = f"授信未通过：{line}"
    return entry_page(request, form, service, title=title, done="已登记为未通过。", page="service:credit_line", back=back)


@requires(VIEW)
def loan_list(request: OfficeRequest) -> HttpResponseBase:
    """成果转化贷款申请清单; a sum only over one stage."""
    actions = list_actions(request, EDIT, new="service:loan_new", title="登记申请", importing=IMPORT, kind="loan_application")
    spec = LOAN_APPLICATIONS if request.GET.get("stage") else without_totals(LOAN_APPLICATIONS)
    return list_page(request, spec, in_scope(selectors.loan_applications(), request, VIEW), actions=actions)


@requires(VIEW)
def loan_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一笔贷款申请."""
    loan = fetch(selectors.loan_applications(), request.user, VIEW, pk)
    steps = [("更正", "service:loan_edit")]
    if loan.stage in (LoanStage.APPLIED, LoanStage.APPROVED):
        steps.insert(0, ("办理放款", "service:loan_grant"))
    if loan.stage not in (LoanStage.WITHDRAWN, LoanStage.GRANTED):
        steps.append(("撤回", "service:loan_withdraw"))
    return record_page(
        request,
        loan.reference(),
        facts=[
            ("企业名称", loan.enterprise_name),
            ("统一社会信用代码", loan.enterprise.credit_code),
            ("银行", loan.bank),
            ("申请金额", yuan(loan.amount)),
            ("日期", loan.applied_on),
            ("状态", loan.get_stage_display()),
            ("放款金额", None if loan.granted_amount is None else yuan(loan.granted_amount)),
            ("放款日期", loan.granted_on),
            ("撤回原因", loan.reason),
            ("所属单位", loan.org.name),
        ],
        actions=record_actions(request, loan, EDIT, *steps),
        back=("成果转化贷款申请台账", reverse("service:loan_applications")),
    )


@requires(EDIT)
def loan_new(request: OfficeRequest) -> HttpResponseBase:
    """登记贷款申请."""
    service = partial(services.enter_loan_application, org=entry_org(request, EDIT), by=request.user, today=today())
    form, back = LoanApplicationForm(request.POST or None), reverse("service:loan_applications")
    return entry_page(request, form, service, title="登记贷款申请", done="申请已登记。", page="service:loan_application", back=back)


@requires(EDIT)
def loan_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正贷款申请."""
    loan = fetch(selectors.loan_applications(), request.user, EDIT, pk)
    service = partial(services.correct_loan_application, loan, by=request.user, today=today())
    form, back = LoanApplicationForm(request.POST or None, instance=loan), reverse("service:loan_application", args=[pk])
    return entry_page(request, form, service, title="更正贷款申请", done="申请已更正。", page="service:loan_application", back=back)


@requires(EDIT)
def loan_grant(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """办理放款."""
    loan = fetch(selectors.loan_applications(), request.user, EDIT, pk)
    service = partial(services.grant_loan, loan, by=request.user, today=today())
    form, back = AmountForm(request.POST or None, record=loan), reverse("service:loan_application", args=[pk])
    title = f"办理放款：{loan}"
    return entry_page(request, form, service, title=title, done="放款已登记。", page="service:loan_application", back=back, submit="放款")


@requires(EDIT)
def loan_withdraw(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤回贷款申请."""
    loan = fetch(selectors.loan_applications(), request.user, EDIT, pk)
    service = partial(services.withdraw_loan_application, loan, by=request.user)
    form, back = ReasonForm(request.POST or None, record=loan), reverse("service:loan_application", args=[pk])
    title = f"撤回申请：{loan}"
    return entry_page(request, form, service, title=title, done="申请已撤回。", page="service:loan_application", back=back, submit="撤回")
