"""十本台账: taken in as they are they give the true figures; again they change nothing; one changed row changes its figure."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.factories.access import ThreePersons, three_persons
from tongpin.domains.enterprises.models import Enterprise
from tongpin.engines.dataio import services as dataio
from tongpin.kernel.extensions import Computed, MeasureScope, MeasureSource, gathered
from tongpin.kernel.periods import Period

FOLDER = Path(__file__).parent.parent / "data" / "county-2023"
LEDGERS = [p for p in sorted(FOLDER.glob("*.xlsx")) if "目标任务" not in p.name]
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
TODAY = date(2024, 6, 30)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


def take_in(persons: ThreePersons, *files: tuple[str, bytes]) -> dict[str, dict[str, int]]:
    """Imports the files (all ledgers where none are given); counts by sheet."""
    given = files or tuple((p.name, p.read_bytes()) for p in LEDGERS)
    batch = dataio.stage_many(given, org=persons.org, by=persons.editor, today=TODAY)
    told = dataio.report(batch)
    assert [f["errors"] for f in told["files"] if f["errors"]] == []
    dataio.confirm(batch, by=persons.editor, today=TODAY)
    return {f"{f['kind']} {f['sheet']}": f["rows"] for f in told["files"]}


def figure(persons: ThreePersons, code: str, year: int = 2023, as_of: date | None = None) -> Computed:
    source = next(m for m in gathered(MeasureSource) if m.code == code)
    return source.compute(MeasureScope((persons.org.pk,), Period.year(year), as_of or date(year, 12, 31)))


def value(persons: ThreePersons, code: str, year: int = 2023) -> Decimal | None:
    return figure(persons, code, year).value


TRUE_FIGURES = [
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
]


def test_the_ledgers_give_the_true_figures_and_a_second_time_nothing(persons: ThreePersons) -> None:
    first = take_in(persons)
    assert len(first) == 13
    assert all(rows["new"] > 0 and rows["refused"] == 0 for rows in first.values())
    for code, year, true in TRUE_FIGURES:
        found = figure(persons, code, year)
        assert (code, year, found.value) == (code, year, Decimal(true))
        assert len(found.rows) >= 1
    second = take_in(persons)
    assert all(rows["new"] == rows["changed"] == rows["refused"] == 0 for rows in second.values())


def test_what_was_not_yet_known_is_unknown_and_not_nought(persons: ThreePersons) -> None:
    assert figure(persons, "credit.firms").value is None
    take_in(persons)
    before = figure(persons, "credit.firms", 2022)
    assert before.value is None and "2023年起" in before.reason
    assert value(persons, "platforms.city_key_labs", 2022) == 0


def changed(file: str, sheet: str, change: Callable[[dict[str, Any]], bool]) -> tuple[str, bytes]:
    """A ledger in which ``change`` altered the first row for which it says so; header in row 3."""
    book = openpyxl.load_workbook(FOLDER / file)
    page = book[sheet]
    headers = [cell.value for cell in page[3]]
    for row in page.iter_rows(min_row=4):
        values = dict(zip(headers, (cell.value for cell in row), strict=True))
        if change(values):
            for cell, header in zip(row, headers, strict=True):
                cell.value = values[header]
            break
    out = io.BytesIO()
    book.save(out)
    return file, out.getvalue()


def _cancel(values: dict[str, Any]) -> bool:
    hit = values["合同编号"] == "2023370921000383"
    values["状态"] = "已注销" if hit else values["状态"]
    return hit


def _expire(values: dict[str, Any]) -> bool:
    hit = values["证书编号"] == "GR202137000046"
    values["有效期至"] = "2023-06-30" if hit else values["有效期至"]
    return hit


def _not_arrived(values: dict[str, Any]) -> bool:
    hit = values["项目名称"] == "启航生物成果转化项目" and values["金额(万元)"] == 37.21
    values["状态"] = "未到账" if hit else values["状态"]
    return hit


def _rejected(values: dict[str, Any]) -> bool:
    hit = values["项目名称"] == "泗店仪表技术攻关"
    values["当前阶段"] = "未通过" if hit else values["当前阶段"]
    return hit


def _withdrawn(values: dict[str, Any]) -> bool:
    hit = values["入库登记编号"] == "2023370921A0000063"
    values["状态"] = "已撤销" if hit else values["状态"]
    return hit


def _event_off(values: dict[str, Any]) -> bool:
    hit = values["活动编号"] == "SB2023-01"
    values["状态"] = "已取消" if hit else values["状态"]
    return hit


ONE_ROW = [
    ("技术合同登记台账.xlsx", "合同", _cancel, "contracts.deal_value"),
    ("高新技术企业台账.xlsx", "高企", _expire, "hnte.stock"),
    ("对上争取资金台账.xlsx", "资金", _not_arrived, "funds.from_above"),
    ("科技项目申报台账.xlsx", "项目", _rejected, "projects.double_ten_shortlisted"),
    ("科技型中小企业入库名单.xlsx", "2023年", _withdrawn, "sme.registered"),
    ("双百活动台账.xlsx", "活动", _event_off, "matching_events.held"),
]


def test_one_changed_row_changes_its_figure(persons: ThreePersons) -> None:
    take_in(persons)
    for file, sheet, change, code in ONE_ROW:
        before = figure(persons, code)
        counts = take_in(persons, changed(file, sheet, change))
        assert sum(rows["changed"] for rows in counts.values()) == 1
        after = value(persons, code)
        assert after is not None and before.value is not None and after < before.value, code


def test_a_firm_with_a_new_name_keeps_its_old_one(persons: ThreePersons) -> None:
    take_in(persons)
    firm = Enterprise.objects.get(credit_code="91370921MDR3EAWPPY")
    old = firm.name

    def rename(values: dict[str, Any]) -> bool:
        hit = values["统一社会信用代码"] == firm.credit_code
        values["企业名称"] = "泰安新名食品科技有限公司" if hit else values["企业名称"]
        return hit

    take_in(persons, changed("科技型中小企业入库名单.xlsx", "2023年", rename))
    firm.refresh_from_db()
    assert firm.name == "泰安新名食品科技有限公司"
    assert [one.name for one in firm.former_names.all()] == [old]
    again = take_in(persons, changed("科技型中小企业入库名单.xlsx", "2023年", rename))
    assert sum(rows["changed"] for rows in again.values()) == 0


def test_undo_takes_everything_back(persons: ThreePersons) -> None:
    before = dataio.state_hash(persons.org)
    batch = dataio.stage_many([(p.name, p.read_bytes()) for p in LEDGERS], org=persons.org, by=persons.editor, today=TODAY)
    dataio.confirm(batch, by=persons.editor, today=TODAY)
    assert dataio.state_hash(persons.org) != before
    dataio.undo(batch, by=persons.editor)
    assert dataio.state_hash(persons.org) == before
    assert not Enterprise.objects.exists()
