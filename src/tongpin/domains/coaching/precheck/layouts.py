"""表式: what the statistics forms 107-1 and 107-2 and the ledgers of 2015 and 2021 ask for, and under which headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongpin.domains.coaching.contributions.rd_sheets import ITEMS_2015, ITEMS_2021, RD_SHEETS
from tongpin.domains.coaching.enums import RdItem
from tongpin.kernel.extensions import ColumnType
from tongpin.kernel.values import ValueType

THOUSANDS, YUAN = "千元", "元"


@dataclass(frozen=True, slots=True)
class Asked:
    """一栏: what the form asks under a heading; ``unit`` is that of the form."""

    name: str
    title: str
    type: ValueType
    unit: str = ""
    others: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """表式: with a heading for every column, or (``is_upright``) a label in every row and the figure beside it."""

    key: str
    title: str
    asks: tuple[Asked, ...]
    is_upright: bool = False
    least: int = 4
    items: tuple[RdItem, ...] = ()


def _money(name: str, title: str, *others: str) -> Asked:
    return Asked(name, title, ValueType.NUMBER, THOUSANDS, others)


def _number(name: str, title: str, unit: str, *others: str) -> Asked:
    return Asked(name, title, ValueType.NUMBER, unit, others)


PROJECTS = Layout(
    "107-1",
    "研发项目情况（107-1）",
    (
        Asked("project_title", "项目名称", ValueType.TEXT, needed=True),
        Asked("project_starts_on", "项目起始日期", ValueType.DATE, others=("起始日期", "开始日期")),
        Asked("project_ends_on", "项目完成日期", ValueType.DATE, others=("完成日期", "结束日期")),
        _number("project_people", "项目研究开发人员", "人", "研究开发人员", "参加项目人员", "项目人员"),
        _number("project_months", "项目人员实际工作时间", "人月", "实际工作时间", "工作时间"),
        _money("project_spending", "项目经费支出", "经费支出", "项目研究开发费用"),
        _money("project_government", "政府资金", "来自政府部门的资金"),
    ),
)
ACTIVITY = Layout(
    "107-2",
    "研发活动情况（107-2）",
    (
        _number("rd_people", "研究开发人员合计", "人", "研究开发人员"),
        _number("rd_women", "女性", "人", "女性人员"),
        _number("rd_full_time", "全职人员", "人"),
        _money("rd_total", "研究开发费用合计", "研究开发费用"),
        _money("rd_personnel", "人员人工费用"),
        _money("rd_direct", "直接投入费用"),
        _money("rd_depreciation", "折旧费用与长期待摊费用"),
        _money("rd_amortisation", "无形资产摊销费用"),
        _money("rd_design", "设计费用"),
        _money("rd_trials", "装备调试费用与试验费用"),
        _money("rd_commissioned", "委托外部研究开发费用"),
        _money("rd_other", "其他费用"),
        _number("patents_applied", "专利申请数", "件", "当年专利申请数"),
        _number("inventions_applied", "发明专利", "件", "发明专利申请数"),
    ),
    is_upright=True,
)
SUMS = ("spending_of_projects", "months_of_projects")
"""What is added up over the projects, for rules that hold the two forms against each other."""
FORM_YEAR = "form_year"

_TYPES = {ColumnType.MONEY: ValueType.NUMBER, ColumnType.DATE: ValueType.DATE}


def _ledger(kind: str, items: tuple[RdItem, ...]) -> Layout:
    sheet = next(one for one in RD_SHEETS if one.kind == kind)
    asks = tuple(
        Asked(
            column.name,
            column.title,
            _TYPES.get(column.type, ValueType.TEXT),
            YUAN if column.type is ColumnType.MONEY else "",
            column.aliases,
            column.required and column.name not in ("credit_code", "enterprise_name"),
        )
        for column in sheet.columns
    )
    return Layout(kind, sheet.title, asks, least=6, items=items)


LAYOUTS: Sequence[Layout] = (PROJECTS, ACTIVITY, _ledger("rd_ledger_2021", ITEMS_2021), _ledger("rd_ledger_2015", ITEMS_2015))
UNITS: Mapping[str, int] = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
_NOISE = re.compile(r"[\s:：、，,.·—\-－一二三四五六七八九十()（）0-9]")


def plain_heading(text: object) -> str:
    """A heading without blanks, numbering and unit, for comparing."""
    words = re.sub(r"^其中[：:]?", "", re.sub(r"\s", "", str(text)))
    return _NOISE.sub("", re.sub(r"[（(][^（）()]*(元|人月|人|件|个|%|％)[）)]", "", words))


def unit_in(text: object) -> str:
    """The unit that a heading names; "" where it names none."""
    found = re.search(r"[（(](?:单位[：:])?(亿元|百万元|万元|千元|元|%|％)[）)]|单位[：:]\s*(亿元|百万元|万元|千元|元)", str(text))
    return (found[1] or found[2]).replace("％", "%") if found else ""


def headings(layout: Layout) -> dict[str, Asked]:
    """What is asked, by every heading it may stand under."""
    return {plain_heading(words): asked for asked in layout.asks for words in (asked.title, *asked.others)}
