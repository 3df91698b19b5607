"""研发费用辅助账 in the world of the access tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.research import make_rd_entry, make_rd_project, make_rd_year
from tongpin.domains.enterprises.models import Enterprise
from tongpin.foundation.orgs.models import Organisation


def research_records(org: Organisation, mark: str, firm: Enterprise) -> dict[str, Any]:
    """A project with an entry of 2022, and what is stated of that year."""
    project = make_rd_project(org, firm, title=f"{mark}夹具研制")
    return {
        "rd_project": project,
        "rd_entry": make_rd_entry(org, project, summary=f"{mark}领料", booked_on=date(2022, 3, 15)),
        "rd_year": make_rd_year(org, firm, 2022),
    }
