"""责任落实 in the world of the access tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.accountability import (
    make_clause,
    make_duty_line,
    make_duty_list,
    make_letter,
    make_order,
    make_proof,
    make_risk,
    make_rules,
    make_signed,
    make_template,
)
from tests.factories.orgs import make_person
from tongpin.domains.accountability.models import LetterVersion
from tongpin.domains.accountability.selectors.orders import quarter_number, quarter_of
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import today


def accountability_records(org: Organisation, mark: str) -> dict[str, Any]:
    """A signed letter and one that is being drafted, orders of both kinds, a duty list with a proof, a risk."""
    people = {role: make_person(org, f"{mark}{word}") for role, word in (("signer", "责任人"), ("superior", "领导"))}
    signed = make_signed(org, title=f"{mark}责任状", year=2023, on=date(2023, 2, 1), **people)
    drafted = make_letter(org, title=f"{mark}待签责任状", **people)
    clause = make_clause(drafted, duty=f"{mark}责任")
    duty_list = make_duty_list(org, title=f"{mark}责任清单")
    line = make_duty_line(duty_list, duty=f"{mark}履责")
    period = quarter_of(today())  # the page of the quarter shows the one the office is in
    quarter = make_order(
        org,
        kind="quarter",
        year=period.start.year,
        quarter=quarter_number(period),
        number=f"{mark}季1号",
        title=f"{mark}季度工单",
        state="issued",
        due_on=period.last_day,
    )
    quarter.items.update(text=f"{mark}事项")
    return {
        "clause_template": make_template(org, duty=f"{mark}模板责任"),
        "letter": drafted,
        "signed_letter": signed,
        "letter_version": LetterVersion.objects.get(letter=signed),
        "letter_clause": clause,
        "work_order": make_order(org, title=f"{mark}督办", number=f"{mark}督1号"),
        "order_rules": make_rules(org, basis=f"{mark}会议"),
        "duty_list": duty_list,
        "duty_line": line,
        "duty_proof": make_proof(line, words=f"{mark}研究"),
        "risk_point": make_risk(org, matter=f"{mark}风险"),
    }
