"""导入表: what is found wrong in a sheet of figures, with the fact and its unit; a correction keeps what stood before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.accounts import make_operator
from tests.factories.coaching import WAN, make_firm_year, make_right
from tests.factories.dataio import workbook
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.orgs import make_org
from tongpin.domains.coaching.models import FirmYear, FirmYearEdition
from tongpin.engines.dataio import services as dataio
from tongpin.engines.dataio.models import RowChunk
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import ImportSheet, gathered

pytestmark = pytest.mark.django_db
TODAY = date(2024, 1, 15)
ROW: dict[str, Any] = {
    "year": 2022,
    "sales": 3000 * WAN,
    "total_income": 3100 * WAN,
    "high_tech_income": 2200 * WAN,
    "total_assets": 4000 * WAN,
    "net_assets": 2000 * WAN,
    "staff": Decimal(100),
    "technical_staff": Decimal(20),
    "note": None,
}


@pytest.fixture
def org() -> Organisation:
    return make_org()


def sheet(kind: str) -> ImportSheet:
    return next(s for s in gathered(ImportSheet) if s.kind == kind)


def findings(org: Organisation, kind: str, row: dict[str, Any]) -> list[tuple[str, str, str]]:
    check = sheet(kind).check
    assert check is not None
    return check(org, [row]).get(0, [])


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"staff": Decimal(0), "technical_staff": None}, "staff", "职工总数为 0 人"),
    ({"staff": Decimal("0.35"), "technical_staff": None}, "staff", "“0.35”像是比例"),
    ({"technical_staff": Decimal("0.35")}, "technical_staff", "“0.35”像是比例"),
    ({"technical_staff": Decimal(101)}, "technical_staff", "科技人员数多于职工总数"),
    ({"high_tech_income": 3200 * WAN}, "high_tech_income", "高新技术产品（服务）收入大于总收入"),
    ({"net_assets": 4001 * WAN}, "net_assets", "净资产大于资产总额"),
    ({"sales": 3000 * WAN * 10_000}, "sales", "人均300000万元，不合常理"),
    ({"sales": Decimal(3000), "staff": None}, "sales", "销售收入0.3万元只有2021年度（3000万元）的10000分之一"),
]


@pytest.mark.parametrize(("values", "column", "words"), WRONG)
def test_a_wrong_row_is_found_with_its_column(org: Organisation, values: dict[str, Any], column: str, words: str) -> None:
    firm = make_enterprise(org)
    make_firm_year(org, firm, 2021)
    found = findings(org, "firm_year", {**ROW, "credit_code": firm.credit_code, **values})
    assert any(name == column and words in message for name, message, _ in found), found


def test_a_sound_row_and_an_explained_jump_pass(org: Organisation) -> None:
    firm = make_enterprise(org)
    make_firm_year(org, firm, 2021)
    row = {**ROW, "credit_code": firm.credit_code}
    assert findings(org, "firm_year", row) == []
    jump = {**row, "sales": Decimal(3000), "staff": None}
    assert findings(org, "firm_year", jump)
    assert findings(org, "firm_year", {**jump, "note": "停产，已核对"}) == []


def test_a_number_of_another_firm_is_found(org: Organisation) -> None:
    right = make_right(org)
    row = {"kind": right.kind, "number": right.number, "credit_code": credit_code(), "applied_on": None, "granted_on": None}
    assert "属于" in findings(org, "intellectual_property", row)[0][1]


HEAD = ["企业名称", "统一社会信用代码", "会计年度", "销售收入（万元）", "职工总数", "科技人员数"]


def test_a_correction_by_import_keeps_what_stood_before_and_negative_revenue_is_refused(org: Organisation) -> None:
    by, firm = make_operator(), make_enterprise(org)
    record = make_firm_year(org, firm, 2022)
    wrong = dataio.stage(
        workbook([HEAD, [firm.name, firm.credit_code, 2022, -3000, 100, 20]]), name="一.xlsx", org=org, by=by, today=TODAY, kind="firm_year"
    )
    assert RowChunk.objects.get(sheet__batch=wrong).refused == 1
    batch = dataio.stage(
        workbook([HEAD, [firm.name, firm.credit_code, 2022, 3100, 100, 20]]), name="二.xlsx", org=org, by=by, today=TODAY, kind="firm_year"
    )
    dataio.confirm(batch, by=by, today=TODAY, all_or_nothing=True)
    stored = FirmYear.objects.get(pk=record.pk)
    assert (stored.sales, stored.total_income, stored.version) == (3100 * WAN, 3100 * WAN, 2)
    assert FirmYearEdition.objects.get(firm_year=record).values["sales"] == "30000000"
