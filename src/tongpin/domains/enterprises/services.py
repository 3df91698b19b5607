"""企业台账办理: register and rename firms, enter, correct and revoke titles, registrations and contracts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.enterprises.enums import ContractStatus, SmeStatus, TitleKind, TitleStatus
from tongpin.domains.enterprises.initials import initials
from tongpin.domains.enterprises.models import Enterprise, EnterpriseName, SmeRegistration, TechnologyContract, Title
from tongpin.domains.enterprises.selectors import enterprise_with_code, enterprises_named
from tongpin.engines.ledgers.selectors import among, existing
from tongpin.engines.ledgers.services import Changes, amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.credit_code import credit_code_problem
from tongpin.kernel.errors import Refused


class EnterpriseFields(TypedDict):
    """企业栏目."""

    credit_code: str
    name: str
    township: str


class TitleFields(TypedDict):
    """证书栏目."""

    credit_code: str
    holder_name: str
    township: str
    certificate_number: str
    issued_on: date
    valid_to: date
    remark: str


class SmeFields(TypedDict):
    """入库登记栏目."""

    credit_code: str
    registered_name: str
    registration_number: str
    batch: str
    registered_on: date


class ContractFields(TypedDict):
    """技术合同栏目."""

    contract_number: str
    title: str
    seller_name: str
    buyer_name: str
    type: str
    deal_value: Decimal
    technology_value: Decimal
    registered_on: date


@dataclass(frozen=True, slots=True)
class NamedFirm:
    """有名称的企业: how a row of a ledger names a firm, and the day of that row."""

    credit_code: str
    name: str
    day: date | None = None
    township: str = ""


@transaction.atomic
def register_enterprise(*, org: Organisation, by: User, **fields: Unpack[EnterpriseFields]) -> Enterprise:
    """登记企业."""
    _check_code(fields["credit_code"])
    firm = Enterprise(org=org, initials=initials(fields["name"]), **fields)
    return enter(firm, verb="enterprise.registered", by=by, fields=fields)


@transaction.atomic
def correct_enterprise(enterprise: Enterprise, *, by: User, expected: int, **fields: Unpack[EnterpriseFields]) -> Enterprise:
    """更正企业: a name written wrong is corrected here without becoming a former name."""
    _check_code(fields["credit_code"])
    values = {**fields, "initials": initials(fields["name"])}
    return amend(enterprise, verb="enterprise.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def rename_enterprise(enterprise: Enterprise, *, by: User, today: date, expected: int, name: str, on: date, reason: str) -> Enterprise:
    """企业更名: the name up to now is kept as a former name, so that older records are still found under it."""
    not_after(on, today, "更名日期", field="on")
    before = Enterprise.objects.get(pk=enterprise.pk).name
    if name == before:
        raise Refused(f"企业现在的名称就是“{before}”，请填写更名后的名称。", field="name")
    EnterpriseName.objects.update_or_create(enterprise=enterprise, name=before, defaults={"seen_on": on, "reason": reason})
    values = {"name": name, "initials": initials(name), "name_seen_on": on}
    return amend(enterprise, verb="enterprise.renamed", by=by, expected=expected, values=values)


@transaction.atomic
def enter_certificate(*, org: Organisation, by: User, today: date, **fields: Unpack[TitleFields]) -> Title:
    """登记高新技术企业证书."""
    not_after(fields["issued_on"], today, "发证日期", field="issued_on")
    values = _certificate(org, fields)
    return enter(Title(org=org, kind=TitleKind.HNTE, **values), verb="title.entered", by=by, fields=values)


@transaction.atomic
def correct_certificate(title: Title, *, by: User, today: date, expected: int, **fields: Unpack[TitleFields]) -> Title:
    """更正高新技术企业证书."""
    not_after(fields["issued_on"], today, "发证日期", field="issued_on")
    return amend(title, verb="title.corrected", by=by, expected=expected, values=_certificate(title.org, fields))


@transaction.atomic
def revoke_certificate(title: Title, *, by: User, today: date, expected: int, on: date, reason: str) -> Title:
    """撤销高新技术企业证书: from ``on`` it no longer counts."""
    not_after(on, today, "撤销日期", field="on")
    if title.status == TitleStatus.REVOKED:
        raise Refused("该证书已经撤销，不必重复办理。")
    if on < title.issued_on:
        raise Refused("撤销日期不能早于发证日期，请核对。", field="on")
    values = {"status": TitleStatus.REVOKED, "revoked_on": on, "reason": reason}
    return amend(title, verb="title.revoked", by=by, expected=expected, values=values)


@transaction.atomic
def enter_sme(*, org: Organisation, by: User, today: date, **fields: Unpack[SmeFields]) -> SmeRegistration:
    """登记科技型中小企业入库."""
    values = _registration(org, fields, today)
    return enter(SmeRegistration(org=org, **values), verb="sme_registration.entered", by=by, fields=values)


@transaction.atomic
def correct_sme(registration: SmeRegistration, *, by: User, today: date, expected: int, **fields: Unpack[SmeFields]) -> SmeRegistration:
    """更正科技型中小企业入库登记."""
    values = _registration(registration.org, fields, today)
    return amend(registration, verb="sme_registration.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def withdraw_sme(registration: SmeRegistration, *, by: User, today: date, expected: int, on: date, reason: str) -> SmeRegistration:
    """撤销科技型中小企业入库登记: from ``on`` it no longer counts."""
    not_after(on, today, "撤销日期", field="on")
    if registration.status == SmeStatus.WITHDRAWN:
        raise Refused("该登记已经撤销，不必重复办理。")
    if on < registration.registered_on:
        raise Refused("撤销日期不能早于入库日期，请核对。", field="on")
    values = {"status": SmeStatus.WITHDRAWN, "withdrawn_on": on, "reason": reason}
    return amend(registration, verb="sme_registration.withdrawn", by=by, expected=expected, values=values)


@transaction.atomic
def register_contract(*, org: Organisation, by: User, today: date, **fields: Unpack[ContractFields]) -> TechnologyContract:
    """登记技术合同."""
    not_after(fields["registered_on"], today, "登记日期", field="registered_on")
    contract = TechnologyContract(org=org, **fields, **_parties(org, fields))
    return enter(contract, verb="technology_contract.registered", by=by, fields=fields)


@transaction.atomic
def correct_contract(
    contract: TechnologyContract, *, by: User, today: date, expected: int, **fields: Unpack[ContractFields]
) -> TechnologyContract:
    """更正技术合同."""
    not_after(fields["registered_on"], today, "登记日期", field="registered_on")
    values = {**fields, **_parties(contract.org, fields)}
    return amend(contract, verb="technology_contract.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def cancel_contract(contract: TechnologyContract, *, by: User, today: date, expected: int, on: date, reason: str) -> TechnologyContract:
    """注销技术合同: from ``on`` it no longer counts."""
    not_after(on, today, "注销日期", field="on")
    if contract.status == ContractStatus.CANCELLED:
        raise Refused("该合同已经注销，不必重复办理。")
    if on < contract.registered_on:
        raise Refused("注销日期不能早于登记日期，请核对。", field="on")
    values = {"status": ContractStatus.CANCELLED, "cancelled_on": on, "reason": reason}
    return amend(contract, verb="technology_contract.cancelled", by=by, expected=expected, values=values)


def note_firms(org: Organisation, firms: Iterable[NamedFirm], changes: Changes) -> dict[str, Enterprise]:
    """记下企业: credit code → firm; firms not yet known are created, a new name for a known code becomes its name.

    The name of the newest row wins; any other name is kept as a former name. Nothing is asked of the database per row.
    """
    latest = sorted(firms, key=lambda firm: firm.day or date.min)
    known = existing(Enterprise.objects.filter(org=org), [(firm.credit_code,) for firm in latest], ["credit_code"])
    found = {code: enterprise for (code,), enterprise in known.items()}
    former = _former_names([found[firm.credit_code] for firm in latest if _is_renamed(found.get(firm.credit_code), firm)])
    new: dict[str, Enterprise] = {}
    changed: dict[str, Enterprise] = {}
    names: list[EnterpriseName] = []
    for firm in latest:
        enterprise = found.get(firm.credit_code)
        if enterprise is None:
            enterprise = found[firm.credit_code] = new[firm.credit_code] = _new_firm(org, firm)
        is_newest = enterprise.name_seen_on is None or (firm.day is not None and firm.day >= enterprise.name_seen_on)
        if firm.name != enterprise.name:
            older = _older_name(enterprise, firm, is_newest=is_newest)
            if (firm.credit_code, older.name) not in former:
                former.add((firm.credit_code, older.name))
                names.append(older)
        if is_newest and _follow(enterprise, firm) and firm.credit_code not in new:
            changed[firm.credit_code] = enterprise
    if new:
        changes.create(list(new.values()))
    if changed:
        changes.update(list(changed.values()), ["name", "initials", "township", "name_seen_on"])
    if names:
        changes.create(names)
    return found


def _new_firm(org: Organisation, firm: NamedFirm) -> Enterprise:
    return Enterprise(
        org=org,
        credit_code=firm.credit_code,
        name=firm.name,
        initials=initials(firm.name),
        township=firm.township,
        name_seen_on=firm.day,
    )


def _is_renamed(enterprise: Enterprise | None, firm: NamedFirm) -> bool:
    return enterprise is not None and enterprise.name != firm.name


def _former_names(enterprises: list[Enterprise]) -> set[tuple[str, str]]:
    if not enterprises:
        return set()
    names = among(EnterpriseName.objects.select_related("enterprise"), "enterprise_id", {enterprise.pk for enterprise in enterprises})
    return {(one.enterprise.credit_code, one.name) for one in names}


def _older_name(enterprise: Enterprise, firm: NamedFirm, *, is_newest: bool) -> EnterpriseName:
    if is_newest:
        return EnterpriseName(enterprise=enterprise, name=enterprise.name, seen_on=enterprise.name_seen_on)
    return EnterpriseName(enterprise=enterprise, name=firm.name, seen_on=firm.day)


def _follow(enterprise: Enterprise, firm: NamedFirm) -> bool:
    """Takes over what the newest row says; whether anything changed."""
    before = (enterprise.name, enterprise.township, enterprise.name_seen_on)
    if firm.name != enterprise.name:
        enterprise.name, enterprise.initials = firm.name, initials(firm.name)
    enterprise.township = firm.township or enterprise.township
    enterprise.name_seen_on = firm.day or enterprise.name_seen_on
    return before != (enterprise.name, enterprise.township, enterprise.name_seen_on)


def _check_code(code: str) -> None:
    problem = credit_code_problem(code)
    if problem is not None:
        hint = f"，是否为 {problem.suggestion}" if problem.suggestion else ""
        raise Refused(f"{problem.message}{hint}。", field="credit_code")


def firm_of(org: Organisation, credit_code: str) -> Enterprise:
    """企业: the firm of ``org`` with this code; Refused where it is not in the register yet."""
    _check_code(credit_code)
    firm = enterprise_with_code(org, credit_code)
    if firm is None:
        raise Refused(f"企业台账中还没有代码为 {credit_code} 的企业，请先登记企业。", field="credit_code")
    return firm


def _certificate(org: Organisation, fields: TitleFields) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    firm = values["enterprise"] = firm_of(org, values.pop("credit_code"))
    values["holder_name"] = values["holder_name"] or firm.name
    return values


def _registration(org: Organisation, fields: SmeFields, today: date) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    values["year"] = _sme_year(fields, today)
    firm = values["enterprise"] = firm_of(org, values.pop("credit_code"))
    values["registered_name"] = values["registered_name"] or firm.name
    return values


def _sme_year(fields: SmeFields, today: date) -> int:
    not_after(fields["registered_on"], today, "入库日期", field="registered_on")
    year = fields["registered_on"].year
    if fields["registration_number"][:4] != str(year):
        raise Refused(f"入库登记编号前四位应与入库日期的年份 {year} 一致，请核对编号和日期。", field="registration_number")
    return year


def _parties(org: Organisation, fields: ContractFields) -> dict[str, Enterprise | None]:
    found = enterprises_named(org, [fields["seller_name"], fields["buyer_name"]])
    return {"seller": found.get(fields["seller_name"]), "buyer": found.get(fields["buyer_name"])}
