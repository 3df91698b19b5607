"""指标取数: what counts and what does not, as tables of single rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.enterprises import make_certificate, make_contract, make_enterprise, make_sme
from tests.factories.experts import make_expert
from tests.factories.matching import make_agreement, make_event, make_participation
from tests.factories.orgs import OrgTree, make_tree
from tests.factories.programs import make_grant, make_platform, make_project
from tests.factories.publicity import make_honour
from tests.factories.service import make_credit_line, make_loan
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import Computed, MeasureScope, MeasureSource, gathered
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db
END = date(2023, 12, 31)
WAN = Decimal(10_000)


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


def compute(code: str, *orgs: Organisation, period: str = "2023", as_of: date = END) -> Computed:
    source = next(m for m in gathered(MeasureSource) if m.code == code)
    return source.compute(MeasureScope(tuple(org.pk for org in orgs), Period.parse(period), as_of))


def day(text: str) -> date:
    return date.fromisoformat(text)


SINGLE_ROWS: list[tuple[str, Callable[..., Any], dict[str, Any], Decimal | int]] = [
    ("hnte.stock", make_certificate, {}, 1),
    ("hnte.stock", make_certificate, {"valid_to": END}, 1),
    ("hnte.stock", make_certificate, {"valid_to": day("2023-12-30")}, 0),
    ("hnte.stock", make_certificate, {"issued_on": END}, 1),
    ("hnte.stock", make_certificate, {"status": "revoked"}, 0),
    ("hnte.stock", make_certificate, {"status": "revoked", "revoked_on": day("2024-01-01")}, 1),
    ("hnte.stock", make_certificate, {"status": "revoked", "revoked_on": END}, 0),
    ("sme.registered", make_sme, {}, 1),
    ("sme.registered", make_sme, {"registered_on": day("2023-01-01")}, 1),
    ("sme.registered", make_sme, {"status": "withdrawn"}, 0),
    ("sme.registered", make_sme, {"status": "withdrawn", "withdrawn_on": day("2024-02-01")}, 1),
    ("sme.registered", make_sme, {"registered_on": day("2022-12-31")}, 0),
    ("contracts.deal_value", make_contract, {}, 100 * WAN),
    ("contracts.deal_value", make_contract, {"registered_on": day("2022-12-31")}, 0),
    ("contracts.deal_value", make_contract, {"status": "cancelled"}, 0),
    ("contracts.deal_value", make_contract, {"status": "cancelled", "cancelled_on": END}, 0),
    ("contracts.deal_value", make_contract, {"status": "cancelled", "cancelled_on": day("2024-01-01")}, 100 * WAN),
    ("funds.from_above", make_grant, {}, 100 * WAN),
    ("funds.from_above", make_grant, {"nature": "loan"}, 0),
    ("funds.from_above", make_grant, {"nature": "repayable"}, 0),
    ("funds.from_above", make_grant, {"level": "county"}, 0),
    ("funds.from_above", make_grant, {"status": "promised"}, 0),
    ("funds.from_above", make_grant, {"arrived_on": day("2022-12-31")}, 0),
    ("platforms.city_innovation_centres", make_platform, {}, 1),
    ("platforms.city_innovation_centres", make_platform, {"level": "province"}, 0),
    ("platforms.city_innovation_centres", make_platform, {"kind": "key_lab"}, 0),
    ("platforms.city_innovation_centres", make_platform, {"status": "applying"}, 0),
    ("platforms.city_innovation_centres", make_platform, {"status": "revoked", "revoked_on": day("2023-11-01")}, 0),
    ("platforms.city_innovation_centres", make_platform, {"recognised_on": day("2021-10-28")}, 0),
    ("platforms.city_key_labs", make_platform, {"kind": "key_lab"}, 1),
    ("credit.firms", make_credit_line, {}, 1),
    ("credit.amount", make_credit_line, {}, 430 * WAN),
    ("credit.amount", make_credit_line, {"stage": "talking"}, 0),
    ("credit.amount", make_credit_line, {"stage": "failed"}, 0),
    ("conversion_loans.firms", make_loan, {}, 1),
    ("conversion_loans.amount", make_loan, {}, 526 * WAN),
    ("conversion_loans.amount", make_loan, {"stage": "draft"}, 0),
    ("conversion_loans.amount", make_loan, {"stage": "withdrawn"}, 0),
    ("conversion_loans.amount", make_loan, {"stage": "rejected"}, 0),
    (
        "conversion_loans.amount",
        make_loan,
        {"stage": "granted", "granted_amount": 400 * WAN, "granted_on": day("2023-11-01")},
        526 * WAN,
    ),
    ("matching_events.held", make_event, {}, 1),
    ("matching_events.held", make_event, {"status": "cancelled"}, 0),
    ("matching_events.held", make_event, {"status": "planned"}, 0),
    ("agreements.signed", make_agreement, {}, 1),
    ("agreements.signed", make_agreement, {"status": "intent", "signed_on": None}, 0),
    ("agreements.signed", make_agreement, {"status": "cancelled", "cancelled_on": day("2024-03-01")}, 1),
    ("agreements.signed", make_agreement, {"status": "cancelled"}, 0),
    ("honours.won", make_honour, {}, 1),
    ("honours.won", make_honour, {"status": "revoked"}, 0),
    ("honours.won", make_honour, {"year": 2022}, 0),
]


@pytest.mark.parametrize(("code", "make", "values", "counted"), SINGLE_ROWS)
def test_what_one_row_counts(tree: OrgTree, code: str, make: Callable[..., Any], values: dict[str, Any], counted: Decimal | int) -> None:
    row = make(tree.ningyang, **values)
    found = compute(code, tree.ningyang)
    assert found.value == counted
    assert [r.pk for r in found.rows] == ([row.pk] if counted else [])


@pytest.mark.parametrize(
    ("stages", "counted"),
    [
        ([("shortlisted", "2023-08-07")], 1),
        ([("shortlisted", "2023-08-07"), ("approved", "2024-03-01")], 1),
        ([("shortlisted", "2023-08-07"), ("rejected", "2023-11-01")], 1),
        ([("draft", "2023-08-07")], 0),
        ([("rejected", "2023-08-07")], 0),
        ([("shortlisted", "2022-08-07")], 0),
    ],
)
def test_shortlisted_projects(tree: OrgTree, stages: list[tuple[str, str]], counted: int) -> None:
    make_project(tree.ningyang, *[(stage, day(text)) for stage, text in stages])
    make_project(tree.ningyang, programme="省重点研发计划")
    found = compute("projects.double_ten_shortlisted", tree.ningyang)
    assert (found.value, len(found.rows)) == (counted, counted)


def test_a_firm_counts_once_whatever_it_holds(tree: OrgTree) -> None:
    org = tree.ningyang
    firm = make_enterprise(org)
    for issued in (day("2022-10-01"), day("2023-09-01")):
        make_certificate(org, firm, issued_on=issued)
        make_sme(org, firm, registered_on=issued.replace(year=2023))
    for bank in ("建设银行", "工商银行"):
        make_credit_line(org, firm, bank=bank)
        make_loan(org, firm, bank=bank)
    for code in ("hnte.stock", "sme.registered", "credit.firms", "conversion_loans.firms"):
        found = compute(code, org)
        assert (found.value, len(found.rows)) == (1, 2), code
    assert compute("credit.amount", org).value == 860 * WAN


def test_the_same_firm_in_two_bureaus_counts_once(tree: OrgTree) -> None:
    firm = make_enterprise(tree.ningyang)
    make_certificate(tree.ningyang, firm)
    make_certificate(tree.dongping, make_enterprise(tree.dongping, credit_code=firm.credit_code))
    assert compute("hnte.stock", tree.ningyang, tree.dongping).value == 1
    assert compute("hnte.stock", tree.dongping).value == 1


def test_experts_and_institutes_count_once_over_events(tree: OrgTree) -> None:
    org = tree.ningyang
    expert, namesake = make_expert(org, "王晓斌", "青岛大学"), make_expert(org, "王晓斌", "天津大学")
    first, second, off = make_event(org), make_event(org), make_event(org, status="cancelled")
    for event, person in ((first, expert), (second, expert), (second, namesake), (off, make_expert(org, "外人", "清华大学"))):
        make_participation(event, person)
    assert compute("matching_events.experts", org).value == 2
    assert compute("matching_events.institutes", org).value == 2
    assert len(compute("matching_events.experts", org).rows) == 3


def test_an_earlier_day_gives_the_earlier_figure(tree: OrgTree) -> None:
    make_contract(tree.ningyang, registered_on=day("2023-03-01"))
    make_contract(tree.ningyang, registered_on=day("2023-09-01"), status="cancelled", cancelled_on=day("2023-11-01"))
    assert compute("contracts.deal_value", tree.ningyang, as_of=day("2023-06-30")).value == 100 * WAN
    assert compute("contracts.deal_value", tree.ningyang, as_of=day("2023-10-01")).value == 200 * WAN
    assert compute("contracts.deal_value", tree.ningyang).value == 100 * WAN


def test_months_and_years_of_honours(tree: OrgTree) -> None:
    make_honour(tree.ningyang)
    monthly = compute("honours.won", tree.ningyang, period="2023-05")
    assert monthly.value is None and "按年度登记" in monthly.reason


@pytest.mark.parametrize("code", [m.code for m in gathered(MeasureSource)] or ["hnte.stock"])
def test_an_empty_ledger_is_unknown_and_others_rows_do_not_count(tree: OrgTree, code: str) -> None:
    makers = [make for c, make, values, counted in SINGLE_ROWS if c == code and counted and not values]
    for make in makers:
        make(tree.dongping)
    found = compute(code, tree.ningyang)
    assert found.value is None and "还没有" in found.reason
    assert not found.rows.exists()


def test_nought_is_known_where_the_ledger_reaches_back(tree: OrgTree) -> None:
    make_contract(tree.ningyang, registered_on=day("2022-06-01"))
    assert compute("contracts.deal_value", tree.ningyang).value == 0
    assert compute("contracts.deal_value", tree.ningyang, period="2021", as_of=day("2021-12-31")).value is None


def test_every_measure_says_what_it_leaves_out() -> None:
    for source in gathered(MeasureSource):
        if source.code in {code for code, *_ in SINGLE_ROWS}:
            assert "不计" in source.formula, source.code
            assert any(word in source.formula for word in ("期间", "截至日", "年度")), source.code
