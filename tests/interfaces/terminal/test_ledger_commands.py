"""台账命令: one JSON object and an exit status whatever is handed in."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tongpin.config.commands import cli
from tongpin.domains.enterprises.selectors import contracts
from tongpin.domains.service.selectors import loan_applications

HEADERS = ["合同编号", "合同名称", "卖方", "买方", "合同类型", "成交额(万元)", "技术交易额(万元)", "登记日期", "状态"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture(autouse=True)
def _bureau(db: None, settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    assert run("setup", "--org", "甲县科学技术局", "--code", "JX").exit_code == 0


def ledger(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADERS, *rows):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())
    return path


def contract(number: int, amount: Any, technology: Any, day: Any = date(2023, 5, 1)) -> list[Any]:
    return [f"20233709210{number:05d}", "工艺研发", "甲公司", "乙公司", "技术开发", amount, technology, day, "已登记"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 x", b"PK\x03\x04broken"], ids=["empty", "pdf", "broken"])
def test_a_file_that_cannot_be_read_is_told_in_the_object(tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "台账.xlsx"
    wrong.write_bytes(content)
    result = run("import", wrong, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["files"][0]["kind"] is None
    assert told["files"][0]["errors"][0]["message"]
    assert "不能再次确认" not in result.output


def test_readable_files_beside_an_unreadable_one_are_imported(tmp_path: Path) -> None:
    wrong = tmp_path / "台账.pdf"
    wrong.write_bytes(b"%PDF-1.4 x")
    result = run("import", wrong, ledger(tmp_path / "合同.xlsx", contract(1, 5, 4)), "--json")
    assert result.exit_code == 1
    assert [f["rows"]["new"] for f in json.loads(result.stdout)["files"]] == [0, 1]
    assert contracts().count() == 1


def test_a_remark_shows_the_cell_as_it_was_written(tmp_path: Path) -> None:
    result = run("import", ledger(tmp_path / "合同.xlsx", contract(1, 5, "９．０")), "--json")
    (error,) = json.loads(result.stdout)["files"][0]["errors"]
    assert (error["row"], error["column"], error["value"]) == (2, "技术交易额(万元)", "９．０")
    assert error["expected"]


def test_nothing_is_invented_for_an_empty_cell(tmp_path: Path) -> None:
    result = run("import", ledger(tmp_path / "合同.xlsx", contract(1, "无", "/", None)), "--json")
    errors = json.loads(result.stdout)["files"][0]["errors"]
    assert len(errors) == 3
    assert {error["suggestion"] for error in errors} == {"请补填后重新导入"}


def test_export_writes_a_ledger_that_comes_back_unchanged(tmp_path: Path) -> None:
    assert run("import", ledger(tmp_path / "合同.xlsx", contract(1, "1,234.5", 4))).exit_code == 0
    assert run("export", "technology_contract", "--out", tmp_path / "导出.xlsx").exit_code == 0
    again = json.loads(run("import", tmp_path / "导出.xlsx", "--json").stdout)
    assert again["files"][0]["rows"]["unchanged"] == 1
    assert run("export", "nosuch", "--out", tmp_path / "x.xlsx").exit_code == 1


def test_two_imports_of_a_row_are_taken_back_latest_first(tmp_path: Path) -> None:
    batches = []
    for amount in (10, 11, 12):
        told = run("import", ledger(tmp_path / "合同.xlsx", contract(1, amount, 4)), "--json")
        batches.append(json.loads(told.stdout)["batch"])
    assert run("undo-import", batches[1]).exit_code == 1
    for batch, left in zip(reversed(batches), (11, 10), strict=False):
        assert run("undo-import", batch).exit_code == 0
        assert [c.deal_value for c in contracts()] == [left * 10000]
    assert run("undo-import", batches[0]).exit_code == 0
    assert not contracts().exists()


def without_status(path: Path, *rows: list[Any], hidden: bool = False) -> Path:
    """A ledger whose office never had a 状态 column, with another sheet that is hidden where asked."""
    book = openpyxl.load_workbook(ledger(path, *rows))
    book.active.delete_cols(len(HEADERS))
    if hidden:
        extra = book.create_sheet("旧数据")
        extra.append(["企业名称", "备注"])
        extra.append(["甲公司", "旧"])
        extra.sheet_state = "hidden"
    book.save(path)
    return path


def test_without_a_status_column_new_records_get_the_usual_one_and_it_is_said(tmp_path: Path) -> None:
    result = run("import", without_status(tmp_path / "合同.xlsx", contract(1, 5, 4)), "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["files"][0]["rows"]["new"]) == (0, 1)
    (note,) = told["notes"]
    assert (note["file"], note["sheet"]) == ("合同.xlsx", "Sheet")
    assert note["message"] == "表中没有“状态”列，新记录的状态按“已登记”登记。"
    assert contracts().get().status == "registered"


def test_without_a_status_column_a_cancelled_contract_stays_cancelled(tmp_path: Path) -> None:
    row = contract(1, 5, 4)
    row[-1] = "已注销"
    assert run("import", ledger(tmp_path / "合同.xlsx", row)).exit_code == 0
    again = run("import", without_status(tmp_path / "合同2.xlsx", contract(1, 6, 4)), "--json")
    assert json.loads(again.stdout)["files"][0]["rows"] == {"new": 0, "changed": 1, "unchanged": 0, "refused": 0, "skipped": 0}
    assert contracts().get().status == "cancelled"


def test_an_empty_cell_under_a_status_header_is_still_refused(tmp_path: Path) -> None:
    row = contract(1, 5, 4)
    row[-1] = None
    result = run("import", ledger(tmp_path / "合同.xlsx", row), "--json")
    assert result.exit_code == 1
    assert contracts().count() == 0


def test_a_hidden_sheet_is_mentioned_and_does_not_count_as_refused(tmp_path: Path) -> None:
    result = run("import", without_status(tmp_path / "合同.xlsx", contract(1, 5, 4), hidden=True), "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {"file": "合同.xlsx", "sheet": "旧数据", "message": "隐藏的工作表，没有导入。"} in told["notes"]
    assert [f["sheet"] for f in told["files"]] == ["Sheet"]


def test_a_plain_ledger_has_no_notes(tmp_path: Path) -> None:
    told = json.loads(run("import", ledger(tmp_path / "合同.xlsx", contract(1, 5, 4)), "--json").stdout)
    assert set(told) == {"batch", "files"}


def test_loans_under_a_two_row_header_without_merged_cells_and_without_a_status(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["成果转化贷款台账"],
        ["企业名称", "统一社会信用代码", "合作银行", "贷款情况（万元）", "", "", "申请日期"],
        ["", "", "", "申请", "同意", "发放", ""],
        ["甲公司", "913709212226JL70KM", "农商银行", 300, 250, 200, "2023-05-01"],
        ["乙公司", "91370921MT8M8HEUT1", "农商银行", 100, None, None, "2023-06-01"],
        ["丙公司", "91370921MT8M8HEUT1", "农商银行", "约100", None, None, "2023-07-01"],
    ):
        sheet.append(row)
    book.save(tmp_path / "贷款.xlsx")
    result = run("import", tmp_path / "贷款.xlsx", "--json")
    told = json.loads(result.stdout)
    assert [(f["kind"], f["rows"]["new"], [e["row"] for e in f["errors"]]) for f in told["files"]] == [("loan_application", 2, [6])]
    first, second = loan_applications().order_by("applied_on")
    assert (first.amount, first.granted_amount, first.stage) == (3_000_000, 2_000_000, "granted")
    assert (second.amount, second.granted_amount, second.stage) == (1_000_000, None, "applied")


def test_every_refusal_says_what_to_do(tmp_path: Path) -> None:
    wrong = [contract(1, "约300", 1), contract(2, -5, 1), contract(3, "", 1), contract(4, 5, 1, "2月30日"), contract(5, "若干", 1)]
    told = json.loads(run("import", ledger(tmp_path / "合同.xlsx", *wrong), "--json").stdout)
    assert told["files"][0]["rows"]["refused"] == 5
    for error in told["files"][0]["errors"]:
        assert all(error[name] for name in ("row", "column", "expected", "message", "suggestion"))


def test_what_is_asked_for_wrongly_is_refused_in_words(tmp_path: Path) -> None:
    good = ledger(tmp_path / "合同.xlsx", contract(1, 5, 4))
    for arguments, words in (
        (("import", good, "--sheet", "nope"), "没有种类为“nope”的台账"),
        (("measure", "hnte.stock", "--as-of", "2199-01-01"), "还没有到"),
        (("report", "year-end", "--year", "2023", "--as-of", "2199-01-01", "--json"), "还没有到"),
        (("report", "year-end", "--year", "2023", "--out", tmp_path / "没有" / "报告.docx"), "写不了"),
        (("export", "technology_contract", "--out", tmp_path / "没有" / "台账.xlsx"), "写不了"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert words in result.stderr
    assert contracts().count() == 0
