"""一行变了: the figure, its growth, its light and the report follow; what was known before stays readable."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from tests.journeys.conftest import LEDGERS, answer, measure
from tongpin.domains.enterprises import services as enterprises
from tongpin.domains.enterprises.models import TechnologyContract, Title
from tongpin.engines.indicators import services as indicators
from tongpin.engines.indicators.models import Observation
from tongpin.foundation.accounts.selectors import operator
from tongpin.foundation.orgs.models import Organisation

pytestmark = pytest.mark.django_db
TODAY = date(2024, 1, 10)
GRANTS = next(p for p in LEDGERS if p.name.startswith("对上争取"))


@pytest.fixture(autouse=True)
def observed(county):
    """The year's figures as they were recorded before anything changes."""
    indicators.refresh_year(Organisation.objects.get(code="NY"), 2023, by=operator(), today=TODAY)


def sentence(key):
    report = answer("report", "year-end", "--year", 2023, "--as-of", "2023-12-31")
    return next(s for s in report["sentences"] if s["id"] == key)


def kept(code):
    """The year's recorded values, oldest first, with whether each is superseded."""
    rows = Observation.objects.filter(measure__code=code, period_kind="year", period_start=date(2023, 1, 1)).order_by("pk")
    return [(o.value, o.superseded_at is not None, o.as_of) for o in rows]


def refreshed(code):
    indicators.refresh_year(Organisation.objects.get(code="NY"), 2023, by=operator(), today=TODAY)
    return kept(code)


def test_a_cancelled_contract_leaves_the_turnover():
    before = measure("contracts.deal_value")
    contract = TechnologyContract.objects.filter(registered_on__year=2023, status="registered").order_by("-deal_value").first()
    enterprises.cancel_contract(contract, on=date(2023, 12, 30), reason="买方违约", expected=contract.version, by=operator(), today=TODAY)
    after = measure("contracts.deal_value")
    assert Decimal(after["value"]) == Decimal(before["value"]) - contract.deal_value
    assert Decimal(after["growth_pct"]) < Decimal(before["growth_pct"])
    assert len(after["rows"]) == len(before["rows"]) - 1
    history = refreshed("contracts.deal_value")
    assert (Decimal(before["value"]), True) in [(value, superseded) for value, superseded, _ in history], "the old value stays, superseded"
    assert Decimal(after["value"]) in [value for value, superseded, _ in history if not superseded]


def test_a_revoked_certificate_leaves_the_stock_and_the_sentence():
    title = Title.objects.filter(certificate_number="GR202337000062").get()
    earlier = measure("hnte.stock", as_of="2023-11-30")["value"]
    enterprises.revoke_certificate(title, on=date(2023, 12, 1), reason="取消资格", expected=title.version, by=operator(), today=TODAY)
    assert measure("hnte.stock")["value"] == "67"
    assert measure("hnte.stock", as_of="2023-11-30")["value"] == earlier, "on 30 November it was still valid"
    said = sentence("T0-06")
    assert "67家" in said["text"]
    assert "34%" in said["text"], "67 of 50 is 34 % more"


def test_a_grant_that_did_not_arrive_turns_amount_completion_and_sentence(tmp_path):
    """The clerk corrects the row in the ledger and brings the file again: one row changed, all others unchanged."""
    book = openpyxl.load_workbook(GRANTS)
    row = next(r for r in book.active.iter_rows(min_row=4) if r[5].value == "无偿" and r[8].value == "已到账" and "2023" in str(r[6].value))
    lost = Decimal(str(row[4].value).replace(",", "")) * 10_000
    row[6].value, row[8].value = None, "未到账"
    book.save(tmp_path / GRANTS.name)
    rows = answer("import", tmp_path / GRANTS.name)["files"][0]["rows"]
    assert (rows["new"], rows["changed"], rows["refused"]) == (0, 1, 0)
    found = measure("funds.from_above")
    assert Decimal(found["value"]) == Decimal("20265000") - lost
    assert Decimal(found["completion_pct"]) < 193
    assert "193%" not in sentence("T0-05")["text"]


def test_without_last_year_the_growth_is_not_made_up():
    Title.objects.filter(issued_on__lt=date(2023, 1, 1)).update(status="revoked", revoked_on=None)
    found = measure("hnte.stock")
    assert found["growth_pct"] is None
    assert found["reason"]
    assert sentence("T0-06")["withheld"]
