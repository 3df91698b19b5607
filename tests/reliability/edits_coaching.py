"""企业辅导: every way of changing figures, rights, applications, coaching and reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.coaching import (
    WAN,
    make_application,
    make_coached,
    make_firm_year,
    make_report,
    make_review,
    make_right,
    sound_figures,
)
from tests.factories.enterprises import make_enterprise
from tests.reliability.edit import Edit
from tests.reliability.fields import as_read, signed, signed_today
from tests.reliability.office import Office
from tongpin.domains.coaching.calculations.averages import MonthCount
from tongpin.domains.coaching.services import applications, firm_years, reviews, rights

DAY = date(2023, 12, 1)


def _year(o: Office) -> Any:
    return make_firm_year(o.org, year=2022)


def _right(o: Office) -> Any:
    return make_right(o.org)


def _right_fields(record: Any, person: int) -> dict[str, Any]:
    return {
        "credit_code": record.firm.credit_code,
        "kind": record.kind,
        "number": record.number,
        "title": f"名称{person}",
        "owner": "",
        "obtained": "own",
        "applied_on": None,
        "granted_on": record.granted_on,
        "ends_on": None,
        "coached_by": None,
    }


def _coaching(record: Any, person: int) -> dict[str, Any]:
    kept = {"registered_on": None, "coach": None, "programme": "hnte", "due_on": None, "rights_checked_on": None}
    return {"credit_code": record.firm.credit_code, **kept, "remark": f"备注{person}"}


def _certificate(record: Any, person: int) -> dict[str, Any]:
    return {
        "credit_code": record.firm.credit_code,
        "holder_name": "",
        "township": "",
        "certificate_number": f"GR2023{record.pk:05d}{person:03d}",
        "issued_on": DAY,
        "valid_to": date(2026, 11, 30),
        "remark": "",
    }


def _registration(record: Any, person: int) -> dict[str, Any]:
    number = f"2023370921A{record.pk:04d}{person:03d}"
    return {
        "credit_code": record.firm.credit_code,
        "registered_name": "",
        "registration_number": number,
        "batch": "",
        "registered_on": DAY,
    }


def _with_rights(o: Office) -> Any:
    firm = make_enterprise(o.org)
    for _ in range(4):
        make_right(o.org, firm)
    return make_application(o.org, firm)


COACHING_EDITS = (
    Edit(
        "correct_firm_year",
        _year,
        lambda r, o, p: firm_years.correct_firm_year(
            r,
            **signed_today(o),
            **as_read(r),
            credit_code=r.firm.credit_code,
            year=2022,
            note=f"更正{p}",
            **sound_figures(sales=(3001 + p) * WAN),
        ),
    ),
    Edit(
        "count_months",
        _year,
        lambda r, o, p: firm_years.count_months(r, **signed(o), **as_read(r), months=[MonthCount(1, 100 + p, 100, 20, 20)]),
    ),
    Edit(
        "correct_right",
        _right,
        lambda r, o, p: rights.correct_right(r, **signed_today(o), **as_read(r), **_right_fields(r, p)),
    ),
    Edit("lapse_right", _right, lambda r, o, p: rights.lapse_right(r, **signed_today(o), **as_read(r), on=DAY, reason=f"原因{p}")),
    Edit(
        "move_application",
        lambda o: make_application(o.org),
        lambda r, o, p: applications.move_application(
            r, **signed_today(o), **as_read(r), stage=("submitted", "reviewing", "publicised")[p], on=DAY
        ),
        persons=3,
    ),
    Edit(
        "use_rights",
        _with_rights,
        lambda r, o, p: applications.use_rights(r, **signed_today(o), **as_read(r), rights=[list(r.firm.rights.order_by("pk"))[p % 4]]),
    ),
    Edit(
        "recognise_firm",
        lambda o: make_application(o.org),
        lambda r, o, p: applications.recognise_firm(r, **signed_today(o), **as_read(r), on=DAY, certificate=_certificate(r, p)),
        events=2,
    ),
    Edit(
        "register_firm",
        lambda o: make_application(o.org, programme="sme"),
        lambda r, o, p: applications.register_firm(r, **signed_today(o), **as_read(r), on=DAY, registration=_registration(r, p)),
        events=2,
    ),
    Edit(
        "fail_application",
        lambda o: make_application(o.org),
        lambda r, o, p: applications.fail_application(
            r, **signed_today(o), **as_read(r), on=DAY, result=("refused", "withdrawn")[p % 2], reason=f"原因{p}"
        ),
    ),
    Edit(
        "correct_report",
        lambda o: make_report(o.org),
        lambda r, o, p: applications.correct_report(
            r, **signed_today(o), **as_read(r), credit_code=r.firm.credit_code, year=2022, filed_on=date(2023, 4, 2 + p)
        ),
    ),
    Edit(
        "correct_coaching",
        lambda o: make_coached(o.org),
        lambda r, o, p: reviews.correct_coaching(r, **signed_today(o), **as_read(r), **_coaching(r, p)),
    ),
    Edit(
        "release_firm", lambda o: make_coached(o.org), lambda r, o, p: reviews.release_firm(r, **signed(o), **as_read(r), reason=f"原因{p}")
    ),
    Edit(
        "correct_review",
        lambda o: make_review(o.org),
        lambda r, o, p: reviews.correct_review(
            r, **signed_today(o), **as_read(r), credit_code=r.firm.credit_code, year=2023, basis=f"依据{p}"
        ),
    ),
)
