"""栏目: what is filled in when records of each kind are entered or corrected; ``person`` tells one hand from another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.enterprises import credit_code
from tests.factories.orgs import make_person
from tests.reliability.office import TODAY, Office
from tongpin.domains.enterprises.enums import ContractType
from tongpin.domains.matching.enums import AgreementStatus, EventStatus
from tongpin.domains.programs.enums import GrantNature, GrantStatus, Level, PlatformKind, PlatformStatus
from tongpin.domains.service.enums import CreditStage, LoanStage
from tongpin.engines.indicators.models import Measure
from tongpin.engines.indicators.services import explain_light, issue_target
from tongpin.foundation.orgs.models import Post
from tongpin.kernel.periods import Period

DAY = date(2023, 12, 1)
JULY = Period.parse("2023-07")


def signed(o: Office) -> dict[str, Any]:
    return {"by": o.clerk}


def signed_today(o: Office) -> dict[str, Any]:
    return {"by": o.clerk, "today": TODAY}


def target(o: Office) -> Any:
    measure = Measure.objects.get(code="hnte.stock")
    return issue_target(org=o.org, measure=measure, period=Period.year(2023), value=Decimal(65), document="宁委办字〔2023〕6号", by=o.clerk)


def explain(o: Office, person: int, version: int | None) -> Any:
    return explain_light(
        org=o.org,
        measure=Measure.objects.get(code="hnte.stock"),
        month=JULY,
        cause=f"原因{person}",
        action="加快培育",
        due_on=None,
        version=version,
        by=o.clerk,
    )


def post(o: Office) -> Post:
    return Post.objects.create(person=make_person(o.org), org=o.org, title="科员", starts_on=date(2020, 1, 1))


def certificate_fields(n: int, person: int = 0, code: str = "") -> dict[str, Any]:
    return {
        "credit_code": code or credit_code(n),
        "holder_name": f"宁阳甲{person}厂",
        "township": "",
        "certificate_number": f"GR2023{n:08d}",
        "issued_on": DAY,
        "valid_to": date(2026, 11, 30),
        "remark": "",
    }


def sme_fields(n: int, person: int = 0, code: str = "") -> dict[str, Any]:
    return {
        "credit_code": code or credit_code(n),
        "registered_name": f"宁阳甲{person}厂",
        "registration_number": f"2023{n}",
        "batch": "",
        "registered_on": DAY,
    }


def contract_fields(n: int, person: int = 0) -> dict[str, Any]:
    return {
        "contract_number": f"HT{n}",
        "title": f"研发{person}",
        "seller_name": "甲厂",
        "buyer_name": "乙厂",
        "type": ContractType.DEVELOPMENT,
        "deal_value": Decimal(100),
        "technology_value": Decimal(50),
        "registered_on": DAY,
    }


def grant_fields(n: int, person: int = 0) -> dict[str, Any]:
    return {
        "project_name": f"项目{n}",
        "level": Level.PROVINCE,
        "undertaker_name": "甲厂",
        "amount": Decimal(100 + person),
        "nature": GrantNature.FREE,
        "arrived_on": None,
        "document_number": "鲁科字〔2023〕9号",
        "status": GrantStatus.PROMISED,
    }


def platform_fields(n: int, person: int = 0) -> dict[str, Any]:
    return {
        "name": f"平台{n}",
        "kind": PlatformKind.KEY_LAB,
        "level": Level.CITY,
        "host_name": f"甲{person}厂",
        "recognised_on": None,
        "status": PlatformStatus.APPLYING,
    }


def project_fields(n: int, person: int = 0) -> dict[str, Any]:
    return {
        "programme": "双十工程",
        "name": f"攻关{n}",
        "applicant_name": "甲厂",
        "level": list(Level)[person % 4],
    }


def credit_fields(code: str, person: int = 0) -> dict[str, Any]:
    amount = Decimal(100 + person)
    return {"credit_code": code, "enterprise_name": "", "bank": "建行", "amount": amount, "agreed_on": DAY, "stage": CreditStage.TALKING}


def loan_fields(code: str, person: int = 0) -> dict[str, Any]:
    amount = Decimal(100 + person)
    return {"credit_code": code, "enterprise_name": "", "bank": "建行", "amount": amount, "applied_on": DAY, "stage": LoanStage.APPLIED}


def event_fields(n: int, person: int = 0) -> dict[str, Any]:
    return {"code": f"SB{n}", "title": f"活动{person}", "held_on": DAY, "place": "", "status": EventStatus.HELD}


def agreement_fields(n: int, institute: str, person: int = 0) -> dict[str, Any]:
    return {
        "code": f"XY{n}",
        "event_code": "",
        "institute_name": institute,
        "enterprise_name": f"甲{person}厂",
        "signed_on": DAY,
        "status": AgreementStatus.SIGNED,
    }


def honour_fields(n: int, person: int = 0) -> dict[str, Any]:
    return {"title": f"荣誉{n}", "level": "county", "holder": "县局", "year": 2023, "awarded_by": f"县委{person}", "remark": ""}


def as_read(record: Any) -> dict[str, int]:
    return {"expected": record.version}
