"""差距: what is missing for a programme in words a firm understands, and what to do next. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from tongpin.engines.rules.rule import Condition
from tongpin.engines.rules.tables import Table
from tongpin.kernel.rounding import plain, round_half_up

WAN = Decimal(10_000)
NOT_MET, MISSING, PERSON, MET = "not_met", "missing", "person", "met"
LABELS = {NOT_MET: "不符合", MISSING: "缺资料", PERSON: "待人工判断", MET: "符合"}
COLOURS = {NOT_MET: "red", MISSING: "grey", PERSON: "yellow", MET: "green"}

STEPS: Mapping[str, str] = {
    "registered_met": "注册满一年后再提交申请。",
    "ip_met": "梳理主要产品的核心技术，申请或受让知识产权，并核对权属证明。",
    "field_met": "对照《国家重点支持的高新技术领域》确定主要产品所属领域。",
    "staff_met": "核对科技人员名册和工时，补登符合条件的科技人员，或增聘科技人员。",
    "rd_met": "按八项归集研发费用，补建辅助账，核对有无漏归集的项目。",
    "domestic_met": "核对委托境外研发费用，调整研发安排。",
    "income_met": "核对高新技术产品（服务）收入的归集口径，完善产品与知识产权的对应关系。",
    "score_met": "按下列可提高的得分逐项准备。",
    "clean_met": "向应急、市场监管、生态环境部门核实有无重大事故和严重违法。",
    "resident_met": "核对营业执照和税务登记。",
    "accounts_met": "核对征收方式和会计核算，建立研发费用辅助账。",
    "sales_met": "年销售收入超过上限，转为准备高新技术企业认定。",
    "assets_met": "资产总额超过上限，转为准备高新技术企业认定。",
    "industry_met": "核对主要产品和所属行业。",
    "record_met": "核实经营异常、严重违法失信等记录并依法移出。",
}
ENTER = "补登所缺数据。"
JUDGE = "由科室人工认定后登记。"


@dataclass(frozen=True, slots=True)
class Gap:
    """差距: one condition, how it stands, the words that say by how much, and the next step."""

    key: str
    title: str
    article: str
    state: str
    words: str
    amount: Decimal | None = None
    unit: str = ""
    step: str = ""

    @property
    def label(self) -> tuple[str, str]:
        return COLOURS[self.state], LABELS[self.state]


def gap_of(condition: Condition, state: str, says: str, amount: Decimal | None) -> Gap:
    """一条差距 from what the rule says of a condition."""
    key, unit = condition.term.name, condition.gap.unit if condition.gap else ""
    words = says
    if state == NOT_MET and amount is not None and amount > 0 and condition.gap:
        words += f"{condition.gap.title}{shown_amount(amount, unit)}。"
    step = {NOT_MET: STEPS.get(key, ""), MISSING: ENTER, PERSON: JUDGE}.get(state, "")
    return Gap(key, condition.term.title, condition.article, state, words or LABELS[state] + "。", amount, unit, step)


def shown_amount(amount: Decimal, unit: str) -> str:
    """ "12.6万元", "3人": amounts in 万元 to the 元, the rest as it is."""
    if unit == "元":
        return f"{plain(round_half_up(amount / WAN, 4))}万元"
    return f"{plain(round_half_up(amount, 2))}{unit}"


@dataclass(frozen=True, slots=True)
class Raise:
    """可提高的得分: what would lift a part of the score to its next band."""

    title: str
    words: str


def raises(rule_key: str, known: Mapping[str, Any]) -> list[Raise]:
    """可提高的得分 for a rule with its facts, parameters and steps; what is not known gives no advice."""
    found = _hnte(known) if rule_key.endswith("recognition") else _sme(known)
    return [one for one in found if one is not None]


def _hnte(known: Mapping[str, Any]) -> list[Raise | None]:
    one = known.get("class_one")
    rights = (
        None if isinstance(one, Decimal) and one >= 1 else _count("知识产权数量", known, "class_two", "class_two_bands", "件Ⅱ类知识产权")
    )
    yearly = _count("科技成果转化", known, "conversions", "conversion_bands", "项成果转化（年平均）")
    return [rights, yearly, *_growth(known)]


def _growth(known: Mapping[str, Any]) -> list[Raise | None]:
    return [
        _share("销售收入增长", known, "sales_growth", "growth_bands", "增长率"),
        _share("净资产增长", known, "assets_growth", "growth_bands", "增长率"),
    ]


def _sme(known: Mapping[str, Any]) -> list[Raise | None]:
    one = known.get("class_one")
    is_full = isinstance(one, Decimal) and one >= 1
    rights = None if is_full else _count("科技成果", known, "class_two", "class_two_bands", "件Ⅱ类知识产权")
    staff = _amount("科技人员", known, ("technical_staff", "staff"), "staff_bands", "人", "科技人员")
    by_sales = _amount("研发投入（占销售收入）", known, ("rd", "sales"), "sales_bands", "元", "研发费用")
    by_costs = _amount("研发投入（占成本费用）", known, ("rd", "costs"), "cost_bands", "元", "研发费用")
    return [staff, by_sales, by_costs, rights]


def _next(table: Any, value: Decimal) -> tuple[Decimal, str, str] | None:
    """The next band of a table: its lower bound, and the points of the band now and then."""
    if not isinstance(table, Table):
        return None
    now = ""
    for bound, numbers in table.rows:
        if not isinstance(bound, Decimal):
            return None
        points = "至".join(plain(number) for number in dict.fromkeys(numbers))
        if bound > value:
            return bound, now or "0", points
        now = points
    return None


def _count(title: str, known: Mapping[str, Any], fact: str, table: str, noun: str) -> Raise | None:
    value = known.get(fact)
    ahead = _next(known.get(table), value) if isinstance(value, Decimal) else None
    if not isinstance(value, Decimal) or ahead is None:
        return None
    bound, now, then = ahead
    return Raise(title, f"再增加{plain(round_half_up(bound - value, 2))}{noun}，得分由{now}分提高到{then}分。")


def _share(title: str, known: Mapping[str, Any], step: str, table: str, noun: str) -> Raise | None:
    value = known.get(step)
    ahead = _next(known.get(table), value) if isinstance(value, Decimal) else None
    if not isinstance(value, Decimal) or ahead is None or value <= 0:
        return None
    bound, now, then = ahead
    return Raise(title, f"{noun}由{_percent(value)}达到{_percent(bound)}，得分由{now}分提高到{then}分。")


def _amount(title: str, known: Mapping[str, Any], facts: tuple[str, str], table: str, unit: str, noun: str) -> Raise | None:
    part, whole = (known.get(fact) for fact in facts)
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or whole <= 0:
        return None
    ahead = _next(known.get(table), part / whole)
    if ahead is None:
        return None
    bound, now, then = ahead
    lacking = bound * whole - part
    if unit == "人":
        lacking = Decimal(ceil(lacking))
    return Raise(title, f"{noun}再增加{shown_amount(lacking, unit)}（占比达到{_percent(bound)}），得分由{now}分提高到{then}分。")


def _percent(share: Decimal) -> str:
    return f"{plain(round_half_up(share * 100, 2))}%"
