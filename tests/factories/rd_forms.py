"""企业的研发表: workbooks as firms fill them in, with the slips that they make."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

PROJECT_HEAD = [
    "序号",
    "项目名称",
    "项目起始日期",
    "项目完成日期",
    "项目研究开发人员（人）",
    "项目人员实际工作时间（人月）",
    "项目经费支出（千元）",
    "政府资金（千元）",
]
GOOD_PROJECT = [1, "高效夹具研制", date(2025, 1, 10), date(2025, 12, 31), 5, 60, 800, 100]
ACTIVITY_ROWS = [
    ("研究开发人员合计", "人", "1", 20),
    ("其中：女性", "人", "2", 6),
    ("其中：全职人员", "人", "3", 15),
    ("研究开发费用合计", "千元", "4", 3600),
    ("1.人员人工费用", "千元", "5", 2000),
    ("2.直接投入费用", "千元", "6", 800),
    ("3.折旧费用与长期待摊费用", "千元", "7", 200),
    ("4.无形资产摊销费用", "千元", "8", 50),
    ("5.设计费用", "千元", "9", 50),
    ("6.装备调试费用与试验费用", "千元", "10", 100),
    ("7.委托外部研究开发费用", "千元", "11", 300),
    ("8.其他费用", "千元", "12", 100),
    ("专利申请数", "件", "13", 5),
    ("其中：发明专利", "件", "14", 2),
]


def rd_book(projects: list[list[Any]] | None = None, activity: dict[str, Any] | None = None) -> openpyxl.Workbook:
    """Both forms of 2025; ``activity`` changes figures by their label."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "107-1"
    sheet.append(["企业研究开发项目情况（2025年）"])
    sheet.merge_cells("A1:H1")
    sheet.append(PROJECT_HEAD)
    for row in [GOOD_PROJECT] if projects is None else projects:
        sheet.append(row)
    sheet.append(["合计", "", "", "", 5, 60, "=SUM(G3:G3)", 100])
    other = book.create_sheet("107-2")
    other.append(["企业研究开发活动及相关情况（2025年）"])
    other.append(["指标名称", "计量单位", "代码", "本年"])
    for label, unit, code, value in ACTIVITY_ROWS:
        other.append([label, unit, code, (activity or {}).get(label, value)])
    return book


def as_bytes(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
