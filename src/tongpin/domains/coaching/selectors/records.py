"""企业记录查询: all that the registers say of many firms on a day, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from tongpin.domains.coaching.calculations.facts import GROUP_FACTS, SPENT_RULE, FirmRecord, Rights, Spent, group_facts
from tongpin.domains.coaching.enums import Obtained, RightClass
from tongpin.domains.coaching.models import CoachedFirm, FirmReview, FirmYear, UsedRight
from tongpin.domains.coaching.models.firm_years import FIGURES
from tongpin.domains.coaching.models.reviews import JUDGED
from tongpin.domains.coaching.selectors.applications import giants_on
from tongpin.domains.coaching.selectors.ladder import sme_years
from tongpin.domains.coaching.selectors.rights import rights, valid_on
from tongpin.domains.enterprises.enums import SmeStatus
from tongpin.domains.enterprises.selectors import certificates, sme_registrations
from tongpin.domains.enterprises.selectors import valid_on as certificate_valid_on
from tongpin.engines.ledgers.selectors import among
from tongpin.engines.rules.book import rule
from tongpin.engines.rules.columns import answer_frame
from tongpin.engines.rules.evaluate import evaluate
from tongpin.kernel.rounding import round_half_up

Years = Mapping[int, Mapping[str, Any]]
Spending = Mapping[tuple[int, int], Spent]


def records_of(
    firms: Sequence[int], as_of: date, years: Mapping[int, Years], spent: Mapping[tuple[int, int], Spent]
) -> dict[int, FirmRecord]:
    """企业记录 of firms by key on a day, from their figures and what was spent."""
    coached = {c.firm_id: c for c in among(CoachedFirm.objects.all(), "firm_id", firms)}
    counted = _rights(firms, as_of, coached)
    reviews = _reviews(firms)
    held = certificates().filter(certificate_valid_on(as_of))
    hnte = set(among(held, "enterprise_id", firms).values_list("enterprise_id", flat=True))
    standing = sme_registrations().filter(status=SmeStatus.REGISTERED, registered_on__lte=as_of, year__in=sme_years(as_of))
    sme = set(among(standing, "enterprise_id", firms).values_list("enterprise_id", flat=True))
    giants = set(among(giants_on(as_of), "firm_id", firms).values_list("firm_id", flat=True))
    return {
        pk: FirmRecord(
            registered_on=coached[pk].registered_on if pk in coached else None,
            years=years.get(pk, {}),
            spent={year: spent[pk, year] for year in years.get(pk, {}) if (pk, year) in spent},
            rights=counted.get(pk, Rights(are_complete=_complete(coached.get(pk), as_of))),
            reviews=reviews.get(pk, {}),
            is_giant=pk in giants,
            is_hnte=pk in hnte,
            is_sme=pk in sme,
            is_coached=pk in coached,
        )
        for pk in firms
    }


def years_of(firms: Sequence[int]) -> dict[int, dict[int, dict[str, Any]]]:
    """各年度数据 of firms by key."""
    found: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
    for row in among(FirmYear.objects.all(), "firm_id", firms).values("firm_id", "year", *FIGURES):
        found[row["firm_id"]][row["year"]] = row
    return found


def spent_each(years: Mapping[int, Years]) -> dict[tuple[int, int], Spent]:
    """研发费用归集额, one year after the other; for a few firms."""
    found = {}
    for pk, of_firm in years.items():
        for year, figures in of_firm.items():
            answer = evaluate(SPENT_RULE, group_facts(figures), date(year, 12, 31))
            domestic = answer.known.get("domestic")
            if answer.outcome == "met" and answer.value is not None:
                found[pk, year] = Spent(answer.value, round_half_up(domestic, 2))  # type: ignore[arg-type]
    return found


def spent_at_once(years: Mapping[int, Years]) -> dict[tuple[int, int], Spent]:
    """研发费用归集额 of all firms and years in one frame; the same figures as one by one."""
    keys = [(pk, year) for pk, of_firm in years.items() for year in of_firm]
    if not keys:
        return {}
    facts = {fact: [years[pk][year].get(name) for pk, year in keys] for fact, name in GROUP_FACTS.items()}
    frame = pl.DataFrame(
        {"firm": [pk for pk, _ in keys], "year": [year for _, year in keys], "as_of": [date(year, 12, 31) for _, year in keys], **facts},
        schema={"firm": pl.Int64, "year": pl.Int32, "as_of": pl.Date, **dict.fromkeys(GROUP_FACTS, pl.Decimal(18, 2))},
    )
    answers = answer_frame([rule(SPENT_RULE)], frame, keep=("firm", "year"), steps={SPENT_RULE: ("domestic",)})
    found = {}
    for row in answers.iter_rows(named=True):
        if row[f"{SPENT_RULE}.outcome"] == "met":
            total, domestic = row[f"{SPENT_RULE}.value"], row[f"{SPENT_RULE}.domestic"]
            found[row["firm"], row["year"]] = Spent(total, round_half_up(domestic, 2))
    return found


def _rights(firms: Sequence[int], as_of: date, coached: Mapping[int, CoachedFirm]) -> dict[int, Rights]:
    spent = set(UsedRight.objects.filter(counts_once=True, application__submitted_on__lte=as_of).values_list("right_id", flat=True))
    tally: dict[int, dict[str, int]] = {}
    rows = among(rights().filter(valid_on(as_of)), "firm_id", firms)
    for pk, firm, kind, obtained in rows.values_list("pk", "firm_id", "right_class", "obtained"):
        counts = tally.setdefault(firm, {"one": 0, "two": 0, "two_unspent": 0, "own": 0})
        is_one = kind == RightClass.ONE
        usable = is_one or pk not in spent
        counts["one"] += is_one
        counts["two"] += not is_one
        counts["two_unspent"] += not is_one and usable
        counts["own"] += usable and obtained == Obtained.OWN
    return {firm: Rights(**counts, are_complete=_complete(coached.get(firm), as_of)) for firm, counts in tally.items()}


def _complete(coached: CoachedFirm | None, as_of: date) -> bool:
    return coached is not None and coached.rights_checked_on is not None


def _reviews(firms: Sequence[int]) -> dict[int, dict[int, dict[str, Any]]]:
    found: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
    for row in among(FirmReview.objects.all(), "firm_id", firms).values("firm_id", "year", *JUDGED):
        found[row["firm_id"]][row["year"]] = row
    return found
