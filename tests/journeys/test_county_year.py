"""一个县科技局的 2023 年: from an empty database through ten ledgers as offices keep them to the year-end report, from the command line."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from tests.journeys.conftest import LEDGERS, answer, measure, run

TRUTH = json.loads((Path(__file__).parent.parent / "data" / "county-2023" / "truth.json").read_text())
AS_OF = "2023-12-31"

pytestmark = pytest.mark.django_db


def test_ten_ledgers_are_taken_in_as_they_are(county):
    assert len(county["files"]) == 14
    assert [f["errors"] for f in county["files"] if f["errors"]] == TRUTH["bad_rows"]
    assert all(f["rows"]["refused"] == 0 and f["rows"]["new"] > 0 for f in county["files"])
    skipped = {f["rows"]["skipped"] for f in county["files"] if f["kind"] != "event_expert"}
    assert skipped == {2}, "合计 and signature rows, nothing else"


@pytest.mark.parametrize(
    ("code", "year", "value"),
    [
        ("hnte.stock", 2022, TRUTH["高企总量"]["2022"]),
        ("hnte.stock", 2023, TRUTH["高企总量"]["2023"]),
        ("sme.registered", 2022, TRUTH["科小入库"]["2022"]),
        ("sme.registered", 2023, TRUTH["科小入库"]["2023"]),
        ("contracts.deal_value", 2022, Decimal(TRUTH["技术合同成交额_万元"]["2022"]) * 10_000),
        ("contracts.deal_value", 2023, Decimal(TRUTH["技术合同成交额_万元"]["2023"]) * 10_000),
        ("funds.from_above", 2023, Decimal(TRUTH["上级无偿资金_万元"]["2023"]) * 10_000),
        ("platforms.city_innovation_centres", 2023, TRUTH["平台2023"]["市级技术创新中心"]),
        ("platforms.city_key_labs", 2023, TRUTH["平台2023"]["市级重点实验室"]),
        ("projects.double_ten_shortlisted", 2023, TRUTH["双十工程入围"]),
        ("credit.firms", 2023, TRUTH["授信"]["企业数"]),
        ("credit.amount", 2023, Decimal(TRUTH["授信"]["万元"]) * 10_000),
        ("conversion_loans.firms", 2023, TRUTH["成果转化贷款申请"]["企业数"]),
        ("conversion_loans.amount", 2023, Decimal(TRUTH["成果转化贷款申请"]["万元"]) * 10_000),
        ("matching_events.held", 2023, TRUTH["双百"]["场次"]),
        ("matching_events.institutes", 2023, TRUTH["双百"]["院所"]),
        ("matching_events.experts", 2023, TRUTH["双百"]["专家"]),
        ("agreements.signed", 2023, TRUTH["双百"]["协议"]),
        ("honours.won", 2023, TRUTH["荣誉2023"]["合计"]),
    ],
)
def test_every_figure_is_the_true_one_and_opens_its_rows(county, code, year, value):
    found = measure(code, year)
    assert Decimal(found["value"]) == Decimal(value)
    assert found["rows"], "a figure without rows proves nothing"


@pytest.mark.parametrize(
    ("code", "key", "value"),
    [
        ("hnte.stock", "growth_pct", TRUTH["高企总量"]["growth_pct"]),
        ("sme.registered", "growth_pct", TRUTH["科小入库"]["growth_pct"]),
        ("funds.from_above", "completion_pct", TRUTH["上级无偿资金_万元"]["completion_pct"]),
        ("funds.from_above", "target", str(Decimal(TRUTH["上级无偿资金_万元"]["target"]) * 10_000)),
    ],
)
def test_growth_target_and_completion(county, code, key, value):
    assert Decimal(measure(code)[key]) == Decimal(value)


def test_importing_twice_changes_nothing(county):
    again = answer("import", *LEDGERS)
    for f in again["files"]:
        assert f["rows"]["new"] == f["rows"]["changed"] == f["rows"]["refused"] == 0
    assert Decimal(measure("contracts.deal_value")["value"]) == Decimal("2014000000")


def test_undo_restores_the_state_before(county):
    run("undo-import", county["batch"])
    empty = measure("hnte.stock")
    assert Decimal(empty["value"] or 0) == 0
    assert empty["rows"] == []


def test_the_year_end_report_says_what_the_rows_carry(county, tmp_path):
    out = tmp_path / "总结.docx"
    report = answer("report", "year-end", "--year", 2023, "--as-of", AS_OF, "--out", out)
    texts = {s["id"]: s["text"] for s in report["sentences"] if not s["withheld"]}
    for sentence, words in {
        "T0-01": ("10项", "模范机关"),
        "T0-05": ("2000余万元", "193%"),
        "T0-06": ("68家", "36%"),
        "T0-07": ("97家", "34.72%"),
        "T0-09": ("20.14亿元", "175%"),
        "T0-10": ("10家", "2家", "4个"),
        "T0-11": ("23场", "30所", "200余人", "22项"),
        "T0-12": ("15家", "6300万元"),
        "T0-13": ("15家", "9480万元"),
    }.items():
        for word in words:
            assert word in texts[sentence], texts[sentence]
    withheld = {s["id"]: s["withheld"] for s in report["sentences"] if s["withheld"]}
    assert set(withheld) == {"T0-04", "T0-08"}, "no ledger carries these two"
    assert all(f["rows"] for s in report["sentences"] for f in s["figures"])
    paragraphs = "\n".join(p.text for p in Document(str(out)).paragraphs)
    assert "2000余万元" in paragraphs
    assert "数据来源" in paragraphs
