"""企业台账清单: columns and filters of the lists; the headers are those of the import sheets, so that an export can be imported again."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from tongpin.domains.enterprises.enums import ContractStatus, ContractType, SmeStatus, TitleStatus
from tongpin.domains.enterprises.selectors import name_matches, named_rows, valid_on
from tongpin.foundation.access.doors import OfficeRequest
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec

TONES = {"有效": "done", "已入库": "done", "已登记": "done", "已过期": "warn", "已撤销": "stop", "已注销": "stop"}


def state(word: str) -> tuple[str, str]:
    """A state with its tone."""
    return TONES.get(word, "plain"), word


class EnterpriseFilter(OfficeFilterSet):
    """企业筛选."""

    q = django_filters.CharFilter(label="名称、曾用名、首字母或代码", method="search")
    township = django_filters.CharFilter(label="所属乡镇", lookup_expr="icontains")

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(name_matches(word))
        return queryset


class CertificateFilter(OfficeFilterSet):
    """证书筛选."""

    q = django_filters.CharFilter(label="企业或证书编号", method="search")
    state = django_filters.ChoiceFilter(
        label="状态", method="in_state", choices=[("valid", "有效"), ("expired", "已过期"), ("revoked", "已撤销")]
    )
    issued_on = django_filters.DateFromToRangeFilter(label="发证日期")
    township = django_filters.CharFilter(label="所属乡镇", lookup_expr="icontains")

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(named_rows(word, "holder_name", "certificate_number"))
        return queryset

    def in_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """As of the day the page looks at."""
        day: date = self.request.scope.as_of
        revoked = Q(status=TitleStatus.REVOKED) & (Q(revoked_on__isnull=True) | Q(revoked_on__lte=day))
        wanted = {"valid": valid_on(day), "revoked": revoked, "expired": Q(valid_to__lt=day) & ~revoked}
        return queryset.filter(wanted[value])


class SmeFilter(OfficeFilterSet):
    """入库登记筛选."""

    q = django_filters.CharFilter(label="企业或登记编号", method="search")
    year = django_filters.NumberFilter(label="入库年度")
    status = django_filters.ChoiceFilter(label="状态", choices=SmeStatus.choices)
    registered_on = django_filters.DateFromToRangeFilter(label="入库日期")

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(named_rows(word, "registered_name", "registration_number"))
        return queryset


class ContractFilter(OfficeFilterSet):
    """技术合同筛选."""

    q = KeywordFilter("contract_number", "title", "seller_name", "buyer_name", label="编号、名称、卖方或买方")
    type = django_filters.ChoiceFilter(label="合同类型", choices=ContractType.choices)
    status = django_filters.ChoiceFilter(label="状态", choices=ContractStatus.choices)
    registered_on = django_filters.DateFromToRangeFilter(label="登记日期")


ENTERPRISES = ListSpec(
    "enterprises",
    "企业台账",
    (
        Column("name", "企业名称", sort=("name",), link="enterprises:enterprise"),
        Column("credit_code", "统一社会信用代码", kind="code", sort=("credit_code",)),
        Column("township", "所属乡镇", sort=("township",)),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    EnterpriseFilter,
    empty_title="还没有企业",
    empty_hint="导入高新技术企业、科技型中小企业等台账时，企业会自动登记；也可以逐家登记。",
    noun="家",
)


def certificates_spec(day: date) -> ListSpec:
    """高新技术企业证书清单, with states as of ``day``."""
    return ListSpec(
        "certificates",
        "高新技术企业台账",
        (
            Column("holder_name", "企业名称", sort=("holder_name",), link="enterprises:certificate"),
            Column("credit_code", "统一社会信用代码", "enterprise.credit_code", kind="code", sort=("enterprise__credit_code",)),
            Column("township", "所属乡镇", sort=("township",)),
            Column("certificate_number", "证书编号", kind="code", sort=("certificate_number",)),
            Column("issued_on", "发证日期", kind="date", sort=("issued_on",)),
            Column("valid_to", "有效期至", kind="date", sort=("valid_to",)),
            Column("status", "状态", lambda row: state(row.status_on(day)), kind="state"),
            Column("revoked_on", "撤销日期", kind="date", sort=("revoked_on",), hidden=True),
            Column("remark", "备注", hidden=True),
            Column("org", "所属单位", "org.shown_name", hidden=True),
        ),
        CertificateFilter,
        default_sort="-issued_on",
        empty_title="还没有高新技术企业证书",
        empty_hint="可先下载导入模板，填好后导入。",
        noun="张",
    )


def certificate_panel(request: OfficeRequest) -> tuple[Column, ...]:
    """证书 on a firm's page, with states as of the day the page looks at."""
    day: date = request.scope.as_of
    return (
        Column("certificate_number", "证书编号", kind="code", link="enterprises:certificate"),
        Column("issued_on", "发证日期", kind="date"),
        Column("valid_to", "有效期至", kind="date"),
        Column("status", "状态", lambda row: state(row.status_on(day)), kind="state"),
    )


SME_PANEL = (
    Column("registration_number", "入库登记编号", kind="code", link="enterprises:sme_registration"),
    Column("batch", "批次"),
    Column("registered_on", "入库日期", kind="date"),
    Column("status", "状态", lambda row: state(row.get_status_display()), kind="state"),
)
CONTRACT_PANEL = (
    Column("contract_number", "合同编号", kind="code", link="enterprises:contract"),
    Column("seller_name", "卖方"),
    Column("buyer_name", "买方"),
    Column("deal_value", "成交额", kind="money", unit="万元"),
    Column("registered_on", "登记日期", kind="date"),
    Column("status", "状态", lambda row: state(row.get_status_display()), kind="state"),
)

SME_REGISTRATIONS = ListSpec(
    "sme_registrations",
    "科技型中小企业入库名单",
    (
        Column("registered_name", "企业名称", sort=("registered_name",), link="enterprises:sme_registration"),
        Column("credit_code", "统一社会信用代码", "enterprise.credit_code", kind="code", sort=("enterprise__credit_code",)),
        Column("registration_number", "入库登记编号", kind="code", sort=("registration_number",)),
        Column("batch", "批次", sort=("batch",)),
        Column("registered_on", "入库日期", kind="date", sort=("registered_on",)),
        Column("status", "状态", lambda row: state(row.get_status_display()), kind="state", sort=("status",)),
        Column("withdrawn_on", "撤销日期", kind="date", sort=("withdrawn_on",), hidden=True),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    SmeFilter,
    default_sort="-registered_on",
    empty_title="还没有科技型中小企业入库登记",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="家次",
)

CONTRACTS = ListSpec(
    "contracts",
    "技术合同登记台账",
    (
        Column("contract_number", "合同编号", kind="code", sort=("contract_number",), link="enterprises:contract"),
        Column("title", "合同名称", sort=("title",)),
        Column("seller_name", "卖方", sort=("seller_name",)),
        Column("buyer_name", "买方", sort=("buyer_name",)),
        Column("type", "合同类型", "get_type_display", sort=("type",)),
        Column("deal_value", "成交额", kind="money", unit="万元", sort=("deal_value",), total="deal_value"),
        Column("technology_value", "技术交易额", kind="money", unit="万元", sort=("technology_value",), total="technology_value"),
        Column("registered_on", "登记日期", kind="date", sort=("registered_on",)),
        Column("status", "状态", lambda row: state(row.get_status_display()), kind="state", sort=("status",)),
        Column("cancelled_on", "注销日期", kind="date", sort=("cancelled_on",), hidden=True),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    ContractFilter,
    default_sort="-registered_on",
    empty_title="还没有技术合同",
    empty_hint="可先下载导入模板，填好后导入。",
    noun="份",
)
