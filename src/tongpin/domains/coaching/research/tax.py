"""加计扣除口径: the base and the amount of the super-deduction, rule by rule in the order of the texts. Pure.

Groups one to five less what is taken off → limit of other expense → commissioned expense at home → limit of expense overseas → rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tongpin.domains.coaching.enums import RdGroup, RdItem
from tongpin.domains.coaching.research.booked import NOUGHT, Booked, Left, of_item, summed
from tongpin.domains.coaching.research.items import OWN_GROUPS
from tongpin.engines.rules.book import rule as rule_of
from tongpin.engines.rules.evaluate import Answer, evaluate
from tongpin.engines.rules.rule import Outcome
from tongpin.kernel.rounding import round_half_up

CAP, DEDUCTION, EXCLUDED = "science.rdd.other_cap", "science.rdd.deduction", "science.rdd.excluded_industry"
PRODUCT, PREPAYMENT = "science.rdd.product_income", "science.rdd.prepayment"
WHOLE_YEAR, LATE_FROM = 12, 9


@dataclass(frozen=True, slots=True)
class YearFacts:
    """年度事项: what the entries do not tell; None where nobody has said."""

    kind: str = ""
    gross_income: Decimal | None = None
    untaxed_income: Decimal | None = None
    investment_income: Decimal | None = None
    excluded_income: Decimal | None = None
    carried_in: Decimal = NOUGHT


@dataclass(frozen=True, slots=True)
class Judged:
    """一步的判断: what was asked, and the rule's answer with its trace."""

    title: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class TaxAnswer:
    """加计扣除: ``base`` is the expense in this meaning, ``extra`` what is deducted beside it; None with the reason where not known.

    ``items`` are groups one to five before, ``income_off`` what is taken off them; ``taken_off`` as much of it as there was expense.
    """

    items: Decimal
    income_off: Decimal
    other: Decimal
    other_in: Decimal | None
    commissioned: Decimal
    commissioned_in: Decimal
    overseas: Decimal
    overseas_in: Decimal | None
    base: Decimal | None
    extra: Decimal | None
    carried_out: Decimal | None
    reason: str
    judged: tuple[Judged, ...]

    @property
    def taken_off(self) -> Decimal:
        return min(self.income_off, max(self.items, NOUGHT))


def tax_answer(entries: Sequence[Booked], year: int, through: int, facts: YearFacts) -> TaxAnswer:
    """加计扣除 of the entries up to month ``through`` of ``year``."""
    day = last_day(year, through)
    taxed = [e for e in entries if e.left == Left.NONE]
    judged: list[Judged] = []
    items, other = summed(taxed, *OWN_GROUPS, taxed=True), summed(taxed, RdGroup.OTHER, taxed=True)
    materials = of_item(entries, RdItem.PRODUCT)
    income_off = of_item(entries, RdItem.SCRAP) + materials + facts.carried_in
    carried_out: Decimal | None = NOUGHT
    if materials or facts.carried_in:
        sold = evaluate(PRODUCT, {"items": items, "materials": materials, "carried": facts.carried_in}, day)
        judged.append(Judged("研发产品对外销售的材料费", sold))
        left = sold.known.get("left")
        carried_out = left if isinstance(left, Decimal) else None
    capped = list(_capped(taxed, entries, items, income_off, other, day))
    judged += capped
    other_in = _total(one.answer for one in capped)
    if other_in is None:
        reason = next(one.answer.reason for one in capped if one.answer.value is None)
        return _unknown(items, income_off, other, taxed, judged, carried_out, reason)
    known: dict[str, Any] = {
        "items": items,
        "income_off": income_off,
        "other": other_in,
        "commissioned": summed(taxed, RdGroup.COMMISSIONED, taxed=True),
        "overseas": summed(taxed, RdGroup.OVERSEAS, taxed=True),
        "kind": facts.kind or None,
        "year": Decimal(year),
        "is_whole_year": through == WHOLE_YEAR,
    }
    deducted = evaluate(DEDUCTION, known, day)
    judged.append(Judged("加计扣除额", deducted))
    base = deducted.known.get("base")
    if not isinstance(base, Decimal):
        return _unknown(items, income_off, other, taxed, judged, carried_out, deducted.reason)
    extra = deducted.value if isinstance(deducted.value, Decimal) else None
    reason = deducted.reason
    industry = _industry(facts, day)
    judged.append(Judged("除外行业", industry))
    if industry.outcome == Outcome.NOT_MET:
        extra, reason = NOUGHT, industry.reason
    elif industry.outcome == Outcome.UNKNOWN:
        extra, reason = None, f"还不能判断是否属于除外行业：{industry.reason}"
    is_raised = deducted.known.get("is_raised") is True and through == WHOLE_YEAR
    chosen = _by_actual(taxed, entries, known, deducted, other) if is_raised else None
    if chosen is not None and extra:
        judged.append(Judged("加计扣除额（第四季度按实际发生数）", chosen))
        extra, reason = _better(deducted, chosen)
    inner = deducted.known
    return TaxAnswer(
        items=items,
        income_off=income_off,
        other=other,
        other_in=other_in,
        commissioned=known["commissioned"],
        commissioned_in=inner["commissioned_in"],
        overseas=known["overseas"],
        overseas_in=inner["overseas_in"],
        base=round_half_up(base, 2),
        extra=extra,
        carried_out=carried_out,
        reason=reason,
        judged=tuple(judged),
    )


def _by_actual(taxed: Sequence[Booked], entries: Sequence[Booked], known: dict[str, Any], whole: Answer, other: Decimal) -> Answer | None:
    """第四季度按实际发生数: the base of October to December; what has a limit for the year counts there by its share of the year."""
    late = [e for e in taxed if e.month > LATE_FROM]
    off = sum((e.amount for e in entries if e.group == RdGroup.INCOME and e.month > LATE_FROM), NOUGHT)
    base = whole.known["base"]
    parts = [_bare(summed(late, *OWN_GROUPS, taxed=True), off)]
    for group, year, counted in (
        (RdGroup.OTHER, other, known["other"]),
        (RdGroup.COMMISSIONED, known["commissioned"], whole.known["commissioned_in"]),
        (RdGroup.OVERSEAS, known["overseas"], whole.known["overseas_in"]),
    ):
        parts.append(summed(late, group, taxed=True) * counted / year if year else NOUGHT)
    total = round_half_up(sum(parts, NOUGHT), 2)
    if total < 0:
        return None
    return evaluate(DEDUCTION, {**known, "late_base": min(total, base)}, last_day(int(known["year"]), WHOLE_YEAR))


def _better(by_months: Answer, by_actual: Answer) -> tuple[Decimal | None, str]:
    """两种办法由企业自行选择: the higher one, with both in words."""
    values = [one.value for one in (by_months, by_actual)]
    if not all(isinstance(value, Decimal) for value in values):
        return None, by_months.reason
    best = by_actual if by_actual.value > by_months.value else by_months  # type: ignore[operator]
    told = "第四季度按实际发生数" if best is by_actual else "第四季度按全年的四分之一"
    return best.value, f"两种办法由企业选择，{told}较高：{best.reason}"  # type: ignore[return-value]


def prepayment_answer(year: int, through: int) -> Answer | None:
    """预缴: whether the months may be claimed in the return of July or October; None for the whole year, claimed after its end."""
    if through == WHOLE_YEAR:
        return None
    return evaluate(PREPAYMENT, {"annual": False}, date(year, through + 1, 15))


def last_day(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def is_capped_per_project(year: int) -> bool:
    """逐个项目计算限额: before 2021."""
    version = rule_of(CAP).version_on(last_day(year, WHOLE_YEAR))
    return bool(version and version.values["per_project"])


def _capped(
    taxed: Sequence[Booked], entries: Sequence[Booked], items: Decimal, income_off: Decimal, other: Decimal, day: date
) -> Iterator[Judged]:
    """其他相关费用限额: one answer for all projects together, or one for each where the text in force says so."""
    projects = sorted({e.project for e in entries})
    if not is_capped_per_project(day.year) or len(projects) <= 1:
        facts = {"items": _bare(items, income_off), "other": other, "projects": Decimal(max(len(projects), 1)), "year": Decimal(day.year)}
        yield Judged("其他相关费用限额", evaluate(CAP, facts, day))
        return
    for project in projects:
        mine = [e for e in taxed if e.project == project]
        off = sum((e.amount for e in entries if e.project == project and e.group == RdGroup.INCOME), NOUGHT)
        facts = {
            "items": _bare(summed(mine, *OWN_GROUPS, taxed=True), off),
            "other": summed(mine, RdGroup.OTHER, taxed=True),
            "projects": Decimal(1),
            "year": Decimal(day.year),
        }
        yield Judged(f"其他相关费用限额|{project}", evaluate(CAP, facts, day))


def _industry(facts: YearFacts, day: date) -> Answer:
    given = {
        "excluded_income": facts.excluded_income,
        "gross": facts.gross_income,
        "untaxed": facts.untaxed_income,
        "investment": facts.investment_income,
    }
    return evaluate(EXCLUDED, given, day)


def _bare(items: Decimal, off: Decimal) -> Decimal:
    """What is left after what is taken off; a sum below nought stays so, for the rule to say that it cannot be."""
    return items if items < 0 else max(items - off, NOUGHT)


def _total(answers: Iterator[Answer]) -> Decimal | None:
    total = NOUGHT
    for one in answers:
        if not isinstance(one.value, Decimal):
            return None
        total += one.value
    return total


def _unknown(
    items: Decimal,
    income_off: Decimal,
    other: Decimal,
    taxed: Sequence[Booked],
    judged: list[Judged],
    carried_out: Decimal | None,
    reason: str,
) -> TaxAnswer:
    commissioned, overseas = (summed(taxed, group, taxed=True) for group in (RdGroup.COMMISSIONED, RdGroup.OVERSEAS))
    return TaxAnswer(
        items, income_off, other, None, commissioned, commissioned, overseas, None, None, None, carried_out, reason, tuple(judged)
    )
