"""研发费用三种口径: one year's ledgers of a firm as the recognition, the super-deduction and the statistics count them. Pure.

Every figure is worked out by a rule of the rulebook; what is done here is to sum entries, to hand the sums over, and to say in words
why the three differ. Each step away from the books is one ``Step``: from the books over its steps each meaning adds up to its total.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongpin.domains.coaching.enums import RdGroup
from tongpin.domains.coaching.research.booked import NOUGHT, Booked, Left, summed
from tongpin.domains.coaching.research.items import EXPENSE_GROUPS, OWN_GROUPS, PLACES, untaxed_alike
from tongpin.domains.coaching.research.tax import (
    WHOLE_YEAR,
    Judged,
    TaxAnswer,
    YearFacts,
    is_capped_per_project,
    last_day,
    prepayment_answer,
    tax_answer,
)
from tongpin.engines.rules.evaluate import Answer, evaluate
from tongpin.kernel.rounding import plain

HNTE, STATISTICS = "science.hnte.rd_expense", "science.rdd.statistics"
LINES = (
    "rd_personnel",
    "rd_direct",
    "rd_depreciation",
    "rd_amortisation",
    "rd_design",
    "rd_trials",
    "rd_commissioned",
    "rd_overseas",
    "rd_other",
)
"""年度经营数据中的研发费用各项."""
PERIODS = {WHOLE_YEAR: "全年", 6: "上半年", 9: "前三季度"}
"""费用期间: the whole year, and what may be claimed in July and October."""


@dataclass(frozen=True, slots=True)
class Step:
    """差异: what each meaning adds to or takes from the books, why, and the query that shows the entries behind it."""

    title: str
    hnte: Decimal
    tax: Decimal
    statistics: Decimal
    because: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """一类费用: by the books, and as each meaning collects it before limits."""

    group: RdGroup
    booked: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Meaning:
    """一种口径: its total, None with the reason where it cannot be worked out."""

    title: str
    total: Decimal | None
    reason: str
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Meanings:
    """三种口径 of one firm and year side by side."""

    year: int
    through: int
    has_entries: bool
    booked: Decimal
    lines: Mapping[str, Decimal]
    groups: tuple[GroupRow, ...]
    hnte: Meaning
    tax: Meaning
    statistics: Meaning
    answer: TaxAnswer
    prepayment: Answer | None
    steps: tuple[Step, ...]

    @property
    def period(self) -> str:
        return f"{self.year}年{PERIODS[self.through]}"


def meanings_of(entries: Sequence[Booked], year: int, facts: YearFacts, through: int = WHOLE_YEAR) -> Meanings:
    """三种口径 of the entries up to month ``through``."""
    counted = [e for e in entries if e.month <= through]
    day = last_day(year, through)
    lines = {line: sum((e.amount for e in counted if PLACES[e.item].line == line), NOUGHT) for line in LINES}
    named = {line.removeprefix("rd_"): amount for line, amount in lines.items()}
    hnte = evaluate(HNTE, named, day)
    own = summed(counted, *OWN_GROUPS)
    external = {"commissioned": named["commissioned"], "overseas": named["overseas"]}
    statistics = evaluate(STATISTICS, {"own": own, "other": named["other"], **external}, day)
    tax = tax_answer(counted, year, through, facts)
    booked = summed(counted, *EXPENSE_GROUPS)
    groups = tuple(
        GroupRow(group, summed(counted, group), summed([e for e in counted if e.left == Left.NONE], group, taxed=True))
        for group in EXPENSE_GROUPS
    )
    found = Meanings(
        year=year,
        through=through,
        has_entries=bool(counted),
        booked=booked,
        lines=lines,
        groups=groups,
        hnte=_meaning("高新技术企业认定口径", hnte),
        tax=Meaning("加计扣除口径", tax.base, tax.reason, tax.judged),
        statistics=_meaning("统计口径", statistics),
        answer=tax,
        prepayment=prepayment_answer(year, through),
        steps=(),
    )
    steps = tuple(s for s in _steps(counted, found, hnte) if s.hnte or s.tax or s.statistics)
    return Meanings(**{**{name: getattr(found, name) for name in Meanings.__slots__}, "steps": (*steps, *_rounding(found, steps))})


def _meaning(title: str, answer: Answer) -> Meaning:
    value = answer.value if isinstance(answer.value, Decimal) else None
    return Meaning(title, value, answer.reason, (Judged(title, answer),))


def _steps(entries: Sequence[Booked], found: Meanings, hnte: Answer) -> Iterator[Step]:
    """差异 in the order in which the calculations meet them."""
    yield from _left_out(entries)
    taxed = [e for e in entries if e.left == Left.NONE and e.group != RdGroup.INCOME]
    apart = sum((e.tax_amount - e.amount for e in taxed), NOUGHT)
    yield Step(
        "税法归集金额与账载金额不同",
        NOUGHT,
        apart,
        NOUGHT,
        "加速折旧、一次性扣除等以税前扣除的金额为准，加计扣除口径取税法规定的归集金额，其余两种口径取会计凭证记载金额。",
        "differs=1",
    )
    answer = found.answer
    yield Step(
        "特殊收入和产品材料费冲减",
        NOUGHT,
        -answer.taken_off,
        NOUGHT,
        _taken_off_words(answer),
        "group=income",
    )
    if answer.other_in is not None:
        how = "逐个项目计算，2021年以前" if is_capped_per_project(found.year) else "全部项目合并计算，2021年起"
        words = f"其他相关费用{plain(answer.other)}元，限额内{plain(answer.other_in)}元（{how}：前五类费用之和×10%÷(1－10%)）。"
        yield Step("其他相关费用超过加计扣除限额", NOUGHT, answer.other_in - answer.other, NOUGHT, words, "group=other")
    other_most, other = hnte.known.get("other_most"), found.lines["rd_other"]
    if isinstance(other_most, Decimal):
        cut = min(other, other_most) - other
        words = f"其他费用{plain(other)}元，一般不超过研究开发总费用的20%（不超过其余各项之和的四分之一）。统计口径不设限额。"
        yield Step("其他费用超过高新技术企业限额", cut, NOUGHT, NOUGHT, words, "group=other")
    yield from _external(found, hnte)


def _external(found: Meanings, hnte: Answer) -> Iterator[Step]:
    answer, lines = found.answer, found.lines
    inside = hnte.known.get("commissioned_in")
    yield Step(
        "委托境内研发",
        inside - lines["rd_commissioned"] if isinstance(inside, Decimal) else NOUGHT,
        answer.commissioned_in - answer.commissioned,
        -lines["rd_commissioned"],
        "高新技术企业和加计扣除口径按实际发生额的80%计入；统计口径作为外部支出单列（出自记忆，待核对）。",
        "group=commissioned",
    )
    overseas = hnte.known.get("overseas_in")
    if answer.overseas_in is not None:
        limit = answer.overseas_in - answer.overseas
        yield Step(
            "委托境外研发",
            overseas - lines["rd_overseas"] if isinstance(overseas, Decimal) else NOUGHT,
            limit,
            -lines["rd_overseas"],
            "高新技术企业口径按80%计入，不受三分之二的限制，只看境内费用占比；加计扣除口径按80%与境内符合条件费用三分之二孰低计入"
            "（2018年以前不得加计）；统计口径作为外部支出单列（出自记忆，待核对）。",
            "group=overseas",
        )


def _left_out(entries: Sequence[Booked]) -> Iterator[Step]:
    """What the super-deduction does not take at all."""
    reasons = dict.fromkeys(PLACES[e.item].untaxed_because for e in entries if e.left == Left.ITEM and e.group != RdGroup.INCOME)
    for because in reasons:
        mine = [e for e in entries if e.left == Left.ITEM and PLACES[e.item].untaxed_because == because]
        names = list(dict.fromkeys(e.item for e in mine))
        title = "、".join(str(name.label) for name in names)
        yield Step(title, NOUGHT, -_sum(mine), NOUGHT, f"{because}。", f"untaxed={untaxed_alike(names[0])[0].value}")
    for left, title, because, query in _LEFT_WORDS:
        mine = [e for e in entries if e.left == left and e.group != RdGroup.INCOME]
        yield Step(title, NOUGHT, -_sum(mine), NOUGHT, because, query)


_LEFT_WORDS = (
    (
        Left.CAPITALISED,
        "资本化支出",
        "形成无形资产后按成本的规定比例在税前摊销，不计入当年费用化的加计扣除基数；本表只算费用化部分。",
        "left=capitalised",
    ),
    (Left.FISCAL, "使用不征税收入列支的费用", "财政性资金作不征税收入处理的，用于研发的支出不得扣除，也不得加计扣除。", "left=fiscal"),
    (Left.INVOICE, "委托境内个人未取得票据", "委托个人研发的，凭个人出具的发票等合法有效凭证加计扣除。", "left=invoice"),
)


def left_words(entry: Booked) -> str:
    """不计入加计扣除的原因 of one entry; "" where it counts."""
    if entry.left == Left.ITEM:
        return f"{PLACES[entry.item].untaxed_because}。"
    return next((because for left, _, because, _ in _LEFT_WORDS if left == entry.left), "")


def _rounding(found: Meanings, steps: Sequence[Step]) -> Iterator[Step]:
    """四舍五入: what is left between the steps and the totals, less than a fen each."""
    apart = [
        NOUGHT if meaning.total is None else meaning.total - found.booked - sum((getattr(step, name) for step in steps), NOUGHT)
        for name, meaning in (("hnte", found.hnte), ("tax", found.tax), ("statistics", found.statistics))
    ]
    if any(apart):
        hnte, tax, statistics = apart
        yield Step("四舍五入", hnte, tax, statistics, "合计保留到分，各项差异不作机械调整。")


def _taken_off_words(answer: TaxAnswer) -> str:
    words = "下脚料、残次品、中间试制品收入和对外销售研发产品对应的材料费从前五类费用中扣减；下脚料等收入减到0为止，不结转。"
    if answer.carried_out:
        words += f"对外销售产品的材料费不足冲减的{plain(answer.carried_out)}元结转以后年度。"
    return words


def _sum(entries: Sequence[Booked]) -> Decimal:
    return sum((e.amount for e in entries), NOUGHT)
