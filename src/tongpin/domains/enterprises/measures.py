"""企业台账指标: high-tech firms in stock, SMEs registered, turnover of technology contracts."""

from __future__ import annotations

from django.db.models import Q

from tongpin.domains.enterprises.enums import ContractStatus, SmeStatus
from tongpin.domains.enterprises.models import SmeRegistration, TechnologyContract, Title
from tongpin.domains.enterprises.selectors import certificates, contracts, sme_registrations, valid_on
from tongpin.engines.ledgers.selectors import counted, summed
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource, ReportedMeasure
from tongpin.kernel.reference import Reference


def hnte_stock(scope: MeasureScope) -> Computed:
    """高新技术企业总量: distinct firms holding a certificate that is valid on the as-of day."""
    ledger = certificates().filter(org_id__in=scope.org_ids)
    rows = ledger.filter(valid_on(scope.as_of)).order_by("holder_name", "pk")
    return counted(rows, "enterprise__credit_code", ledger=ledger, day="issued_on", scope=scope)


def sme_registered(scope: MeasureScope) -> Computed:
    """科技型中小企业入库数: distinct firms registered in the window and not withdrawn by then."""
    ledger = sme_registrations().filter(org_id__in=scope.org_ids)
    standing = Q(status=SmeStatus.REGISTERED) | Q(withdrawn_on__gt=scope.as_of)
    rows = ledger.filter(standing, registered_on__gte=scope.window.start, registered_on__lt=scope.stop).order_by("registered_name", "pk")
    return counted(rows, "enterprise__credit_code", ledger=ledger, day="registered_on", scope=scope)


def contracts_deal_value(scope: MeasureScope) -> Computed:
    """技术合同成交额: sum over contracts registered in the window and not cancelled by then."""
    ledger = contracts().filter(org_id__in=scope.org_ids)
    standing = Q(status=ContractStatus.REGISTERED) | Q(cancelled_on__gt=scope.as_of)
    rows = ledger.filter(standing, registered_on__gte=scope.window.start, registered_on__lt=scope.stop).order_by("registered_on", "pk")
    return summed(rows, "deal_value", ledger=ledger, day="registered_on", scope=scope)


def _certificate(row: Title) -> Reference:
    return Reference(row.kind, row.pk, row.holder_name, row.certificate_number)


def _registration(row: SmeRegistration) -> Reference:
    return Reference(row.record_kind, row.pk, row.registered_name, row.registration_number)


def _contract(row: TechnologyContract) -> Reference:
    return row.reference()


MEASURES = [
    MeasureSource(
        code="hnte.stock",
        title="高新技术企业总量",
        unit="家",
        kind=MeasureKind.STOCK,
        record_kinds=("hnte_certificate",),
        formula=(
            "截至日持有有效高新技术企业证书的企业数：发证日期不晚于截至日、有效期至不早于截至日；"
            "同一企业有多张有效证书只计一家；已撤销且撤销日期不晚于截至日的、已撤销但无撤销日期的均不计。"
        ),
        compute=hnte_stock,
        reference=_certificate,
        row_date=lambda row: row.issued_on,
        growth_places=0,
        aliases=("高新技术企业", "高新技术企业数", "高新技术企业数量", "高企", "高企总量", "高企数", "高企数量", "高新技术企业保有量"),
        order=20,
    ),
    MeasureSource(
        code="sme.registered",
        title="科技型中小企业入库数",
        unit="家",
        kind=MeasureKind.YEARLY,
        record_kinds=("sme_registration",),
        formula=(
            "期间内（按入库日期）入库的科技型中小企业数，同一企业只计一家；"
            "已撤销且撤销日期不晚于截至日的、已撤销但无撤销日期的均不计。每年重新登记，不跨年累计。"
        ),
        compute=sme_registered,
        seasonality=(0, 0, 0, 0, 5, 15, 30, 50, 70, 85, 95, 100),
        reference=_registration,
        row_date=lambda row: row.registered_on,
        growth_places=2,
        aliases=("科技型中小企业入库", "科技型中小企业", "科技型中小企业数", "科技型中小企业入库数量", "科小入库", "科小"),
        order=30,
    ),
    MeasureSource(
        code="contracts.deal_value",
        title="技术合同成交额",
        unit="元",
        kind=MeasureKind.FLOW,
        record_kinds=("technology_contract",),
        formula=(
            "期间内（按登记日期）登记的技术合同成交额之和；已注销且注销日期不晚于截至日的、已注销但无注销日期的均不计，"
            "截至日之后才注销的仍计。按成交额计，不按技术交易额计。"
        ),
        compute=contracts_deal_value,
        reference=_contract,
        contribution=lambda row: row.deal_value,
        row_date=lambda row: row.registered_on,
        shown_unit="亿元",
        places=2,
        growth_places=0,
        aliases=("技术合同成交", "技术合同登记成交额", "技术市场合同成交额", "技术合同交易额"),
        order=40,
    ),
]

REPORTED = [
    ReportedMeasure(
        code="service_firms.cultivated",
        title="新增科技服务企业",
        unit="家",
        kind=MeasureKind.FLOW,
        formula="期间内新培育的科技服务企业数，由业务科室按认定文件填报；以前年度培育的不计。",
        aliases=("新培植科技服务企业", "科技服务企业新增数"),
        order=45,
    ),
]
