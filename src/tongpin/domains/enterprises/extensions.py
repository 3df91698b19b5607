"""企业台账 contributes its pages, records, sheets, measures and verbs."""

from __future__ import annotations

from django.db.models import Q

from tongpin.domains.enterprises.lists import CONTRACT_PANEL, SME_PANEL, certificate_panel
from tongpin.domains.enterprises.measures import MEASURES, REPORTED
from tongpin.domains.enterprises.permissions import Permission
from tongpin.domains.enterprises.selectors import (
    certificates,
    certificates_of,
    contracts,
    contracts_of,
    enterprises,
    name_matches,
    sme_registrations,
    sme_registrations_of,
)
from tongpin.domains.enterprises.sheets import SHEETS
from tongpin.engines.ledgers.pages import TABLE, finder, seen, table_panel
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, RecordPanel, SearchSource

VIEW = Permission.VIEW


def _matching_contract(text: str) -> Q:
    return Q(contract_number__icontains=text) | Q(title__icontains=text)


VERBS = {
    "enterprise.registered": "登记企业",
    "enterprise.corrected": "更正企业",
    "enterprise.renamed": "企业更名",
    "title.entered": "登记证书",
    "title.corrected": "更正证书",
    "title.revoked": "撤销证书",
    "sme_registration.entered": "登记入库",
    "sme_registration.corrected": "更正入库登记",
    "sme_registration.withdrawn": "撤销入库登记",
    "technology_contract.registered": "登记技术合同",
    "technology_contract.corrected": "更正技术合同",
    "technology_contract.cancelled": "注销技术合同",
}

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="企业台账",
        permissions={Permission.VIEW: "查看企业台账", Permission.EDIT: "登记和修改企业台账", Permission.IMPORT: "导入企业台账"},
    ),
    NavItem(group="企业台账", title="企业台账", url_name="enterprises:enterprises", permission=VIEW, icon="building", order=200),
    NavItem(group="企业台账", title="高新技术企业", url_name="enterprises:certificates", permission=VIEW, icon="certificate", order=210),
    NavItem(group="企业台账", title="科技型中小企业", url_name="enterprises:sme_registrations", permission=VIEW, icon="list", order=220),
    NavItem(group="企业台账", title="技术合同", url_name="enterprises:contracts", permission=VIEW, icon="contract", order=230),
    RecordKind(kind="enterprise", title="企业", url_name="enterprises:enterprise", permission=VIEW, fetch=seen(enterprises, VIEW)),
    RecordKind(
        kind="hnte_certificate",
        title="高新技术企业证书",
        url_name="enterprises:certificate",
        permission=VIEW,
        fetch=seen(certificates, VIEW),
    ),
    RecordKind(
        kind="sme_registration",
        title="科技型中小企业入库登记",
        url_name="enterprises:sme_registration",
        permission=VIEW,
        fetch=seen(sme_registrations, VIEW),
    ),
    RecordKind(kind="technology_contract", title="技术合同", url_name="enterprises:contract", permission=VIEW, fetch=seen(contracts, VIEW)),
    RecordPanel(
        record_kind="enterprise",
        title="高新技术企业证书",
        permission=VIEW,
        template=TABLE,
        context=table_panel("高新技术企业证书", certificate_panel, certificates_of, VIEW),
        order=210,
    ),
    RecordPanel(
        record_kind="enterprise",
        title="科技型中小企业入库",
        permission=VIEW,
        template=TABLE,
        context=table_panel("科技型中小企业入库", SME_PANEL, sme_registrations_of, VIEW),
        order=220,
    ),
    RecordPanel(
        record_kind="enterprise",
        title="技术合同",
        permission=VIEW,
        template=TABLE,
        context=table_panel("技术合同", CONTRACT_PANEL, contracts_of, VIEW),
        order=230,
    ),
    SearchSource(kind="enterprise", title="企业", permission=VIEW, find=finder(enterprises, VIEW, name_matches)),
    SearchSource(kind="technology_contract", title="技术合同", permission=VIEW, find=finder(contracts, VIEW, _matching_contract)),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
    *SHEETS,
    *MEASURES,
    *REPORTED,
]
