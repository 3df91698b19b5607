"""登记页的共同部分: a form that names its firm, and where 返回 leads."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tongpin.domains.enterprises.selectors import enterprises
from tongpin.foundation.access.doors import OfficeRequest
from tongpin.foundation.access.selectors import visible_to


def firm_of_address(request: OfficeRequest, permission: str) -> dict[str, Any]:
    """企业 that the address names, for a form opened from its page."""
    code = request.GET.get("credit_code", "")
    firm = visible_to(enterprises(), request.user, permission).filter(credit_code=code).first() if code.isalnum() else None
    return {"credit_code": firm.credit_code} if firm is not None else {}


def firm_page(firm_pk: int) -> str:
    """企业研判页地址."""
    return reverse("coaching:readiness", args=[firm_pk])
