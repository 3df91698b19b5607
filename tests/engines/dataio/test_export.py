"""导出: what the list shows, on record, and back in without a change."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.accounts import make_operator
from tests.factories.coaching import make_coached, make_firm_year, make_right
from tests.factories.membership import make_branch, make_member
from tests.factories.orgs import make_tree
from tests.factories.policy import make_push, make_uptake
from tests.factories.research import make_rd_entry
from tongpin.domains.coaching.enums import RdItem
from tongpin.engines.dataio import downloads, services
from tongpin.engines.dataio.exports import file_name
from tongpin.engines.dataio.selectors import sheet_kinds
from tongpin.engines.dataio.services import report
from tongpin.engines.indicators.services import sync_measures
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel.errors import Refused

LEDGER = Path(__file__).parents[2] / "data" / "county-2023"
TODAY = date(2024, 6, 30)
LISTS = [
    ("高新技术企业台账.xlsx", "enterprises:certificates", 89),
    ("技术合同登记台账.xlsx", "enterprises:contracts", 463),
    ("对上争取资金台账.xlsx", "programs:grants", 25),
    ("创新平台台账.xlsx", "programs:platforms", 19),
]


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    return make_tree().ningyang


def load(county: Any, name: str) -> Any:
    batch = services.stage((LEDGER / name).read_bytes(), name=name, org=county, by=make_operator(), today=TODAY)
    return services.confirm(batch, by=make_operator(), today=TODAY)


def sign_in(county: Any, role: str = "clerk") -> Client:
    client = Client()
    client.force_login(make_user(roles=[(role, county)]), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(("ledger", "page", "rows"), LISTS)
def test_an_export_comes_back_unchanged(county: Any, ledger: str, page: str, rows: int) -> None:
    load(county, ledger)
    answer = sign_in(county).get(reverse(page), {"export": "xlsx"})
    content = b"".join(answer.streaming_content)
    batch = services.stage(content, name="导出.xlsx", org=county, by=make_operator(), today=TODAY)
    entry = report(batch)["files"][0]
    assert entry["errors"] == []
    assert (entry["rows"]["unchanged"], entry["rows"]["new"], entry["rows"]["changed"]) == (rows, 0, 0)


def test_title_note_frozen_header_sums_and_record(county: Any) -> None:
    load(county, "技术合同登记台账.xlsx")
    answer = sign_in(county).get(reverse("enterprises:contracts"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert "技术合同" in sheet["A1"].value
    assert "单位：万元" in sheet["A2"].value
    assert "2024-06-30" in sheet["A2"].value
    assert sheet.freeze_panes == "A4"
    assert any("合同编号" in str(cell.value) for cell in sheet[3])
    assert any(row[0].value == "合计" for row in sheet.iter_rows())
    noted = AuditEvent.objects.filter(verb="export.made").get()
    assert '"463"' in noted.after_text or "463" in noted.after_text


def test_typed_formulas_stay_text(county: Any) -> None:
    content = (LEDGER / "荣誉台账.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.worksheets[0]["B4"] = "模范机关"
    book.worksheets[0]["G4"].value = "=cmd|' /C calc'!A0"
    book.worksheets[0]["G4"].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    batch = services.stage(out.getvalue(), name="荣誉.xlsx", org=county, by=make_operator(), today=TODAY)
    services.confirm(batch, by=make_operator(), today=TODAY)
    answer = sign_in(county).get(reverse("publicity:honours"), {"export": "xlsx", "cols": "title,remark"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if str(cell.value).startswith("=cmd")]
    assert [cell.data_type for cell in cells] == ["s"]


def test_too_many_rows_are_refused_with_advice(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    load(county, "创新平台台账.xlsx")
    monkeypatch.setattr(downloads, "MOST_ROWS", 5)
    answer = sign_in(county).get(reverse("programs:platforms"), {"export": "xlsx"}, follow=True)
    assert "超过一次导出 5 条的上限" in answer.content.decode()
    assert not AuditEvent.objects.filter(verb="export.made").exists()


def test_the_stranger_exports_nothing_of_ours(county: Any) -> None:
    load(county, "创新平台台账.xlsx")
    other = county.parent
    answer = sign_in(make_sibling(other)).get(reverse("programs:platforms"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert not any("技术创新中心" in str(cell.value) for row in sheet.iter_rows(min_row=4) for cell in row)


def make_sibling(parent: Any) -> Any:
    from tests.factories.orgs import make_org

    return make_org("新泰市科学技术局", parent, code="XT")


def test_file_name_carries_list_organisation_and_period(county: Any) -> None:
    scope = type("Scope", (), {"org": county, "period": "2023"})()
    page = type("Page", (), {"title": "技术合同/登记", "scope": scope})()
    assert file_name(page) == "技术合同_登记_宁阳县局_2023.xlsx"


def test_whole_ledgers_come_back_unchanged(county: Any) -> None:
    operator = make_operator()
    sync_measures(by=operator, today=TODAY)
    files = [(path.name, path.read_bytes()) for path in sorted(LEDGER.glob("*.xlsx"))]
    services.confirm(services.stage_many(files, org=county, by=operator, today=TODAY), by=operator, today=TODAY)
    make_member(make_branch(county, "机关党支部"), "王党员")
    for make in (make_firm_year, make_right, make_coached, make_push, make_uptake):
        make(county)
    for number, item in enumerate((RdItem.PERSONNEL, RdItem.WAGES), 1):  # a total of the later layout, a detail of the earlier one
        make_rd_entry(county, item=item, voucher_number=str(number))
    ledgers = [sheet for sheet in sheet_kinds() if sheet.kind != "work_nodes"]  # tasks come into a draft; its own page gives them back
    for sheet in ledgers:
        content = services.export_kind(sheet.kind, org=county, by=operator)
        entry = report(services.stage(content, name="导出.xlsx", org=county, by=operator, today=TODAY))["files"][0]
        assert (entry["kind"], entry["errors"]) == (sheet.kind, [])
        assert entry["rows"]["unchanged"] == len(sheet.current(county, None)) > 0
        assert (entry["rows"]["new"], entry["rows"]["changed"]) == (0, 0)
    assert AuditEvent.objects.filter(verb="export.made").count() == len(ledgers)


def test_an_unknown_ledger_is_not_exported(county: Any) -> None:
    with pytest.raises(Refused, match="没有名为"):
        services.export_kind("nosuch", org=county, by=make_operator())
