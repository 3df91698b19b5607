"""图表: exact figures, gaps instead of zeros, the same figures as a table."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.template import engines

from tongpin.foundation.ui.charts import Chart, Series

CHART = Chart(
    "成交额",
    "亿元",
    ["1月", "2月"],
    [Series("本年", [Decimal("20.140"), None]), Series("上年同期", [0, 7], role="last_year"), Series("目标", [18, 18], "line", "target")],
    as_of=date(2023, 12, 31),
)


def test_description_is_exact_and_missing_is_null() -> None:
    told = CHART.description()
    assert told["heading"] == "成交额（亿元）"
    assert told["as_of"] == "2023-12-31"
    assert told["series"][0] == {"name": "本年", "kind": "bar", "role": "current", "values": ["20.140", None]}
    assert told["series"][1]["values"] == ["0", "7"]


def test_page_holds_data_and_table() -> None:
    html = engines["django"].from_string('{% chart c "monthly" %}').render({"c": CHART})
    data = re.search(r'<script id="monthly" type="application/json">(.*?)</script>', html)
    assert data
    assert json.loads(data[1])["series"][0]["values"] == ["20.140", None]
    assert 'data-chart="monthly"' in html
    assert "截至 2023-12-31" in html
    assert '<td class="is-right">20.14</td><td class="is-right">0</td>' in html
    assert '<td class="is-right">—</td><td class="is-right">7</td>' in html


def test_bad_charts_are_refused() -> None:
    with pytest.raises(ValueError, match="pie"):
        Series("x", [1], kind="pie")
    with pytest.raises(ValueError, match="rival"):
        Series("x", [1], role="rival")
    with pytest.raises(ValueError, match="2 values for 1"):
        Chart("x", "", ["1月"], [Series("x", [1, 2])])
    with pytest.raises(ValueError, match="5 series"):
        Chart("x", "", [], [Series(str(n), []) for n in range(6)])
    assert Chart("x", "", ["1月"], [Series("x", [None])]).is_empty
    assert not CHART.is_empty
