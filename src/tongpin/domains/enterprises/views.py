"""企业台账页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.enterprises import selectors, services
from tongpin.domains.enterprises.enums import ContractStatus, SmeStatus, TitleStatus
from tongpin.domains.enterprises.forms import CertificateForm, ContractForm, EnterpriseForm, RenameForm, SmeForm
from tongpin.domains.enterprises.lists import CONTRACTS, ENTERPRISES, SME_REGISTRATIONS, certificates_spec
from tongpin.domains.enterprises.permissions import Permission
from tongpin.engines.ledgers.forms import EndForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.formats import yuan
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT


@requires(VIEW)
def enterprise_list(request: OfficeRequest) -> HttpResponseBase:
    """企业清单."""
    actions = list_actions(request, EDIT, new="enterprises:enterprise_new", title="登记企业")
    return list_page(request, ENTERPRISES, in_scope(selectors.enterprises(), request, VIEW), actions=actions)


@requires(VIEW)
def enterprise_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一家企业."""
    firm = fetch(selectors.enterprises(), request.user, VIEW, pk)
    former = "、".join(one.name for one in selectors.former_names(firm))
    return record_page(
        request,
        firm.reference(),
        facts=[
            ("企业名称", firm.name),
            ("统一社会信用代码", firm.credit_code),
            ("曾用名", former),
            ("所属乡镇", firm.township),
            ("所属单位", firm.org.name),
        ],
        actions=record_actions(request, firm, EDIT, ("更正", "enterprises:enterprise_edit"), ("更名", "enterprises:enterprise_rename")),
        back=("企业台账", reverse("enterprises:enterprises")),
    )


@requires(EDIT)
def enterprise_new(request: OfficeRequest) -> HttpResponseBase:
    """登记企业."""
    service = partial(services.register_enterprise, org=entry_org(request, EDIT), by=request.user)
    form = EnterpriseForm(request.POST or None)
    page, back = "enterprises:enterprise", reverse("enterprises:enterprises")
    return entry_page(request, form, service, title="登记企业", done="企业已登记。", page=page, back=back)


@requires(EDIT)
def enterprise_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正企业."""
    firm = fetch(selectors.enterprises(), request.user, EDIT, pk)
    service = partial(services.correct_enterprise, firm, by=request.user)
    form = EnterpriseForm(request.POST or None, instance=firm)
    page, back = "enterprises:enterprise", reverse("enterprises:enterprise", args=[pk])
    return entry_page(request, form, service, title="更正企业", done="企业信息已更正。", page=page, back=back)


@requires(EDIT)
def enterprise_rename(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """企业更名."""
    firm = fetch(selectors.enterprises(), request.user, EDIT, pk)
    service = partial(services.rename_enterprise, firm, by=request.user, today=today())
    form = RenameForm(request.POST or None, record=firm)
    page, back = "enterprises:enterprise", reverse("enterprises:enterprise", args=[pk])
    return entry_page(request, form, service, title=f"企业更名：{firm.name}", done="企业已更名。", page=page, back=back, submit="更名")


@requires(VIEW)
def certificate_list(request: OfficeRequest) -> HttpResponseBase:
    """高新技术企业证书清单."""
    actions = list_actions(request, EDIT, new="enterprises:certificate_new", title="登记证书", importing=IMPORT, kind="hnte_certificate")
    spec = certificates_spec(request.scope.as_of)
    return list_page(request, spec, in_scope(selectors.certificates(), request, VIEW), actions=actions)


@requires(VIEW)
def certificate_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一张高新技术企业证书."""
    title = fetch(selectors.certificates(), request.user, VIEW, pk)
    steps = [("更正", "enterprises:certificate_edit")]
    if title.status == TitleStatus.VALID:
        steps.append(("撤销", "enterprises:certificate_revoke"))
    day = request.scope.as_of
    return record_page(
        request,
        title.reference(),
        facts=[
            ("企业名称", title.holder_name),
            ("统一社会信用代码", title.enterprise.credit_code),
            ("所属乡镇", title.township),
            ("证书编号", title.certificate_number),
            ("发证日期", title.issued_on),
            ("有效期至", title.valid_to, "含当日"),
            ("状态", title.status_on(day), f"截至 {day:%Y-%m-%d}"),
            ("撤销日期", title.revoked_on),
            ("撤销原因", title.reason),
            ("备注", title.remark),
            ("所属单位", title.org.name),
        ],
        actions=record_actions(request, title, EDIT, *steps),
        back=("高新技术企业台账", reverse("enterprises:certificates")),
    )


@requires(EDIT)
def certificate_new(request: OfficeRequest) -> HttpResponseBase:
    """登记高新技术企业证书."""
    service = partial(services.enter_certificate, org=entry_org(request, EDIT), by=request.user, today=today())
    form = CertificateForm(request.POST or None)
    page, back = "enterprises:certificate", reverse("enterprises:certificates")
    return entry_page(request, form, service, title="登记高新技术企业证书", done="证书已登记。", page=page, back=back)


@requires(EDIT)
def certificate_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正高新技术企业证书."""
    title = fetch(selectors.certificates(), request.user, EDIT, pk)
    service = partial(services.correct_certificate, title, by=request.user, today=today())
    form = CertificateForm(request.POST or None, instance=title)
    page, back = "enterprises:certificate", reverse("enterprises:certificate", args=[pk])
    return entry_page(request, form, service, title="更正高新技术企业证书", done="证书已更正。", page=page, back=back)


@requires(EDIT)
def certificate_revoke(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤销高新技术企业证书."""
    title = fetch(selectors.certificates(), request.user, EDIT, pk)
    service = partial(services.revoke_certificate, title, by=request.user, today=today())
    form = EndForm(request.POST or None, record=title)
    page, back = "enterprises:certificate", reverse("enterprises:certificate", args=[pk])
    return entry_page(request, form, service, title=f"撤销证书：{title}", done="证书已撤销。", page=page, back=back, submit="撤销")


@requires(VIEW)
def sme_list(request: OfficeRequest) -> HttpResponseBase:
    """科技型中小企业入库清单."""
    actions = list_actions(request, EDIT, new="enterprises:sme_new", title="登记入库", importing=IMPORT, kind="sme_registration")
    return list_page(request, SME_REGISTRATIONS, in_scope(selectors.sme_registrations(), request, VIEW), actions=actions)


@requires(VIEW)
def sme_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一条入库登记."""
    registration = fetch(selectors.sme_registrations(), request.user, VIEW, pk)
    steps = [("更正", "enterprises:sme_edit")]
    if registration.status == SmeStatus.REGISTERED:
        steps.append(("撤销", "enterprises:sme_withdraw"))
    return record_page(
        request,
        registration.reference(),
        facts=[
            ("企业名称", registration.registered_name),
            ("统一社会信用代码", registration.enterprise.credit_code),
            ("入库登记编号", registration.registration_number),
            ("入库年度", str(registration.year)),
            ("批次", registration.batch),
            ("入库日期", registration.registered_on),
            ("状态", registration.get_status_display()),
            ("撤销日期", registration.withdrawn_on),
            ("撤销原因", registration.reason),
            ("所属单位", registration.org.name),
        ],
        actions=record_actions(request, registration, EDIT, *steps),
        back=("科技型中小企业入库名单", reverse("enterprises:sme_registrations")),
    )


@requires(EDIT)
def sme_new(request: OfficeRequest) -> HttpResponseBase:
    """登记科技型中小企业入库."""
    service = partial(services.enter_sme, org=entry_org(request, EDIT), by=request.user, today=today())
    form = SmeForm(request.POST or None)
    page, back = "enterprises:sme_registration", reverse("enterprises:sme_registrations")
    return entry_page(request, form, service, title="登记科技型中小企业入库", done="入库已登记。", page=page, back=back)


@requires(EDIT)
def sme_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正科技型中小企业入库登记."""
    registration = fetch(selectors.sme_registrations(), request.user, EDIT, pk)
    service = partial(services.correct_sme, registration, by=request.user, today=today())
    form = SmeForm(request.POST or None, instance=registration)
    page, back = "enterprises:sme_registration", reverse("enterprises:sme_registration", args=[pk])
    return entry_page(request, form, service, title="更正入库登记", done="入库登记已更正。", page=page, back=back)


@requires(EDIT)
def sme_withdraw(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤销科技型中小企业入库登记."""
    registration = fetch(selectors.sme_registrations(), request.user, EDIT, pk)
    service = partial(services.withdraw_sme, registration, by=request.user, today=today())
    form = EndForm(request.POST or None, record=registration)
    page, back = "enterprises:sme_registration", reverse("enterprises:sme_registration", args=[pk])
    title = f"撤销入库登记：{registration}"
    return entry_page(request, form, service, title=title, done="入库登记已撤销。", page=page, back=back, submit="撤销")


@requires(VIEW)
def contract_list(request: OfficeRequest) -> HttpResponseBase:
    """技术合同清单."""
    actions = list_actions(request, EDIT, new="enterprises:contract_new", title="登记合同", importing=IMPORT, kind="technology_contract")
    return list_page(request, CONTRACTS, in_scope(selectors.contracts(), request, VIEW), actions=actions)


@requires(VIEW)
def contract_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份技术合同."""
    contract = fetch(selectors.contracts(), request.user, VIEW, pk)
    steps = [("更正", "enterprises:contract_edit")]
    if contract.status == ContractStatus.REGISTERED:
        steps.append(("注销", "enterprises:contract_cancel"))
    return record_page(
        request,
        contract.reference(),
        facts=[
            ("合同编号", contract.contract_number),
            ("合同名称", contract.title),
            ("卖方", contract.seller_name),
            ("买方", contract.buyer_name),
            ("合同类型", contract.get_type_display()),
            ("成交额", yuan(contract.deal_value)),
            ("技术交易额", yuan(contract.technology_value)),
            ("登记日期", contract.registered_on),
            ("状态", contract.get_status_display()),
            ("注销日期", contract.cancelled_on),
            ("注销原因", contract.reason),
            ("所属单位", contract.org.name),
        ],
        actions=record_actions(request, contract, EDIT, *steps),
        back=("技术合同登记台账", reverse("enterprises:contracts")),
    )


@requires(EDIT)
def contract_new(request: OfficeRequest) -> HttpResponseBase:
    """登记技术合同."""
    service = partial(services.register_contract, org=entry_org(request, EDIT), by=request.user, today=today())
    form = ContractForm(request.POST or None)
    page, back = "enterprises:contract", reverse("enterprises:contracts")
    return entry_page(request, form, service, title="登记技术合同", done="合同已登记。", page=page, back=back)


@requires(EDIT)
def contract_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正技术合同."""
    contract = fetch(selectors.contracts(), request.user, EDIT, pk)
    service = partial(services.correct_contract, contract, by=request.user, today=today())
    form = ContractForm(request.POST or None, instance=contract)
    page, back = "enterprises:contract", reverse("enterprises:contract", args=[pk])
    return entry_page(request, form, service, title="更正技术合同", done="合同已更正。", page=page, back=back)


@requires(EDIT)
def contract_cancel(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """注销技术合同."""
    contract = fetch(selectors.contracts(), request.user, EDIT, pk)
    service = partial(services.cancel_contract, contract, by=request.user, today=today())
    form = EndForm(request.POST or None, record=contract)
    page, back = "enterprises:contract", reverse("enterprises:contract", args=[pk])
    return entry_page(request, form, service, title=f"注销合同：{contract}", done="合同已注销。", page=page, back=back, submit="注销")
