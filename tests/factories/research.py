"""研发费用辅助账: projects of a firm, entries of their ledgers, statements of a year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tests.factories.enterprises import make_enterprise
from tongpin.domains.coaching.enums import RdItem
from tongpin.domains.coaching.models import RdEntry, RdProject, RdYear
from tongpin.domains.coaching.research.items import PLACES
from tongpin.domains.enterprises.models import Enterprise
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)


def make_rd_project(org: Organisation, firm: Enterprise | None = None, **values: Any) -> RdProject:
    """A project running since 2016."""
    defaults = {"number": f"RD{next(_numbers):03d}", "title": "高效夹具研制", "starts_on": date(2016, 1, 1)}
    return RdProject.objects.create(org=org, firm=firm or make_enterprise(org), **{**defaults, **values})


def make_rd_entry(org: Organisation, project: RdProject | None = None, **values: Any) -> RdEntry:
    """1000元 of materials in March 2023."""
    item = RdItem(values.pop("item", RdItem.MATERIALS))
    defaults = {
        "booked_on": date(2023, 3, 15),
        "voucher_number": str(next(_numbers)),
        "summary": "领用材料",
        "amount": Decimal(1000),
        "group": PLACES[item].group,
    }
    return RdEntry.objects.create(org=org, project=project or make_rd_project(org), item=item, **{**defaults, **values})


def make_rd_year(org: Organisation, firm: Enterprise | None = None, year: int = 2023, **values: Any) -> RdYear:
    """An ordinary firm all of whose income may be counted."""
    defaults = {
        "kind": "一般企业",
        "gross_income": Decimal(10_000_000),
        "untaxed_income": Decimal(0),
        "investment_income": Decimal(0),
        "excluded_income": Decimal(0),
    }
    return RdYear.objects.create(org=org, firm=firm or make_enterprise(org), year=year, **{**defaults, **values})
