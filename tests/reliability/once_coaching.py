"""企业辅导: what may be entered only once."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.coaching import make_application, make_right, sound_figures
from tests.factories.enterprises import make_enterprise
from tests.reliability.fields import DAY, signed_today
from tests.reliability.office import Office
from tests.reliability.once import Once
from tongpin.domains.coaching.models import (
    AnnualReport,
    Application,
    CoachedFirm,
    FirmReview,
    FirmYear,
    IntellectualProperty,
    UsedRight,
)
from tongpin.domains.coaching.services import applications, firm_years, reviews, rights


def _firm(o: Office) -> Any:
    return make_enterprise(o.org)


def _entered_right(firm: Any, o: Office, person: int) -> Any:
    return rights.enter_right(
        org=o.org,
        **signed_today(o),
        credit_code=firm.credit_code,
        kind="utility",
        number="ZL202100000001",
        title=f"名称{person}",
        owner="",
        obtained="own",
        applied_on=None,
        granted_on=DAY,
        ends_on=None,
        coached_by=None,
    )


def _two_applications(o: Office) -> Any:
    firm = make_enterprise(o.org)
    return make_right(o.org, firm), [make_application(o.org, firm, year=year) for year in range(2016, 2024)]


COACHING_ONCE = (
    Once(
        "enter_firm_year",
        "firm_year_once",
        _firm,
        lambda r, o, p: firm_years.enter_firm_year(
            org=o.org, **signed_today(o), credit_code=r.credit_code, year=2022, note=f"说明{p}", **sound_figures()
        ),
        lambda r: FirmYear.objects.filter(firm=r),
    ),
    Once("enter_right", "right_number_once", _firm, _entered_right, lambda r: IntellectualProperty.objects.filter(firm=r)),
    Once(
        "open_application",
        "application_once_a_year",
        _firm,
        lambda r, o, p: applications.open_application(
            org=o.org, **signed_today(o), credit_code=r.credit_code, programme="hnte", year=2023, batch=f"批{p}", on=DAY
        ),
        lambda r: Application.objects.filter(firm=r),
    ),
    Once(
        "use_rights",
        "class_two_right_once",
        _two_applications,
        lambda r, o, p: applications.use_rights(r[1][p], **signed_today(o), expected=1, rights=[r[0]]),
        lambda r: UsedRight.objects.filter(right=r[0]),
    ),
    Once(
        "file_report",
        "annual_report_once",
        _firm,
        lambda r, o, p: applications.file_report(
            org=o.org, **signed_today(o), credit_code=r.credit_code, year=2022, filed_on=date(2023, 4, 1 + p)
        ),
        lambda r: AnnualReport.objects.filter(firm=r),
    ),
    Once(
        "take_on_firm",
        "coaching.CoachedFirm.firm",
        _firm,
        lambda r, o, p: reviews.take_on_firm(
            org=o.org,
            **signed_today(o),
            credit_code=r.credit_code,
            registered_on=None,
            coach=None,
            programme="hnte",
            due_on=None,
            rights_checked_on=None,
            remark=f"备注{p}",
        ),
        lambda r: CoachedFirm.objects.filter(firm=r),
    ),
    Once(
        "enter_review",
        "firm_review_once",
        _firm,
        lambda r, o, p: reviews.enter_review(org=o.org, **signed_today(o), credit_code=r.credit_code, year=2023, basis=f"依据{p}"),
        lambda r: FirmReview.objects.filter(firm=r),
    ),
)
