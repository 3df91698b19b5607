"""企业服务: credit lines and loan applications."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.enterprises import make_enterprise
from tongpin.domains.enterprises.models import Enterprise
from tongpin.domains.service.enums import CreditStage, LoanStage
from tongpin.domains.service.models import CreditLine, LoanApplication
from tongpin.foundation.orgs.models import Organisation


def make_credit_line(org: Organisation, enterprise: Enterprise | None = None, **values: Any) -> CreditLine:
    """430万元 agreed on 2023-07-17."""
    enterprise = enterprise or make_enterprise(org)
    defaults = {
        "enterprise_name": enterprise.name,
        "bank": "建设银行",
        "amount": Decimal(4_300_000),
        "agreed_on": date(2023, 7, 17),
        "stage": CreditStage.AGREED,
    }
    return CreditLine.objects.create(org=org, enterprise=enterprise, **{**defaults, **values})


def make_loan(org: Organisation, enterprise: Enterprise | None = None, **values: Any) -> LoanApplication:
    """526万元 applied for on 2023-10-08."""
    enterprise = enterprise or make_enterprise(org)
    defaults = {
        "enterprise_name": enterprise.name,
        "bank": "农商银行",
        "amount": Decimal(5_260_000),
        "applied_on": date(2023, 10, 8),
        "stage": LoanStage.APPLIED,
    }
    return LoanApplication.objects.create(org=org, enterprise=enterprise, **{**defaults, **values})
