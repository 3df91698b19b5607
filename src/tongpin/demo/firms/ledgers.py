"""演示辅助账: research projects and ledgers of a few firms over three years, by import, in the forms of 2015 and of 2021.

The firm that walks the ladder keeps the form of 2021 (by group), two others that of 2015 (with details). Every voucher is a part of the
firm's yearly figures, quarter by quarter, so that the ledger adds up to them but for what the form of 2015 tells apart: buildings,
communications, and expense overseas of one firm. One project of each firm is capitalised from its second year on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.demo.firms.figures import DemoFirm, figures, walk_figures
from tongpin.domains.coaching.enums import FirmKind
from tongpin.domains.coaching.services.rd_years import state_rd_year
from tongpin.engines.dataio import services as dataio
from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.documents.workbook import SheetColumn, write_table
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.rounding import round_half_up

YEARS = (2021, 2022, 2023)
QUARTERS = (3, 6, 9, 12)
KEPT_2015 = 2
"""So many firms besides the one that walks."""
ABOUT = ("企业名称", "统一社会信用代码", "项目编号", "项目名称")
VOUCHER = ("资本化、费用化支出选项", "日期", "种类", "号数", "摘要")
PROJECTS = (
    # number, title, state, starts, ends
    ("RD01", "高效夹具及在线检测装置研制", "已完成", date(2021, 1, 4), date(2022, 12, 30)),
    ("RD02", "低耗能热处理工艺开发", "进行中", date(2021, 3, 1), None),
)
PARTS_2021 = {
    "人员人工费用": (("rd_personnel", 1000),),
    "直接投入费用": (("rd_direct", 1000),),
    "折旧费用": (("rd_depreciation", 1000),),
    "无形资产摊销": (("rd_amortisation", 1000),),
    "新产品设计费等": (("rd_design", 1000), ("rd_trials", 1000)),
    "其他相关费用": (("rd_other", 1000),),
    "委托境内机构或个人进行研发活动所发生的费用": (("rd_commissioned", 1000),),
}
PARTS_2015 = {
    "工资薪金": (("rd_personnel", 780),),
    "五险一金": (("rd_personnel", 180),),
    "外聘研发人员的劳务费用": (("rd_personnel", 40),),
    "材料、燃料和动力费用": (("rd_direct", 820),),
    "试制产品的检验费": (("rd_direct", 80),),
    "房屋租赁费": (("rd_direct", 100),),
    "仪器、设备折旧费": (("rd_depreciation", 750),),
    "房屋、建筑物折旧费": (("rd_depreciation", 250),),
    "软件摊销": (("rd_amortisation", 1000),),
    "新产品设计费": (("rd_design", 1000),),
    "勘探开发技术的现场试验费": (("rd_trials", 1000),),
    "其他相关费用": (("rd_other", 900),),
    "通讯费": (("rd_other", 100),),
    "委托境内机构": (("rd_commissioned", 1000),),
    "委托境外机构": (("rd_direct", 60),),
}


def build_ledgers(org: Organisation, firms: Sequence[DemoFirm], walker: str, *, by: User, today: date) -> None:
    """研发项目和辅助账 of the firm that walks and of two firms that commission work besides."""
    walking = next(firm for firm in firms if firm.code == walker)
    others = [firm for firm in firms if firm.code != walker and firm.number % 4 == 0 and firm.number % 6][:KEPT_2015]
    years = [year for year in YEARS if date(year, 12, 31) <= today]
    if not years:
        return
    rows = [_project(firm, one) for firm in (walking, *others) for one in PROJECTS]
    titles = (*ABOUT, "研发形式", "项目实施状态", "开始日期", "结束日期")
    _load(org, "rd_project", "研发项目清单", titles, rows, by=by, today=today)
    for kind, title, parts, kept in (
        ("rd_ledger_2021", "研发支出辅助账（2021版）", PARTS_2021, [walking]),
        ("rd_ledger_2015", "研发支出辅助账（2015版）", PARTS_2015, others),
    ):
        entries = [row for firm in kept for year in years for row in _vouchers(firm, walker, year, parts)]
        _load(org, kind, title, (*ABOUT, *VOUCHER, *parts), entries, by=by, today=today)
    for firm in (walking, *others):
        for year in years:
            _state(org, firm, walker, year, by=by, today=today)


def _load(org: Organisation, kind: str, title: str, titles: Sequence[str], rows: Sequence[Sequence[Any]], *, by: User, today: date) -> None:
    columns = [SheetColumn(one, "code" if one in (ABOUT[1], ABOUT[2], "号数") else "text") for one in titles]
    content = write_table(title, columns, [list(row) for row in rows], note="单位：元", footer=())
    batch = dataio.stage(content, name=f"{title}.xlsx", org=org, by=by, today=today, kind=kind)
    batch = dataio.confirm(batch, by=by, today=today, all_or_nothing=True)
    assert batch.state == BatchState.CONFIRMED, f"{title}：{batch.state}"


def _project(firm: DemoFirm, project: tuple[Any, ...]) -> list[Any]:
    number, title, state, starts, ends = project
    return [firm.name, firm.code, number, title, "自主研发", state, starts, ends]


def _figures(firm: DemoFirm, walker: str, year: int) -> dict[str, Any]:
    return walk_figures(firm, year) if firm.code == walker else figures(firm, year)


def _vouchers(firm: DemoFirm, walker: str, year: int, parts: Any) -> Iterator[list[Any]]:
    """One voucher for each quarter, running project and item."""
    told = _figures(firm, walker, year)
    running = [one for one in PROJECTS if one[3] <= date(year, 3, 31) and (one[4] is None or one[4].year >= year)]
    for place, (number, title, *_) in enumerate(running):
        capitalised = number == "RD02" and year > YEARS[0]
        for month in QUARTERS:
            day = date(year, month, 28)
            for index, (item, shares) in enumerate(parts.items()):
                if item == "委托境外机构" and firm.number % 8:
                    continue
                known = [(told[name], share) for name, share in shares if told[name] is not None]
                whole = sum((round_half_up(value * 10 * share, 2) for value, share in known), Decimal(0))
                amount = _quarter(whole, len(running) * len(QUARTERS), place * len(QUARTERS) + month // 3 - 1)
                if amount:
                    spending = "资本化" if capitalised else "费用化"
                    voucher = [spending, day, "记", f"{month:02d}{place + 1}{index:02d}", f"{month}月{item}"[:60]]
                    yield [firm.name, firm.code, number, title, *voucher, *(amount if one == item else None for one in parts)]


def _quarter(whole: Decimal, pieces: int, place: int) -> Decimal:
    """Equal parts to the 分; the last one takes the rest."""
    part = Decimal(int(whole * 100) // pieces) / 100
    return whole - part * (pieces - 1) if place == pieces - 1 else part


def _state(org: Organisation, firm: DemoFirm, walker: str, year: int, *, by: User, today: date) -> None:
    told = _figures(firm, walker, year)
    state_rd_year(
        org=org,
        credit_code=firm.code,
        year=year,
        by=by,
        today=today,
        kind=FirmKind.MANUFACTURER if firm.code == walker else FirmKind.ORDINARY,
        gross_income=told["total_income"] * 10_000,
        untaxed_income=Decimal(0),
        investment_income=Decimal(0),
        excluded_income=Decimal(0),
        carried_in=Decimal(0),
    )
