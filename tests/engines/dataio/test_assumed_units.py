"""单位提示: an amount whose unit nobody wrote is read in the ledger's own unit, and that is said; a stated unit is not spoken of."""

from datetime import date

import pytest

from tests.factories.access import three_persons
from tests.factories.dataio import workbook
from tongpin.engines.dataio import services
from tongpin.engines.dataio.selectors import unit_notes

HEADER = ["序号", "项目名称", "资金来源级别", "承担单位", "金额", "资金性质", "到账日期", "文号", "状态"]
ROW = [1, "示范项目", "省", "某公司", "15", "无偿", "2023-03-02", "鲁科字〔2023〕1号", "已到账"]

pytestmark = pytest.mark.django_db


def notes(titles, header):
    persons = three_persons()
    rows = [*([title] for title in titles), header, ROW]
    batch = services.stage(workbook({"资金": rows}), name="资金.xlsx", org=persons.org, by=persons.editor, today=date(2024, 1, 20))
    return unit_notes(batch)


def with_header(words):
    return [words if cell == "金额" else cell for cell in HEADER]


def test_an_unstated_unit_is_said():
    (note,) = notes(["对上争取资金台账"], HEADER)
    assert "“金额”没有写明金额单位，已按万元读取" in note


@pytest.mark.parametrize(
    ("titles", "header"),
    [
        (["对上争取资金台账"], with_header("金额(万元)")),
        (["对上争取资金台账"], with_header("金额（元）")),
        (["对上争取资金台账", "单位：万元"], HEADER),
    ],
)
def test_a_stated_unit_is_not_spoken_of(titles, header):
    assert notes(titles, header) == []
