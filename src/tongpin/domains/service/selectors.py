"""企业服务查询."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tongpin.domains.service.models import CreditLine, LoanApplication


def credit_lines() -> QuerySet[CreditLine]:
    """授信清单."""
    return CreditLine.objects.select_related("org", "enterprise")


def credit_lines_of(enterprise_pk: int) -> QuerySet[CreditLine]:
    """企业的授信."""
    return credit_lines().filter(enterprise_id=enterprise_pk).order_by("-agreed_on", "-pk")


def loan_applications() -> QuerySet[LoanApplication]:
    """成果转化贷款申请清单."""
    return LoanApplication.objects.select_related("org", "enterprise")


def loan_applications_of(enterprise_pk: int) -> QuerySet[LoanApplication]:
    """企业的成果转化贷款申请."""
    return loan_applications().filter(enterprise_id=enterprise_pk).order_by("-applied_on", "-pk")


def firm_or_bank_matches(text: str) -> Q:
    """Records whose firm or bank contains ``text``."""
    return Q(enterprise_name__icontains=text) | Q(enterprise__name__icontains=text) | Q(bank__icontains=text)
