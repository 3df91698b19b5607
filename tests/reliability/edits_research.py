"""研发费用辅助账: every way of changing a project, an entry and the statements of a year, and what stands once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.coaching import make_firm_year
from tests.factories.enterprises import make_enterprise
from tests.factories.research import make_rd_entry, make_rd_project, make_rd_year
from tests.reliability.edit import Edit
from tests.reliability.fields import as_read, signed, signed_today
from tests.reliability.office import Office
from tests.reliability.once import Once
from tongpin.domains.coaching.models import FirmYear, RdEntry, RdProject, RdYear
from tongpin.domains.coaching.services import rd_entries, rd_projects, rd_years


def project_fields(person: int) -> dict[str, Any]:
    return {
        "number": "RD01",
        "title": f"夹具{person}",
        "way": "own",
        "state": "running",
        "starts_on": date(2023, 1, 1),
        "ends_on": None,
        "contract_number": "",
        "result": "",
        "result_number": "",
        "note": "",
    }


def entry_fields(person: int) -> dict[str, Any]:
    return {
        "booked_on": date(2023, 3, 15),
        "voucher_type": "记",
        "voucher_number": "15",
        "summary": "领用材料",
        "item": "materials",
        "amount": Decimal(100 + person),
        "tax_amount": None,
        "is_capitalised": False,
        "is_fiscal": False,
        "has_invoice": True,
    }


def year_fields(person: int) -> dict[str, Any]:
    return {
        "kind": "一般企业",
        "gross_income": Decimal(1000 + person),
        "untaxed_income": None,
        "investment_income": None,
        "excluded_income": None,
        "carried_in": None,
    }


def _figures_beside_a_ledger(o: Office) -> FirmYear:
    figures = make_firm_year(o.org, year=2023)
    make_rd_entry(o.org, make_rd_project(o.org, figures.firm))
    return figures


RESEARCH_EDITS = (
    Edit(
        "correct_rd_project",
        lambda o: make_rd_project(o.org),
        lambda r, o, p: rd_projects.correct_rd_project(r, **signed_today(o), **as_read(r), **project_fields(p)),
    ),
    Edit(
        "remove_rd_project",
        lambda o: make_rd_project(o.org),
        lambda r, o, p: rd_projects.remove_rd_project(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_rd_entry",
        lambda o: make_rd_entry(o.org),
        lambda r, o, p: rd_entries.correct_rd_entry(r, **signed_today(o), **as_read(r), **entry_fields(p)),
    ),
    Edit(
        "remove_rd_entry",
        lambda o: make_rd_entry(o.org),
        lambda r, o, p: rd_entries.remove_rd_entry(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_rd_year",
        lambda o: make_rd_year(o.org),
        lambda r, o, p: rd_years.correct_rd_year(r, **signed(o), **as_read(r), **year_fields(p)),
    ),
    Edit(
        "take_over_ledger",
        _figures_beside_a_ledger,
        lambda r, o, p: rd_years.take_over_ledger(firm_pk=r.firm_id, year=r.year, **signed_today(o), **as_read(r)),
        alike=True,
    ),
)
RESEARCH_ONCE = (
    Once(
        "open_rd_project",
        "rd_project_once",
        lambda o: make_enterprise(o.org),
        lambda r, o, p: rd_projects.open_rd_project(org=o.org, credit_code=r.credit_code, **signed_today(o), **project_fields(p)),
        lambda r: RdProject.objects.filter(firm=r),
    ),
    Once(
        "enter_rd_entry",
        "rd_entry_once",
        lambda o: make_rd_project(o.org),
        lambda r, o, p: rd_entries.enter_rd_entry(r, **signed_today(o), **entry_fields(p)),
        lambda r: RdEntry.objects.filter(project=r),
    ),
    Once(
        "state_rd_year",
        "rd_year_once",
        lambda o: make_enterprise(o.org),
        lambda r, o, p: rd_years.state_rd_year(org=o.org, credit_code=r.credit_code, year=2023, **signed_today(o), **year_fields(p)),
        lambda r: RdYear.objects.filter(firm=r),
    ),
)
