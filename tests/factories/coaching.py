"""企业辅导: figures of a firm's year, its rights, applications, coaching and reviews."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tests.factories.enterprises import make_enterprise
from tongpin.domains.coaching.enums import Programme, RightKind, Stage
from tongpin.domains.coaching.models import AnnualReport, Application, CoachedFirm, FirmReview, FirmYear, IntellectualProperty
from tongpin.domains.enterprises.models import Enterprise
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)
WAN = Decimal(10_000)


def sound_figures(**values: Any) -> dict[str, Any]:
    """A year in which every figure is known: sales of 3000万元, R&D of 6 %, 20 of 100 people technical."""
    found: dict[str, Any] = {
        "sales": 3000 * WAN,
        "total_income": 3100 * WAN,
        "high_tech_income": 2200 * WAN,
        "costs": 2700 * WAN,
        "total_assets": 4000 * WAN,
        "net_assets": 2000 * WAN,
        "staff": Decimal(100),
        "technical_staff": Decimal(20),
        "rd_staff": Decimal(15),
        "rd_personnel": 100 * WAN,
        "rd_direct": 50 * WAN,
        "rd_depreciation": 20 * WAN,
        "rd_amortisation": Decimal(0),
        "rd_design": Decimal(0),
        "rd_trials": Decimal(0),
        "rd_commissioned": Decimal(0),
        "rd_overseas": Decimal(0),
        "rd_other": 10 * WAN,
        "rd_tax": 170 * WAN,
        "conversions": 5,
    }
    return found | values


def make_firm_year(org: Organisation, firm: Enterprise | None = None, year: int = 2022, **values: Any) -> FirmYear:
    """One year of a firm."""
    return FirmYear.objects.create(org=org, firm=firm or make_enterprise(org), year=year, **sound_figures(**values))


def make_right(org: Organisation, firm: Enterprise | None = None, **values: Any) -> IntellectualProperty:
    """A utility model granted on 2022-03-01."""
    kind = RightKind(values.pop("kind", RightKind.UTILITY))
    number = f"ZL2021{next(_numbers):08d}"
    defaults = {"number": number, "title": "一种夹具", "applied_on": date(2021, 6, 1), "granted_on": date(2022, 3, 1)}
    firm = firm or make_enterprise(org)
    return IntellectualProperty.objects.create(org=org, firm=firm, kind=kind, right_class=kind.right_class, **{**defaults, **values})


def make_application(org: Organisation, firm: Enterprise | None = None, **values: Any) -> Application:
    """A high-tech application of 2023 in preparation since March."""
    defaults = {"programme": Programme.HNTE, "year": 2023, "stage": Stage.PREPARING, "stage_on": date(2023, 3, 1)}
    return Application.objects.create(org=org, firm=firm or make_enterprise(org), **{**defaults, **values})


def make_coached(org: Organisation, firm: Enterprise | None = None, **values: Any) -> CoachedFirm:
    """A firm founded in 2015 that is being coached."""
    defaults = {"registered_on": date(2015, 5, 1), "programme": Programme.HNTE, "due_on": date(2024, 6, 30)}
    return CoachedFirm.objects.create(org=org, firm=firm or make_enterprise(org), **{**defaults, **values})


SOUND = {
    "owns_core_ip": True,
    "in_key_field": True,
    "clean_year": True,
    "joined_standard": False,
    "resident": True,
    "accounts_sound": True,
    "industry_allowed": True,
    "clean_record": True,
    "national_award": False,
    "research_body": False,
    "led_standard": False,
}


def make_review(org: Organisation, firm: Enterprise | None = None, year: int = 2023, **values: Any) -> FirmReview:
    """Everything judged well."""
    return FirmReview.objects.create(org=org, firm=firm or make_enterprise(org), year=year, **{**SOUND, **values})


def make_report(org: Organisation, firm: Enterprise | None = None, year: int = 2022, **values: Any) -> AnnualReport:
    """A yearly report filed in April of the next year."""
    return AnnualReport.objects.create(
        org=org, firm=firm or make_enterprise(org), year=year, **{"filed_on": date(year + 1, 4, 1), **values}
    )


def sound_firm(org: Organisation, *, rights: int = 5, **values: Any) -> Enterprise:
    """A firm of which everything is known; ``values`` go into its figures of 2022."""
    firm = make_enterprise(org)
    make_coached(org, firm, rights_checked_on=date(2023, 1, 1))
    make_review(org, firm, technical_level="高", core_support="强", management_points=20)
    for year, share in ((2020, Decimal("0.8")), (2021, Decimal("0.9"))):
        make_firm_year(org, firm, year, sales=3000 * WAN * share, net_assets=2000 * WAN * share)
    make_firm_year(org, firm, 2022, **values)
    for _ in range(rights):
        make_right(org, firm)
    return firm
