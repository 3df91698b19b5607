"""样例: made-up contents of the gallery page."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongpin.foundation.ui.charts import Chart, Series

MONTHS = [f"{m}月" for m in range(1, 13)]


def gallery_context() -> dict[str, Any]:
    """Everything the gallery shows."""
    return {"title": "组件样例", "monthly": monthly_chart()}


def monthly_chart() -> Chart:
    """A year by month with target, last year, a gap and a forecast."""
    return Chart(
        title="技术合同成交额",
        unit="亿元",
        categories=MONTHS,
        as_of=date(2023, 9, 30),
        series=[
            Series("本年", [1, 2, 3, None, 4, 5, 6, 5, 4, None, None, None]),
        ],
    )
