"""企业台账导入表: certificates, SME registrations and technology contracts as offices keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import TextChoices

from tongpin.domains.enterprises.enums import ContractStatus, ContractType, SmeStatus, TitleKind, TitleStatus
from tongpin.domains.enterprises.models import SmeRegistration, TechnologyContract, Title
from tongpin.domains.enterprises.permissions import Permission
from tongpin.domains.enterprises.selectors import certificates, contracts, enterprises_named, sme_registrations
from tongpin.domains.enterprises.services import NamedFirm, note_firms
from tongpin.engines.ledgers.selectors import Key, Row, stored
from tongpin.engines.ledgers.services import Changes, Findings, later_owner, out_of_order, spelled, upsert
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

FIRM = ImportColumn(
    name="enterprise_name",
    title="企业名称",
    aliases=("企业", "单位名称", "企业全称", "公司名称"),
    required=True,
    example="宁阳恒泰机械有限公司",
)
CREDIT_CODE = ImportColumn(
    name="credit_code",
    title="统一社会信用代码",
    type=ColumnType.CREDIT_CODE,
    aliases=("信用代码", "社会信用代码", "统一信用代码", "组织机构代码", "税号"),
    required=True,
    example="91370921MT8M8HEUT1",
)

CERTIFICATE_COLUMNS = {
    "enterprise_name": "holder_name",
    "credit_code": "enterprise__credit_code",
    "township": "township",
    "certificate_number": "certificate_number",
    "issued_on": "issued_on",
    "valid_to": "valid_to",
    "status": "status",
    "revoked_on": "revoked_on",
    "remark": "remark",
}


def current_certificates(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存证书, by certificate number."""
    return stored(certificates().filter(org=org), keys, ["certificate_number"], CERTIFICATE_COLUMNS)


def check_certificates(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对证书: dates in order, and the number not another firm's."""
    held = current_certificates(org, [(row["certificate_number"],) for row in rows])
    found: Findings = {}
    for index, row in enumerate(rows):
        out_of_order(found, index, row, "issued_on", "valid_to", "有效期至早于发证日期，请核对两个日期。")
        out_of_order(found, index, row, "issued_on", "revoked_on", "撤销日期早于发证日期，请核对两个日期。")
        later_owner(found, index, row, held.get((row["certificate_number"],)), "certificate_number", "该证书编号")
        _dated_end(found, index, row, "revoked_on", TitleStatus.REVOKED, "撤销日期")
    return found


def apply_certificates(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入证书, with the firms they name."""
    firms = note_firms(org, [_firm(row, "issued_on") for row in rows], changes)

    def make(row: Row) -> dict[str, Any]:
        return {
            "org": org,
            "kind": TitleKind.HNTE,
            "enterprise": firms[row["credit_code"]],
            "holder_name": row["enterprise_name"],
            "township": row.get("township") or "",
            "certificate_number": row["certificate_number"],
            "issued_on": row["issued_on"],
            "valid_to": row["valid_to"],
            "status": row["status"],
            "revoked_on": row.get("revoked_on"),
            "remark": row.get("remark") or "",
        }

    queryset = Title.objects.filter(org=org, kind=TitleKind.HNTE).select_related("org", "enterprise")
    upsert(changes, queryset, rows, key=["certificate_number"], paths=["certificate_number"], make=make)


SME_COLUMNS = {
    "enterprise_name": "registered_name",
    "credit_code": "enterprise__credit_code",
    "registration_number": "registration_number",
    "batch": "batch",
    "registered_on": "registered_on",
    "status": "status",
    "withdrawn_on": "withdrawn_on",
}


def current_sme(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存入库登记, by registration number."""
    return stored(sme_registrations().filter(org=org), keys, ["registration_number"], SME_COLUMNS)


def check_sme(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对入库登记: the year in the number is the year of the date, and the number not another firm's."""
    held = current_sme(org, [(row["registration_number"],) for row in rows])
    found: Findings = {}
    for index, row in enumerate(rows):
        number, day = row["registration_number"], row["registered_on"]
        if number and day and number[:4] != str(day.year):
            message = f"入库登记编号前四位“{number[:4]}”与入库日期的年份 {day.year} 不一致"
            found.setdefault(index, []).append(("registration_number", message, "请核对入库登记编号和入库日期"))
        out_of_order(found, index, row, "registered_on", "withdrawn_on", "撤销日期早于入库日期，请核对两个日期。")
        later_owner(found, index, row, held.get((number,)), "registration_number", "该入库登记编号")
        _dated_end(found, index, row, "withdrawn_on", SmeStatus.WITHDRAWN, "撤销日期")
    return found


def apply_sme(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入入库登记, with the firms they name."""
    firms = note_firms(org, [_firm(row, "registered_on") for row in rows], changes)

    def make(row: Row) -> dict[str, Any]:
        return {
            "org": org,
            "enterprise": firms[row["credit_code"]],
            "registered_name": row["enterprise_name"],
            "registration_number": row["registration_number"],
            "year": row["registered_on"].year,
            "batch": row.get("batch") or "",
            "registered_on": row["registered_on"],
            "status": row["status"],
            "withdrawn_on": row.get("withdrawn_on"),
        }

    queryset = SmeRegistration.objects.filter(org=org).select_related("org", "enterprise")
    upsert(changes, queryset, rows, key=["registration_number"], paths=["registration_number"], make=make)


CONTRACT_COLUMNS = {
    "contract_number": "contract_number",
    "title": "title",
    "seller_name": "seller_name",
    "buyer_name": "buyer_name",
    "type": "type",
    "deal_value": "deal_value",
    "technology_value": "technology_value",
    "registered_on": "registered_on",
    "status": "status",
    "cancelled_on": "cancelled_on",
}


def current_contracts(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存技术合同, by contract number."""
    return stored(contracts().filter(org=org), keys, ["contract_number"], CONTRACT_COLUMNS)


def check_contracts(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对技术合同: the technology part is within the deal."""
    found: Findings = {}
    for index, row in enumerate(rows):
        deal, technology = row["deal_value"], row["technology_value"]
        if deal is not None and technology is not None and technology > deal:
            found.setdefault(index, []).append(("technology_value", "技术交易额大于成交额", "技术交易额应不大于成交额，请核对两个金额"))
        out_of_order(found, index, row, "registered_on", "cancelled_on", "注销日期早于登记日期，请核对两个日期。")
        _dated_end(found, index, row, "cancelled_on", ContractStatus.CANCELLED, "注销日期")
    return found


def apply_contracts(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入技术合同, linked to the firms that bear or bore the names of its parties."""
    firms = enterprises_named(org, {row[party] for row in rows for party in ("seller_name", "buyer_name")})

    def make(row: Row) -> dict[str, Any]:
        return {
            "org": org,
            **{name: row[name] for name in CONTRACT_COLUMNS if name != "cancelled_on"},
            "cancelled_on": row.get("cancelled_on"),
            "seller": firms.get(row["seller_name"]),
            "buyer": firms.get(row["buyer_name"]),
        }

    queryset = TechnologyContract.objects.filter(org=org).select_related("org", "seller", "buyer")
    upsert(changes, queryset, rows, key=["contract_number"], paths=["contract_number"], make=make)


def _firm(row: Row, day: str) -> NamedFirm:
    return NamedFirm(row["credit_code"], row["enterprise_name"], row[day], row.get("township") or "")


def _dated_end(found: Findings, index: int, row: Row, day: str, ended: TextChoices, label: str) -> None:
    if row.get(day) is not None and row["status"] != ended:
        found.setdefault(index, []).append((day, f"填了{label}，但状态不是“{ended.label}”", f"请核对状态，或清空{label}"))


SHEETS = [
    ImportSheet(
        kind="hnte_certificate",
        title="高新技术企业台账",
        permission=Permission.IMPORT,
        columns=(
            FIRM,
            CREDIT_CODE,
            ImportColumn(name="township", title="所属乡镇", aliases=("乡镇", "所在乡镇", "乡镇街道", "所属镇街", "镇街"), example="磁窑镇"),
            ImportColumn(
                name="certificate_number",
                title="证书编号",
                aliases=("高企证书编号", "证书号", "高新技术企业证书编号"),
                required=True,
                pattern=r"G[RF]\d{12}",
                pattern_hint="“GR”加12位数字，如 GR202337000062",
                example="GR202337000062",
            ),
            ImportColumn(
                name="issued_on",
                title="发证日期",
                type=ColumnType.DATE,
                aliases=("发证时间", "认定日期", "获证日期"),
                required=True,
                example="2023-10-23",
            ),
            ImportColumn(
                name="valid_to",
                title="有效期至",
                type=ColumnType.DATE,
                aliases=("有效期", "到期日期", "有效期止", "证书有效期至"),
                required=True,
                allow_future=True,
                example="2026-10-22",
                hint="含当日",
            ),
            ImportColumn(
                name="status",
                title="状态",
                type=ColumnType.CHOICE,
                aliases=("证书状态",),
                required=True,
                choices=spelled(TitleStatus, {"已过期": TitleStatus.VALID, "过期": TitleStatus.VALID, "撤销": TitleStatus.REVOKED}),
                example="有效",
                hint="是否过期按有效期至计算，不必改状态",
                default=TitleStatus.VALID.value,
            ),
            ImportColumn(name="revoked_on", title="撤销日期", type=ColumnType.DATE, aliases=("撤销时间",), hint="已撤销的填"),
            ImportColumn(name="remark", title="备注", aliases=("说明",)),
        ),
        key=("certificate_number",),
        current=current_certificates,
        check=check_certificates,
        apply=apply_certificates,
        sheet_hints=("高企", "高新技术企业"),
        list_url_name="enterprises:certificates",
        order=10,
    ),
    ImportSheet(
        kind="sme_registration",
        title="科技型中小企业入库名单",
        permission=Permission.IMPORT,
        columns=(
            FIRM,
            CREDIT_CODE,
            ImportColumn(
                name="registration_number",
                title="入库登记编号",
                aliases=("登记编号", "入库编号", "入库登记号"),
                required=True,
                pattern=r"\d{10}[0-9A-Z]\d{7}",
                pattern_hint="18位，前四位为入库年份，如 2023370921A0000016",
                example="2023370921A0000016",
            ),
            ImportColumn(name="batch", title="批次", aliases=("入库批次", "公告批次"), example="第2批"),
            ImportColumn(
                name="registered_on",
                title="入库日期",
                type=ColumnType.DATE,
                aliases=("入库时间", "登记日期", "公告日期"),
                required=True,
                example="2023-08-22",
            ),
            ImportColumn(
                name="status",
                title="状态",
                type=ColumnType.CHOICE,
                aliases=("入库状态",),
                required=True,
                choices=spelled(SmeStatus, {"入库": SmeStatus.REGISTERED, "撤销": SmeStatus.WITHDRAWN}),
                example="已入库",
                default=SmeStatus.REGISTERED.value,
            ),
            ImportColumn(name="withdrawn_on", title="撤销日期", type=ColumnType.DATE, aliases=("撤销时间",), hint="已撤销的填"),
        ),
        key=("registration_number",),
        current=current_sme,
        check=check_sme,
        apply=apply_sme,
        sheet_hints=("科技型中小企业", "入库", "科小"),
        list_url_name="enterprises:sme_registrations",
        order=20,
    ),
    ImportSheet(
        kind="technology_contract",
        title="技术合同登记台账",
        permission=Permission.IMPORT,
        columns=(
            ImportColumn(
                name="contract_number",
                title="合同编号",
                aliases=("合同登记编号", "登记编号", "合同登记号"),
                required=True,
                max_length=64,
                example="2023370921000323",
            ),
            ImportColumn(name="title", title="合同名称", aliases=("项目名称", "合同项目名称"), required=True, example="轻工工艺研发"),
            ImportColumn(name="seller_name", title="卖方", aliases=("卖方名称", "卖方单位", "受托方", "让与方", "乙方"), required=True),
            ImportColumn(name="buyer_name", title="买方", aliases=("买方名称", "买方单位", "委托方", "受让方", "甲方"), required=True),
            ImportColumn(
                name="type",
                title="合同类型",
                type=ColumnType.CHOICE,
                aliases=("合同类别", "类型"),
                required=True,
                choices=spelled(
                    ContractType,
                    {
                        "开发": ContractType.DEVELOPMENT,
                        "转让": ContractType.TRANSFER,
                        "许可": ContractType.LICENCE,
                        "咨询": ContractType.CONSULTING,
                        "服务": ContractType.SERVICE,
                    },
                ),
                example="技术开发",
            ),
            ImportColumn(
                name="deal_value",
                title="成交额",
                type=ColumnType.MONEY,
                aliases=("合同成交额", "合同金额", "成交金额", "合同成交金额"),
                required=True,
                example="401.31",
            ),
            ImportColumn(
                name="technology_value",
                title="技术交易额",
                type=ColumnType.MONEY,
                aliases=("技术交易金额", "其中技术交易额"),
                required=True,
                example="321.05",
                hint="不大于成交额",
            ),
            ImportColumn(
                name="registered_on",
                title="登记日期",
                type=ColumnType.DATE,
                aliases=("认定登记日期", "登记时间", "合同登记日期"),
                required=True,
                example="2023-12-09",
            ),
            ImportColumn(
                name="status",
                title="状态",
                type=ColumnType.CHOICE,
                aliases=("登记状态", "合同状态"),
                required=True,
                choices=spelled(
                    ContractStatus, {"登记": ContractStatus.REGISTERED, "注销": ContractStatus.CANCELLED, "作废": ContractStatus.CANCELLED}
                ),
                example="已登记",
                default=ContractStatus.REGISTERED.value,
            ),
            ImportColumn(name="cancelled_on", title="注销日期", type=ColumnType.DATE, aliases=("注销时间", "作废日期"), hint="已注销的填"),
        ),
        key=("contract_number",),
        current=current_contracts,
        check=check_contracts,
        apply=apply_contracts,
        sheet_hints=("技术合同", "合同"),
        list_url_name="enterprises:contracts",
        order=40,
    ),
]
