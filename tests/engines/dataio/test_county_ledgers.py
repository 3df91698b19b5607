"""十本台账: as the office keeps them, with no mapping given: nothing refused, only totals and signatures skipped, twice changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.factories.accounts import make_operator
from tests.factories.dataio import workbook
from tests.factories.orgs import make_tree
from tongpin.engines.dataio import services
from tongpin.engines.dataio.selectors import chunks, sheet_kinds
from tongpin.engines.dataio.services import report, state_hash
from tongpin.engines.dataio.staging.plan import Choices
from tongpin.engines.indicators.services import sync_measures

TODAY = date(2024, 6, 30)
LEDGERS = sorted((Path(__file__).parents[2] / "data" / "county-2023").glob("*.xlsx"))
CONTENTS = [(path.name, path.read_bytes()) for path in LEDGERS]
KINDS = {
    ("创新平台台账.xlsx", "平台"): ("platform", 19),
    ("双百活动台账.xlsx", "活动"): ("matching_event", 25),
    ("双百活动台账.xlsx", "专家"): ("event_expert", 253),
    ("双百活动台账.xlsx", "协议"): ("agreement", 26),
    ("对上争取资金台账.xlsx", "资金"): ("grant", 25),
    ("年度目标任务.xlsx", "2023"): ("target", 4),
    ("技术合同登记台账.xlsx", "合同"): ("technology_contract", 463),
    ("政银企对接台账.xlsx", "授信"): ("credit_line", 20),
    ("政银企对接台账.xlsx", "成果转化贷款"): ("loan_application", 18),
    ("科技型中小企业入库名单.xlsx", "2022年"): ("sme_registration", 76),
    ("科技型中小企业入库名单.xlsx", "2023年"): ("sme_registration", 101),
    ("科技项目申报台账.xlsx", "项目"): ("programme_project", 15),
    ("荣誉台账.xlsx", "荣誉"): ("honour", 12),
    ("高新技术企业台账.xlsx", "高企"): ("hnte_certificate", 89),
}


@pytest.fixture
def county(db: None) -> Any:
    """The county bureau with the measures its targets name."""
    tree = make_tree()
    make_operator()
    sync_measures(by=make_operator(), today=TODAY)
    return tree.ningyang


def stage(county: Any, contents: list[tuple[str, bytes]]) -> Any:
    return services.stage_many(contents, org=county, by=make_operator(), today=TODAY)


def by_sheet(batch: Any) -> dict[tuple[str, str], dict[str, Any]]:
    return {(entry["file"], entry["sheet"]): entry for entry in report(batch)["files"]}


def test_all_ten_at_once_twice_and_back(county: Any) -> None:
    assert len(LEDGERS) == 10
    before = state_hash(county)
    batch = stage(county, CONTENTS)
    found = by_sheet(batch)
    assert {place: (entry["kind"], entry["rows"]["new"] + entry["rows"]["skipped"] - 2) for place, entry in found.items()} == KINDS
    assert [entry["errors"] for entry in found.values() if entry["errors"]] == []
    assert all(entry["rows"]["refused"] == entry["rows"]["changed"] == entry["rows"]["unchanged"] == 0 for entry in found.values())
    reasons = {reason for sheet in batch.sheets.all() for chunk in chunks(sheet) for _, reason in chunk.skipped}
    assert {r for r in reasons if "重复" not in r} == {"合计行", "签署行"}
    services.confirm(batch, by=make_operator(), today=TODAY)
    after = state_hash(county)
    assert after != before

    again = stage(county, CONTENTS)
    rows = [entry["rows"] for entry in by_sheet(again).values()]
    assert [r for r in rows if r["new"] or r["changed"] or r["refused"]] == []
    services.confirm(again, by=make_operator(), today=TODAY)
    assert state_hash(county) == after

    services.undo(batch, by=make_operator())
    assert state_hash(county) == before


@pytest.mark.parametrize("turn", ["backwards", "one by one"])
def test_the_order_of_files_does_not_matter(county: Any, turn: str) -> None:
    parts = [list(reversed(CONTENTS))] if turn == "backwards" else [[one] for one in CONTENTS]
    for part in parts:
        batch = stage(county, part)
        assert [entry["errors"] for entry in by_sheet(batch).values() if entry["errors"]] == []
        services.confirm(batch, by=make_operator(), today=TODAY)
    assert [r for r in (e["rows"] for e in by_sheet(stage(county, CONTENTS)).values()) if r["new"] or r["changed"]] == []


def test_a_year_that_neither_column_nor_title_names_is_asked(county: Any) -> None:
    rows = [["目标任务分解表"], ["序号", "指标名称", "单位", "年度目标"], [1, "高新技术企业总量", "家", 65]]
    batch = stage(county, [("目标.xlsx", workbook({"目标": rows}))])
    sheet = batch.sheets.get()
    assert sheet.kind == "target"
    assert "年度" in sheet.problem
    services.choose(sheet, choices=Choices(kind="target", constants={"year": 2024}), by=make_operator())
    batch = services.read(batch, by=make_operator(), today=TODAY)
    assert report(batch)["files"][0]["rows"]["new"] == 1


def test_the_old_format_says_the_same(county: Any) -> None:
    """The ledger of high-tech firms saved as .xls by an office suite."""
    new = next(one for one in CONTENTS if one[0] == "高新技术企业台账.xlsx")
    services.confirm(stage(county, [new]), by=make_operator(), today=TODAY)
    old = Path(__file__).parents[2] / "data" / "ugly" / "高企旧格式.xls"
    entry = report(stage(county, [(old.name, old.read_bytes())]))["files"][0]
    assert (entry["kind"], entry["errors"]) == ("hnte_certificate", [])
    assert entry["rows"] == {"new": 0, "changed": 0, "unchanged": 89, "refused": 0, "skipped": 2}


def test_every_ledger_has_a_sheet() -> None:
    assert {kind for kind, _ in KINDS.values()} <= {sheet.kind for sheet in sheet_kinds()}
