"""企业经营数据查询."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from tongpin.domains.coaching.enums import FigureState
from tongpin.domains.coaching.models import FirmMonth, FirmYear, FirmYearEdition
from tongpin.domains.coaching.models.firm_years import FIGURES, GROUPS, MONEY, PEOPLE
from tongpin.domains.enterprises.selectors import firms_matching
from tongpin.engines.ledgers.selectors import among
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.money import MoneyUnit, from_yuan
from tongpin.kernel.rounding import plain

AMOUNTS = (*MONEY, "net_assets")
__all__ = [
    "AMOUNTS",
    "GROUPS",
    "PEOPLE",
    "counted_monthly",
    "edition_rows",
    "editions_of",
    "figures_by_year",
    "figures_of_firms",
    "firm_year_matches",
    "firm_years",
    "firm_years_of",
    "is_counted_monthly",
    "months_of",
    "rd_sum",
]


def firm_years() -> QuerySet[FirmYear]:
    """年度经营数据清单."""
    return FirmYear.objects.select_related("org", "firm")


def firm_years_of(pk: int) -> QuerySet[FirmYear]:
    """一家企业的年度经营数据, newest first."""
    return firm_years().filter(firm_id=pk).order_by("-year")


def firm_year_matches(text: str) -> Q:
    """记录匹配 by the firm."""
    return Q(firm__in=firms_matching(text))


def figures_by_year(firm_pk: int) -> dict[int, dict[str, Any]]:
    """各年度数据 of a firm: year → figures, what is not known left None."""
    rows = FirmYear.objects.filter(firm_id=firm_pk).order_by("year")
    return {row["year"]: row for row in rows.values("year", *FIGURES)}


def figures_of_firms(org: Organisation, codes: Iterable[str]) -> dict[str, dict[int, dict[str, Any]]]:
    """各企业各年度数据: credit code → year → figures, in one query."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    rows = among(FirmYear.objects.filter(org=org), "firm__credit_code", codes)
    for row in rows.values("firm__credit_code", "year", *FIGURES):
        found.setdefault(row["firm__credit_code"], {})[row["year"]] = row
    return found


def counted_monthly(org: Organisation) -> dict[tuple[str, int], Decimal | None]:
    """按月计数的年度: (credit code, year) → the average of staff that follows from the counts."""
    rows = FirmYear.objects.filter(org=org, months__isnull=False).distinct()
    return {(code, year): staff for code, year, staff in rows.values_list("firm__credit_code", "year", "staff")}


def is_counted_monthly(record: FirmYear) -> bool:
    """Whether the averages of the year follow from monthly counts."""
    return record.months.exists()


def months_of(record: FirmYear) -> QuerySet[FirmMonth]:
    """月度人数 of a year."""
    return record.months.order_by("month")


def editions_of(record: FirmYear) -> QuerySet[FirmYearEdition]:
    """以前的数据, newest first."""
    return record.editions.select_related("superseded_by").order_by("-number")


def rd_sum(figures: Mapping[str, Any]) -> Decimal | None:
    """研发费用各项之和 as spent, before any limit; None as soon as one group is not known."""
    parts = [figures[name] for name in GROUPS]
    return None if any(part is None for part in parts) else sum(parts, Decimal(0))


def edition_rows(edition: FirmYearEdition) -> list[tuple[str, str]]:
    """一版旧数据 as (title, value) of what was known: amounts in 万元."""
    rows = []
    for field in FirmYear._meta.concrete_fields:
        value = edition.values.get(field.name)
        if value in (None, ""):
            continue
        amount = getattr(field, "is_money", False)
        shown = f"{plain(from_yuan(Decimal(value), MoneyUnit.WAN))}万元" if amount else str(value)
        rows.append((str(field.verbose_name), FigureState(value).label if field.name == "state" else shown))
    return rows
