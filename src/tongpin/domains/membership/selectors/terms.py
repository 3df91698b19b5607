"""届次查询: terms, officers on a day, what the rule in force says about a term, which terms come to their end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from tongpin.domains.membership.models import BranchProfile, Officer, Term
from tongpin.engines.rules.evaluate import evaluate
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.dates import plus_months


@dataclass(frozen=True)
class TermRule:
    """任期规则 in force on the day of the election: months of the term, of the reminder before its end, and of the longest shift."""

    months: int
    remind_months: int
    shift_months: int
    reason: str


def term_rule(level: str, day: date) -> TermRule | None:
    """任期规则 for an organisation of this level; None where no rule was in force on ``day``."""
    answer = evaluate("membership.term", {"level": OrgLevel(level).label}, day)
    if not isinstance(answer.value, Decimal) or answer.version is None:
        return None
    values = answer.version.values
    remind, shift = values["remind_months"], values["shift_months"]
    assert isinstance(remind, Decimal) and isinstance(shift, Decimal)
    return TermRule(int(answer.value), int(remind), int(shift), answer.reason)


def terms() -> QuerySet[Term]:
    """届次清单."""
    return Term.objects.select_related("org")


def current_terms() -> QuerySet[Term]:
    """本届."""
    return terms().filter(ended_on__isnull=True)


def term_on(org_ids: Iterable[int], day: date) -> dict[int, Term]:
    """某日届次: the term that ran on ``day``, by organisation."""
    rows = terms().filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), org_id__in=list(org_ids), elected_on__lte=day)
    return {term.org_id: term for term in rows.order_by("elected_on", "pk")}


def terms_to_renew(rows: QuerySet[Term], today: date) -> list[tuple[Term, str]]:
    """待换届的届次 with the reason: past its day, or within the months in which the superior reminds."""
    found = []
    for term in rows.filter(ended_on__isnull=True):
        rule = term_rule(term.org.level, today)
        if rule is None:
            continue
        if today > term.due_on:
            found.append((term, f"应于{term.due_on:%Y-%m-%d}换届，已超期。"))
        elif today >= plus_months(term.due_on, -rule.remind_months):
            found.append((term, f"任期至{term.due_on:%Y-%m-%d}，已进入届满前{rule.remind_months}个月，请着手换届准备。"))
    return sorted(found, key=lambda one: one[0].due_on)


def officers() -> QuerySet[Officer]:
    """党内任职."""
    return Officer.objects.select_related("term__org", "person")


def officers_of(term: Term) -> QuerySet[Officer]:
    """本届任职, those in office first."""
    return officers().filter(term=term).order_by("ends_on", "starts_on", "pk")


def officers_on(org_ids: Iterable[int], day: date) -> list[Officer]:
    """某日在任: who held an office in these organisations on ``day``."""
    in_office = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    running = Q(term__ended_on__isnull=True) | Q(term__ended_on__gt=day)
    return list(officers().filter(in_office, running, term__org_id__in=list(org_ids), starts_on__lte=day))


def profiles() -> QuerySet[BranchProfile]:
    """党组织概况."""
    return BranchProfile.objects.select_related("org")


def profile_of(org: Organisation) -> BranchProfile | None:
    """党组织概况 of one organisation."""
    return profiles().filter(org=org).first()
