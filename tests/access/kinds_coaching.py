"""企业辅导 in the world of the access tests."""

from __future__ import annotations

from typing import Any

from tests.factories.coaching import make_application, make_coached, make_firm_year, make_report, make_review, make_right
from tongpin.domains.coaching.services.judging import judge_county
from tongpin.domains.enterprises.models import Enterprise
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import today


def coaching_records(org: Organisation, mark: str, firm: Enterprise) -> dict[str, Any]:
    """A firm with a year, a right, an application under way, its coaching and its standing."""
    records = {
        "firm_year": make_firm_year(org, firm, note=f"{mark}核对"),
        "intellectual_property": make_right(org, firm, title=f"{mark}夹具"),
        "coaching_application": make_application(org, firm, batch=f"{mark}批"),
        "annual_report": make_report(org, firm),
        "coached_firm": make_coached(org, firm, remark=f"{mark}重点"),
        "firm_review": make_review(org, firm, basis=f"{mark}会审"),
    }
    judge_county(org, today=today())
    return records
