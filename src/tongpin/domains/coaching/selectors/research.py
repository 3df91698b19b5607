"""研发费用辅助账查询: projects, entries, and the three meanings worked out from them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from tongpin.domains.coaching.enums import RdGroup, RdItem
from tongpin.domains.coaching.models import FirmYear, RdEntry, RdProject, RdYear
from tongpin.domains.coaching.research.booked import NOUGHT, Booked, Left
from tongpin.domains.coaching.research.items import PLACES
from tongpin.domains.coaching.research.meanings import Meanings, left_words, meanings_of
from tongpin.domains.coaching.research.tax import WHOLE_YEAR, YearFacts
from tongpin.domains.enterprises.selectors import firms_matching


def rd_projects() -> QuerySet[RdProject]:
    """研发项目清单, with what the ledger of each holds."""
    expense = Q(entries__isnull=False) & ~Q(entries__group=RdGroup.INCOME)
    return RdProject.objects.select_related("org", "firm").annotate(
        entry_count=Count("entries"), spent=Sum("entries__amount", filter=expense)
    )


def rd_projects_of(pk: int) -> QuerySet[RdProject]:
    """一家企业的研发项目."""
    return rd_projects().filter(firm_id=pk).order_by("number")


def rd_project_matches(text: str) -> Q:
    """记录匹配: by number, title or firm."""
    return Q(title__icontains=text) | Q(number__icontains=text) | Q(firm__in=firms_matching(text))


def rd_entries() -> QuerySet[RdEntry]:
    """辅助账分录; ``collected`` is what the tax law takes, the amount of the books where nothing else is said."""
    return RdEntry.objects.select_related("org", "project__firm").annotate(collected=Coalesce("tax_amount", "amount"))


def rd_entries_of(pk: int) -> QuerySet[RdEntry]:
    """一家企业的辅助账分录."""
    return rd_entries().filter(project__firm_id=pk)


def rd_years() -> QuerySet[RdYear]:
    """加计扣除年度事项."""
    return RdYear.objects.select_related("org", "firm")


def rd_year_of(firm_pk: int, year: int) -> RdYear | None:
    """一家企业一个年度的事项."""
    return rd_years().filter(firm_id=firm_pk, year=year).first()


def firm_year_of(firm_pk: int, year: int) -> FirmYear | None:
    """一家企业一个年度的经营数据."""
    return FirmYear.objects.select_related("org", "firm").filter(firm_id=firm_pk, year=year).first()


def booked_years(firm_pk: int) -> list[int]:
    """辅助账有分录的年度, newest first."""
    return [day.year for day in RdEntry.objects.filter(project__firm_id=firm_pk).dates("booked_on", "year", order="DESC")]


def booked(firm_pk: int, year: int) -> list[Booked]:
    """一个年度的分录 as the calculations read them."""
    rows = RdEntry.objects.filter(project__firm_id=firm_pk, booked_on__year=year).order_by("pk")
    return [_booked(row) for row in rows]


def firm_meanings(firm_pk: int, year: int, through: int = WHOLE_YEAR) -> Meanings:
    """三种口径 of a firm's year from its ledgers."""
    return meanings_of(booked(firm_pk, year), year, year_facts(firm_pk, year), through)


def year_facts(firm_pk: int, year: int) -> YearFacts:
    """年度事项 as the calculations read them; what was left to be taken off follows from the year before where nobody states it."""
    held = rd_year_of(firm_pk, year)
    carried = _carried(firm_pk, year) if held is None or held.carried_in is None else held.carried_in
    if held is None:
        return YearFacts(carried_in=carried)
    return YearFacts(held.kind, held.gross_income, held.untaxed_income, held.investment_income, held.excluded_income, carried)


def projects_by_pk(pks: Iterable[int]) -> dict[int, RdProject]:
    """研发项目 by key."""
    return RdProject.objects.in_bulk(list(pks))


def _carried(firm_pk: int, year: int) -> Decimal:
    """结转: what the years before left to be taken off; from the last statement of a person, else from the first year with a ledger."""
    stated = dict(RdYear.objects.filter(firm_id=firm_pk, year__lt=year, carried_in__isnull=False).values_list("year", "carried_in"))
    begun = max(stated, default=min(booked_years(firm_pk), default=year))
    carried = NOUGHT
    for earlier in range(begun, year):
        said = stated.get(earlier)
        carried = carried if said is None else said
        entries = booked(firm_pk, earlier)
        if carried or any(e.item == RdItem.PRODUCT for e in entries):
            carried = meanings_of(entries, earlier, YearFacts(carried_in=carried)).answer.carried_out or NOUGHT
    return carried


def _booked(row: RdEntry) -> Booked:
    return Booked(
        project=row.project_id,
        month=row.booked_on.month,
        item=RdItem(row.item),
        amount=row.amount,
        tax_amount=row.amount if row.tax_amount is None else row.tax_amount,
        is_capitalised=row.is_capitalised,
        is_fiscal=row.is_fiscal,
        has_invoice=row.has_invoice,
    )


def left_out(reason: str) -> Q:
    """不计入加计扣除 for this reason, as ``Booked.left`` says it: an entry falls under the first that fits."""
    taken = Q(item__in=[item.value for item, place in PLACES.items() if not place.untaxed_because]) & ~Q(group=RdGroup.INCOME)
    if reason == Left.CAPITALISED:
        return taken & Q(is_capitalised=True)
    if reason == Left.FISCAL:
        return taken & Q(is_capitalised=False, is_fiscal=True)
    return taken & Q(is_capitalised=False, is_fiscal=False, item=RdItem.PERSON, has_invoice=False)


def differing() -> Q:
    """税法归集与账载不同, among those that the super-deduction takes."""
    out = left_out(Left.CAPITALISED) | left_out(Left.FISCAL) | left_out(Left.INVOICE)
    taken = Q(item__in=[item.value for item, place in PLACES.items() if not place.untaxed_because]) & ~Q(group=RdGroup.INCOME)
    return taken & ~out & Q(tax_amount__isnull=False) & ~Q(tax_amount=F("amount"))


def untaxed_reason(entry: RdEntry) -> str:
    """为何不计入加计扣除, in words; "" where it is taken."""
    return left_words(_booked(entry))


def rd_entries_in(firm_pk: int, year: int, through: int) -> QuerySet[RdEntry]:
    """一个费用期间的分录 in the order of the books."""
    rows = rd_entries_of(firm_pk).filter(booked_on__year=year, booked_on__month__lte=through)
    return rows.order_by("project__number", "booked_on", "voucher_type", "voucher_number", "pk")


def line_title(name: str) -> str:
    """栏目名称 of a line of the yearly figures."""
    return str(FirmYear._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
