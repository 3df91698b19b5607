"""导入表: what the cross-checks of each ledger find, and that a template's own example rows pass."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.dataio import workbook
from tests.factories.enterprises import credit_code, make_certificate, make_sme
from tests.factories.orgs import make_org
from tests.factories.programs import make_project
from tongpin.foundation.access.roles import known_permissions
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import ColumnType, ImportSheet, gathered

pytestmark = pytest.mark.django_db
OURS = {
    "hnte_certificate",
    "sme_registration",
    "technology_contract",
    "grant",
    "platform",
    "programme_project",
    "credit_line",
    "loan_application",
    "matching_event",
    "event_expert",
    "agreement",
    "honour",
}


def sheet(kind: str) -> ImportSheet:
    return next(s for s in gathered(ImportSheet) if s.kind == kind)


@pytest.fixture
def org() -> Organisation:
    return make_org()


def day(text: str) -> date:
    return date.fromisoformat(text)


CERTIFICATE = {"certificate_number": "GR202337000001", "issued_on": day("2023-10-01"), "valid_to": day("2026-09-30"), "status": "valid"}
SME = {"registration_number": "2023370921A0000001", "registered_on": day("2023-06-01"), "status": "registered"}
CONTRACT = {"deal_value": Decimal(100), "technology_value": Decimal(80), "registered_on": day("2023-06-01"), "status": "registered"}
LOAN = {"applied_on": day("2023-06-01"), "stage": "applied"}
AGREEMENT = {"event_code": None, "signed_on": day("2023-06-01"), "status": "signed"}

FOUND: list[tuple[str, dict[str, Any], dict[str, Any], list[str]]] = [
    ("hnte_certificate", CERTIFICATE, {}, []),
    ("hnte_certificate", CERTIFICATE, {"valid_to": day("2023-09-30")}, ["valid_to"]),
    ("hnte_certificate", CERTIFICATE, {"revoked_on": day("2023-11-01")}, ["revoked_on"]),
    ("hnte_certificate", CERTIFICATE, {"revoked_on": day("2023-11-01"), "status": "revoked"}, []),
    ("hnte_certificate", CERTIFICATE, {"revoked_on": day("2023-09-01"), "status": "revoked"}, ["revoked_on"]),
    ("sme_registration", SME, {}, []),
    ("sme_registration", SME, {"registered_on": day("2022-06-01")}, ["registration_number"]),
    ("technology_contract", CONTRACT, {}, []),
    ("technology_contract", CONTRACT, {"technology_value": Decimal("100.01")}, ["technology_value"]),
    ("technology_contract", CONTRACT, {"cancelled_on": day("2023-05-01"), "status": "cancelled"}, ["cancelled_on"]),
    ("technology_contract", CONTRACT, {"cancelled_on": day("2023-07-01")}, ["cancelled_on"]),
    ("grant", {"status": "arrived", "arrived_on": None}, {}, ["arrived_on"]),
    ("grant", {"status": "promised", "arrived_on": None}, {}, []),
    ("platform", {"status": "recognised", "recognised_on": None}, {}, ["recognised_on"]),
    ("platform", {"status": "applying", "recognised_on": None}, {}, []),
    ("loan_application", LOAN, {"granted_on": day("2023-05-01"), "stage": "granted"}, ["granted_on"]),
    ("loan_application", LOAN, {"granted_amount": Decimal(1)}, ["granted_amount"]),
    ("event_expert", {"event_code": "SB2023-99"}, {}, ["event_code"]),
    ("agreement", AGREEMENT, {}, []),
    ("agreement", AGREEMENT, {"event_code": "SB2023-99"}, ["event_code"]),
    ("agreement", AGREEMENT, {"signed_on": None}, ["signed_on"]),
    ("agreement", AGREEMENT, {"signed_on": None, "status": "intent"}, []),
]


@pytest.mark.parametrize(("kind", "row", "change", "columns"), FOUND)
def test_what_the_check_finds(org: Organisation, kind: str, row: dict[str, Any], change: dict[str, Any], columns: list[str]) -> None:
    asked = sheet(kind)
    assert asked.check is not None
    empty = {column.name: None for column in asked.columns}
    found = asked.check(org, [{**empty, **row, **change}])
    assert [name for name, _, _ in found.get(0, [])] == columns
    for remarks in found.values():
        for _, message, suggestion in remarks:
            assert message and suggestion and not message.endswith("。")


@pytest.mark.parametrize(
    ("kind", "make", "number"),
    [("hnte_certificate", make_certificate, "certificate_number"), ("sme_registration", make_sme, "registration_number")],
)
def test_the_number_of_another_firm_is_refused(org: Organisation, kind: str, make: Any, number: str) -> None:
    held = make(org)
    asked = sheet(kind)
    assert asked.check is not None
    row: dict[str, Any] = {column.name: None for column in asked.columns}
    row |= {number: getattr(held, number), "credit_code": credit_code(), **(CERTIFICATE if number.startswith("cert") else SME)}
    row[number] = getattr(held, number)
    remarks = asked.check(org, [row])[0]
    assert any(held.enterprise.credit_code in message for _, message, _ in remarks)
    row["credit_code"] = held.enterprise.credit_code
    assert not any("属于" in message for _, message, _ in asked.check(org, [row]).get(0, []))


def test_an_older_stage_is_refused(org: Organisation) -> None:
    project = make_project(org)
    row = {
        "programme": project.programme,
        "name": project.name,
        "applicant_name": project.applicant_name,
        "level": "city",
        "stage": "submitted",
        "stage_on": day("2023-02-01"),
    }
    check = sheet("programme_project").check
    assert check is not None
    assert [name for name, _, _ in check(org, [row])[0]] == ["stage_on"]
    assert check(org, [{**row, "stage": project.stage}]) == {}, "another day of the same stage is a correction"


def test_without_keys_the_whole_ledger_is_given_in_order(org: Organisation) -> None:
    first, second = make_certificate(org), make_certificate(org)
    make_certificate(make_org())
    current = sheet("hnte_certificate").current
    whole = current(org, None)
    assert list(whole) == [(first.certificate_number,), (second.certificate_number,)]
    assert whole == current(org, [(second.certificate_number,), (first.certificate_number,), ("没有",)])
    assert current(org, []) == {}


def test_every_ledger_is_offered() -> None:
    offered = {s.kind: s for s in gathered(ImportSheet)}
    assert set(offered) >= OURS
    for kind in OURS:
        one = offered[kind]
        names = [c.name for c in one.columns]
        assert set(one.key) <= set(names) and len(names) == len(set(names))
        assert str(one.permission) in known_permissions()
        for column in one.columns:
            if column.type is ColumnType.CHOICE:
                assert column.choices, (kind, column.name)
                assert column.example in {"", *column.choices}
        titles = [c.title for c in one.columns]
        assert len(titles) == len(set(titles))
        assert workbook([titles])
