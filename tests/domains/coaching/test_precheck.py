"""A firm's own form comes back with its findings at their cells; values, formulas and formats stay, nothing is kept."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.orgs import make_org
from tests.factories.packs import make_pack
from tests.factories.rd_forms import GOOD_PROJECT, as_bytes, rd_book
from tongpin.domains.coaching.precheck.checking import Prechecked, marked, precheck
from tongpin.engines.packs.samples import template
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 10)


@pytest.fixture
def org() -> Organisation:
    """A bureau that has adopted the template for the statistics forms."""
    found = make_org()
    sample = template("rd_form_check")
    assert sample
    make_pack(found, code=sample.code, title=sample.title, text=sample.text, adopted_on=date(2026, 1, 1))
    return found


def found_in(book: openpyxl.Workbook, org: Organisation) -> Prechecked:
    return precheck(as_bytes(book), "表.xlsx", org=org, on=DAY)


def told(found: Prechecked) -> list[tuple[str, str, str]]:
    return [(one.place.sheet, f"{one.place.letter}{one.place.row}", one.expected) for one in found.findings]


def project(**changes: Any) -> list[Any]:
    names = ["number", "title", "starts", "ends", "people", "months", "spending", "government"]
    return [changes.get(name, value) for name, value in zip(names, GOOD_PROJECT, strict=True)]


def test_a_sound_form_has_no_findings(org: Organisation) -> None:
    found = found_in(rd_book(), org)
    assert not found.findings, told(found)
    assert found.forms == (("研发项目情况（107-1）", "107-1", 1), ("研发活动情况（107-2）", "107-2", 1))
    assert len(found.rules) == 3


SLIPS = [
    ({"months": 61}, "E3", "人月数不超过人数的12倍"),
    ({"government": 801}, "G3", "政府资金不超过项目经费支出"),
    ({"ends": date(2024, 12, 31)}, "C3", "完成日期不早于起始日期"),
    ({"spending": 800_000}, "F3", "每人月经费在常理以内（单位为千元）"),
    ({"spending": "80万元"}, "G3", "应为以千元为单位的数，不带文字"),
    ({"spending": "约八百"}, "G3", "应为数（千元）"),
    ({"spending": -5}, "G3", "应不小于0千元"),
    ({"spending": "=400+400"}, "G3", "公式没有计算结果"),
    ({"starts": "2025年1月"}, "C3", "应为日期，如 2025-01-10"),
    ({"people": None}, "E3", "应填项目研究开发人员（人）"),
    ({"title": None}, "B3", "应填项目名称"),
]


@pytest.mark.parametrize(("slip", "cell", "expected"), SLIPS)
def test_slips_are_found_at_their_cells(org: Organisation, slip: dict[str, Any], cell: str, expected: str) -> None:
    found = told(found_in(rd_book([project(**slip)]), org))
    assert ("107-1", cell, expected) in found, found


def test_the_two_forms_are_held_against_each_other(org: Organisation) -> None:
    found = told(found_in(rd_book(activity={"研究开发费用合计": 700}), org))
    assert ("107-2", "D6", "研究开发费用合计等于各项之和") in found
    assert ("107-2", "D6", "各项目经费支出之和不超过研究开发费用合计") in found
    assert ("107-2", "D3", "女性不多于合计") in told(found_in(rd_book(activity={"其中：女性": 21}), org))


def test_units_hidden_sheets_merged_cells_and_shares_are_told(org: Organisation) -> None:
    book = rd_book([project(), project(number=2, spending=None), project(number=3)])
    sheet = book["107-1"]
    sheet["G2"] = "项目经费支出（万元）"
    sheet.merge_cells("E3:E4")
    sheet["I2"], sheet["I3"] = "研发人员占比", 35
    hidden = book.create_sheet("草稿")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    found = found_in(book, org)
    words = told(found)
    assert ("107-1", "G2", "单位应为千元，表上写的是万元") in words
    assert ("107-1", "E4", "与上面一行合并在一个单元格里，不能确定这一行的内容") in words
    assert ("107-1", "I3", "占比应在 0 至 1 之间，35 像是百分数") in words
    assert any("“草稿”是隐藏的" in remark for remark in found.remarks)


def test_without_a_pack_only_the_format_is_looked_at() -> None:
    found = found_in(rd_book([project(months=61, spending="80万元")]), make_org())
    assert [where for _, where, _ in told(found)] == ["G3"]
    assert any("没有采用研发报表的预审规则" in remark for remark in found.remarks)


def test_the_same_file_comes_back_with_its_formulas_formats_and_values(org: Organisation) -> None:
    book = rd_book([project(months=61)])
    book["107-1"]["G3"].number_format = "#,##0.00"
    content = as_bytes(book)
    back = openpyxl.load_workbook(BytesIO(marked(content, precheck(content, "表.xlsx", org=org, on=DAY))))
    assert back.sheetnames == ["107-1", "107-2", "预审结果"]
    before = openpyxl.load_workbook(BytesIO(content))
    for name in before.sheetnames:
        assert [[c.value for c in row] for row in before[name].iter_rows()] == [[c.value for c in row] for row in back[name].iter_rows()]
    assert back["107-1"]["G4"].value == "=SUM(G3:G3)" and back["107-1"]["G3"].number_format == "#,##0.00"
    assert back["107-1"].merged_cells.ranges == before["107-1"].merged_cells.ranges
    comment = next(cell.comment.text for row in back["107-1"].iter_rows() for cell in row if cell.comment)
    assert "人月数不超过人数的12倍" in comment and "研发项目情况（107-1）逐行审核" in comment
    rows = list(back["预审结果"].iter_rows(values_only=True))
    assert rows[0] == ("序号", "表", "行", "列", "栏目", "值", "应为", "怎么办", "规则")
    assert rows[1][:3] == ("1", "107-1", "3")


def test_ledgers_are_checked_by_their_sums(org: Organisation) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["研发支出辅助账（2021版）"])
    heads = [
        "项目编号",
        "资本化、费用化支出选项",
        "日期",
        "种类",
        "号数",
        "摘要",
        "会计凭证记载金额",
        "税法规定的归集金额",
        "人员人工费用",
        "直接投入费用",
    ]
    sheet.append(heads)
    sheet.append(["RD01", "费用化", date(2025, 3, 15), "记", "15", "工资", 30000, 30000, 30000, None])
    sheet.append(["RD01", "费用化", date(2025, 4, 15), "记", "16", "工资", 30000, 3, 30000, None])
    found = found_in(book, org)
    [problem] = found.findings
    assert (problem.place.row, problem.place.letter) == (4, "H")
    assert "两者不一致" in problem.expected and "10000倍" in problem.advice and "万元" in problem.advice


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"", "空文件"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.csv", b"a,b\n1,2\n", "不是 .xlsx"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "不是 .xlsx"),
        ("a.xlsx", b"PK\x03\x04broken", "已损坏"),
    ],
    ids=lambda one: one if isinstance(one, str) else "content",
)
def test_other_files_are_refused_in_words(org: Organisation, name: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        precheck(content, name, org=org, on=DAY)


def test_the_page_gives_the_file_back_and_keeps_nothing(org: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", DAY.isoformat())
    client = Client()
    client.force_login(make_user(roles=[("officer", org)]))
    content = as_bytes(rd_book([project(months=61)]))
    url = reverse("coaching:precheck")
    assert "不保存" in client.get(url).content.decode()
    answer = client.post(url, {"file": SimpleUploadedFile("甲厂.xlsx", content)})
    assert openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).sheetnames[-1] == "预审结果"
    page = client.post(url, {"file": SimpleUploadedFile("甲厂.xlsx", content), "look": "1"}).content.decode()
    assert "人月数不超过人数的12倍" in page and "1 处问题" in page
    unknown = client.post(url, {"file": SimpleUploadedFile("甲厂.xlsx", as_bytes(openpyxl.Workbook()))}).content.decode()
    assert "没有认出可以预审的表" in unknown
    assert "PDF" in client.post(url, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}).content.decode()
    assert not StoredFile.objects.exists()
