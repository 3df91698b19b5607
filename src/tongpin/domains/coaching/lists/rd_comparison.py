"""三种口径对照 as the page shows it: figures that open the entries behind them, reasons in words, the trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from tongpin.domains.coaching.research.meanings import LINES, PERIODS, Meaning, Meanings
from tongpin.domains.coaching.research.tax import WHOLE_YEAR, last_day
from tongpin.domains.coaching.selectors import research as selectors
from tongpin.foundation.access.doors import OfficeRequest
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.components import StatTile, Tab
from tongpin.foundation.ui.formats import money, yuan

LABELS = ("高企口径（元）", "加计扣除口径（元）", "统计口径（元）")


@dataclass(frozen=True, slots=True)
class Shown:
    """计算过程的一段: what was asked, the answer in words and its trace."""

    title: str
    reason: str
    trace: Any


def comparison(request: OfficeRequest, firm_pk: int, found: Meanings, *, may_edit: bool) -> dict[str, Any]:
    """对照页的内容."""
    meanings = (found.hnte, found.tax, found.statistics)
    return {
        "found": found,
        "labels": LABELS,
        "tabs": [
            Tab(title, f"{reverse('coaching:rd_year', args=[firm_pk, found.year])}?through={months}", found.through == months)
            for months, title in PERIODS.items()
        ],
        "warnings": list(_warnings(found)),
        "tiles": [*(_tile(meaning) for meaning in meanings), _extra_tile(found)],
        "groups": [
            {
                "title": row.group.label,
                "booked": row.booked,
                "tax": row.tax,
                "url": _entries(request, firm_pk, found, f"group={row.group.value}"),
            }
            for row in found.groups
        ],
        "collected": sum((row.tax for row in found.groups), Decimal(0)),
        "steps": [
            {
                "title": step.title,
                "amounts": list(zip(LABELS, (step.hnte, step.tax, step.statistics), strict=True)),
                "because": step.because,
                "url": _entries(request, firm_pk, found, step.query) if step.query else "",
            }
            for step in found.steps
        ],
        "totals": list(zip(LABELS, (meaning.total for meaning in meanings), strict=True)),
        "judged": list(judged(found)),
        **_stated(request, firm_pk, found, may_edit),
        **_figures(firm_pk, found, may_edit),
    }


def judged(found: Meanings) -> Iterator[Shown]:
    """计算过程 of all meanings; a limit by project names its project."""
    projects = selectors.projects_by_pk(int(one.title.split("|")[1]) for one in found.tax.judged if "|" in one.title)
    for meaning in (found.hnte, found.tax, found.statistics):
        for one in meaning.judged:
            title, _, pk = one.title.partition("|")
            named = f"{title}（{projects[int(pk)]}）" if pk else title
            yield Shown(named, one.answer.reason, one.answer.trace)
    if found.prepayment is not None:
        yield Shown("预缴享受", found.prepayment.reason, found.prepayment.trace)


def _warnings(found: Meanings) -> Iterator[str]:
    if not found.has_entries:
        yield f"{found.period}辅助账还没有分录。"
    for meaning in (found.hnte, found.tax, found.statistics):
        if meaning.total is None:
            yield f"{meaning.title}还算不出来：{meaning.reason}"
    if found.tax.total is not None and found.answer.extra is None:
        yield f"加计扣除额还算不出来：{found.answer.reason}"
    if found.prepayment is not None:
        yield f"预缴申报：{found.prepayment.reason}"
    if found.answer.carried_out:
        yield f"对外销售研发产品的材料费不足冲减，结转以后年度{yuan(found.answer.carried_out, '元')}。"


def _tile(meaning: Meaning) -> StatTile:
    value = "" if meaning.total is None else money(meaning.total, "元")
    return StatTile(meaning.title, value, "元", reason=meaning.reason)


def _extra_tile(found: Meanings) -> StatTile:
    extra = found.answer.extra
    return StatTile("加计扣除额", "" if extra is None else money(extra, "元"), "元", reason=found.answer.reason)


def _entries(request: OfficeRequest, firm_pk: int, found: Meanings, query: str) -> str:
    """The entries behind a figure."""
    days = f"booked_on_min={found.year}-01-01&booked_on_max={last_day(found.year, found.through):%Y-%m-%d}"
    return here(request, f"{reverse('coaching:rd_entries', args=[firm_pk])}?{days}&{query}")


def _stated(request: OfficeRequest, firm_pk: int, found: Meanings, may_edit: bool) -> dict[str, Any]:
    held, facts = selectors.rd_year_of(firm_pk, found.year), selectors.year_facts(firm_pk, found.year)
    url = here(request, reverse("coaching:rd_year_state", args=[firm_pk, found.year]))
    return {
        "has_stated": held is not None,
        "stated_url": url if may_edit else "",
        "stated": [
            ("企业类别", "" if held is None else held.get_kind_display()),
            ("收入总额", yuan(facts.gross_income, "元")),
            ("不征税收入", yuan(facts.untaxed_income, "元")),
            ("投资收益", yuan(facts.investment_income, "元")),
            ("除外行业业务的收入", yuan(facts.excluded_income, "元")),
            ("以前年度结转的应冲减材料费", yuan(facts.carried_in, "元")),
        ],
    }


def _figures(firm_pk: int, found: Meanings, may_edit: bool) -> dict[str, Any]:
    """辅助账与经营数据的差异, of a whole year only."""
    if found.through != WHOLE_YEAR or not found.has_entries:
        return {"figures": []}
    held = selectors.firm_year_of(firm_pk, found.year)
    ledger = {**{name: found.lines[name] for name in LINES}, "rd_tax": found.tax.total}
    rows = [_figure(name, ledger[name], None if held is None else getattr(held, name)) for name in (*LINES, "rd_tax")]
    differing = sum(row["differs"] for row in rows)
    words = "两者一致。" if not differing else f"{differing} 项不一致。采用后经营数据按辅助账更新，原数据存为旧版，其余栏目不变。"
    if held is None:
        words = "该年度还没有经营数据。采用后建立该年度经营数据，其余栏目留空待补。"
    can = found.hnte.total is not None and found.tax.total is not None
    return {
        "figures": rows,
        "figures_words": words,
        "may_take_over": may_edit and can and bool(differing),
        "take_over_url": reverse("coaching:rd_take_over", args=[firm_pk, found.year]),
        "version": "" if held is None else held.version,
    }


def _figure(name: str, ledger: Decimal | None, typed: Decimal | None) -> dict[str, Any]:
    return {
        "title": selectors.line_title(name),
        "ledger": ledger,
        "typed": typed,
        "differs": ledger != typed,
        "apart": None if ledger is None or typed is None else ledger - typed,
    }
