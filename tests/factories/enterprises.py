"""企业台账: firms with right codes, certificates, registrations and contracts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tongpin.domains.enterprises.enums import ContractType, TitleKind
from tongpin.domains.enterprises.initials import initials
from tongpin.domains.enterprises.models import Enterprise, SmeRegistration, TechnologyContract, Title
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.credit_code import check_character

_numbers = count(1)


def credit_code(number: int = 0) -> str:
    """A right code, another each time."""
    first = f"91370921{number or next(_numbers):09d}"
    return first + check_character(first)


def make_enterprise(org: Organisation, name: str = "", **values: Any) -> Enterprise:
    """A firm of ``org``."""
    name = name or f"宁阳第{next(_numbers)}机械有限公司"
    return Enterprise.objects.create(**{"org": org, "name": name, "credit_code": credit_code(), "initials": initials(name), **values})


def make_certificate(org: Organisation, enterprise: Enterprise | None = None, **values: Any) -> Title:
    """A certificate valid from 2022-10-01 to 2025-09-30."""
    enterprise = enterprise or make_enterprise(org)
    defaults = {
        "kind": TitleKind.HNTE,
        "holder_name": enterprise.name,
        "certificate_number": f"GR2022{next(_numbers):08d}",
        "issued_on": date(2022, 10, 1),
        "valid_to": date(2025, 9, 30),
    }
    return Title.objects.create(org=org, enterprise=enterprise, **{**defaults, **values})


def make_sme(org: Organisation, enterprise: Enterprise | None = None, **values: Any) -> SmeRegistration:
    """A registration of 2023-06-01, or of ``registered_on``."""
    enterprise = enterprise or make_enterprise(org)
    day = values.pop("registered_on", date(2023, 6, 1))
    defaults = {"registered_name": enterprise.name, "registration_number": f"{day.year}370921A{next(_numbers):07d}", "year": day.year}
    return SmeRegistration.objects.create(org=org, enterprise=enterprise, registered_on=day, **{**defaults, **values})


def make_contract(org: Organisation, **values: Any) -> TechnologyContract:
    """A contract of 100万元 registered on 2023-06-01."""
    defaults = {
        "contract_number": f"2023370921{next(_numbers):06d}",
        "title": "工艺研发",
        "seller_name": "甲方科技有限公司",
        "buyer_name": "乙方机械有限公司",
        "type": ContractType.DEVELOPMENT,
        "deal_value": Decimal(1_000_000),
        "technology_value": Decimal(800_000),
        "registered_on": date(2023, 6, 1),
    }
    return TechnologyContract.objects.create(org=org, **{**defaults, **values})
