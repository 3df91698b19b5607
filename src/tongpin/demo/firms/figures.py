"""演示企业的数据, by rule. None of the firms is a real one.

Every number is drawn from the firm's position in the list and a word (``draw``), so that the same demonstration comes out each time:

- the county's own firms come first, invented ones follow until there are 300 (``invented``);
- sales of the first year lie between 300万元 and 1.2亿元, three quarters of the firms below 2000万元; they change by −6 % to +30 % a year;
- of sales: total income 101–105 %, cost 84–97 %, assets 110–180 %, of these net assets 30–70 %; high-tech income 45–92 % of total income;
- staff: one for each 35–70万元 of sales; technical staff 5–32 % of them; R&D 2–8.5 % of sales in eight groups, other expense 4–9 % of it;
- firms that hold a certificate lie in the upper part of the last three ranges, firms registered as tech-based SMEs in the middle;
- every sixth firm without a certificate has not told one figure; then the product says 缺资料 and reckons with nothing;
- rights: 0–8 of class Ⅱ, every seventh firm an invention besides; granted between 2019 and 2023;
- the firm that walks the ladder (``WALK``) has figures of its own: from 2020 on it closes one gap after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zlib import crc32

from tongpin.kernel.credit_code import check_character
from tongpin.kernel.rounding import round_half_up

NUMBER = 300
FIRST_YEAR = 2020
PLACES = ("磁窑", "华丰", "泗店", "蒋集", "堽城", "东疏", "伏山", "葛石", "鹤山", "乡饮")
BRANDS = ("启澜", "沐川", "禾谷", "云岑", "拓原", "锦禾", "辰屿", "朗汇", "柏舟", "澄宇")
TRADES = ("智能装备", "精密铸造", "新材料", "生物科技", "电气", "管业", "软件", "环保设备", "轻工机械", "农业科技")


@dataclass(frozen=True, slots=True)
class DemoFirm:
    """演示企业: ``rank`` 2 holds a certificate, 1 is registered as a tech-based SME, 0 neither."""

    number: int
    code: str
    name: str
    rank: int


def draw(firm: DemoFirm, word: str, low: int, high: int) -> int:
    """A whole number between ``low`` and ``high``, the same for the same firm and word."""
    return low + crc32(f"{firm.code}:{word}".encode()) % (high - low + 1)


def invented(number: int) -> DemoFirm:
    """虚构企业 with a right credit code."""
    first = f"91370921MA{number:07d}"
    brand, trade, place = BRANDS[number % 10], TRADES[number // 10 % 10], PLACES[(number // 100 + number) % 10]
    return DemoFirm(number, first + check_character(first), f"宁阳{place}{brand}{trade}有限公司", 0)


def registered_on(firm: DemoFirm) -> date:
    """注册成立日期, between 2009 and 2019."""
    return date(draw(firm, "成立年", 2009, 2019), draw(firm, "成立月", 1, 12), draw(firm, "成立日", 1, 28))


def sales(firm: DemoFirm, year: int) -> int:
    """销售收入 in 万元."""
    small = draw(firm, "规模", 0, 3) < 3
    amount = draw(firm, "销售", 300, 2000) if small else draw(firm, "销售", 2000, 12000)
    for passed in range(FIRST_YEAR + 1, year + 1):
        amount = amount * (1000 + draw(firm, f"增长{passed}", -60, 300)) // 1000
    return amount


def figures(firm: DemoFirm, year: int) -> dict[str, Any]:
    """一年的数据: amounts in 万元."""
    sold = Decimal(sales(firm, year))
    income = _part(sold, draw(firm, f"总收入{year}", 1010, 1050))
    assets = _part(sold, draw(firm, f"资产{year}", 1100, 1800))
    staff = max(6, int(sold) // draw(firm, "人均", 35, 70))
    technical = max(1, staff * draw(firm, "科技人员", *((120, 320), (100, 300), (50, 180))[2 - firm.rank]) // 1000)
    spent = _part(sold, draw(firm, f"研发{year}", *((48, 85), (36, 70), (20, 52))[2 - firm.rank]))
    found: dict[str, Any] = {
        "sales": sold,
        "total_income": income,
        "high_tech_income": _part(income, draw(firm, f"高品{year}", *((620, 920), (580, 850), (450, 700))[2 - firm.rank])),
        "costs": _part(sold, draw(firm, f"成本{year}", 840, 970)),
        "total_assets": assets,
        "net_assets": _part(assets, draw(firm, "净资产", 300, 700)),
        "staff": staff,
        "technical_staff": technical,
        "rd_staff": max(1, technical * 3 // 4),
        "rd_tax": _part(spent, 960),
        "conversions": draw(firm, f"转化{year}", *((4, 7), (2, 6), (0, 4))[2 - firm.rank]),
        **_groups(firm, spent, year),
    }
    if firm.rank < 2 and firm.number % 6 == 0:
        found[("rd_other", "technical_staff", "high_tech_income", "conversions")[firm.number // 6 % 4]] = None
    return found


def _groups(firm: DemoFirm, spent: Decimal, year: int) -> dict[str, Decimal]:
    """研发费用八项 that add up to what was spent."""
    shares = {"rd_direct": 260, "rd_depreciation": 80, "rd_amortisation": 20, "rd_design": 15, "rd_trials": 25}
    parts = {name: _part(spent, share) for name, share in shares.items()}
    parts["rd_commissioned"] = _part(spent, 60) if firm.number % 4 == 0 else Decimal(0)
    parts["rd_overseas"] = Decimal(0)
    parts["rd_other"] = _part(spent, draw(firm, f"其他{year}", 40, 90))
    return {"rd_personnel": spent - sum(parts.values(), Decimal(0)), **parts}


def _part(whole: Decimal, thousandths: int) -> Decimal:
    return round_half_up(whole * thousandths / 1000, 2)


def rights(firm: DemoFirm) -> list[dict[str, Any]]:
    """知识产权 of a firm."""
    number = draw(firm, "知识产权", *((5, 8), (2, 6), (0, 4))[2 - firm.rank])
    kinds = ["实用新型专利"] * number + (["发明专利"] if firm.number % 7 == 0 and number else [])
    return [_right(firm, index, kind) for index, kind in enumerate(kinds, 1)]


def _right(firm: DemoFirm, index: int, kind: str) -> dict[str, Any]:
    year = draw(firm, f"授权{index}", 2019, 2023)
    applied = date(year - 1, draw(firm, f"申请月{index}", 1, 12), 10)
    invention = kind == "发明专利"
    return {
        "kind": kind,
        "number": f"ZL{applied.year}{1 if invention else 2}{firm.number:04d}{index:03d}.{index % 10}",
        "title": f"一种{TRADES[firm.number % 10]}{('装置', '方法', '结构', '系统')[index % 4]}（{index}）",
        "applied_on": applied,
        "granted_on": date(year, 12, 20),
    }


WALK = {
    # 万元: sales, total income, high-tech income, costs, assets, net assets; people: staff, technical; R&D; conversions
    2020: (820, 840, 330, 800, 1200, 400, 30, 2, 22, 0),
    2021: (1050, 1080, 560, 980, 1500, 520, 34, 4, 53, 5),
    2022: (1420, 1460, 930, 1290, 1900, 700, 40, 7, 96, 8),
    2023: (1860, 1900, 1330, 1650, 2300, 930, 46, 9, 121, 6),
}
"""The firm that walks the ladder: 苗子 in 2021, 科技型中小企业 in 2022, 高新技术企业 in 2023."""
WALK_REGISTERED = date(2020, 1, 6)


def walk_figures(firm: DemoFirm, year: int) -> dict[str, Any]:
    """一年的数据 of the firm that walks; after 2023 it grows by a tenth each year."""
    last = max(WALK)
    row = [Decimal(value) for value in WALK[min(year, last)]]
    for _ in range(max(0, year - last)):
        row[:6] = [round_half_up(value * Decimal("1.1"), 2) for value in row[:6]]
        row[8] = round_half_up(row[8] * Decimal("1.12"), 2)
    sold, income, high, costs, assets, net, staff, technical, spent, conversions = row
    return {
        "sales": sold,
        "total_income": income,
        "high_tech_income": high,
        "costs": costs,
        "total_assets": assets,
        "net_assets": net,
        "staff": int(staff),
        "technical_staff": int(technical),
        "rd_staff": int(technical),
        "rd_tax": spent,
        "conversions": int(conversions),
        **_groups(firm, spent, year),
    }
