"""政策匹配办理: whom every policy in force fits, worked out anew for all firms of an organisation from the rule engine's columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from tongpin.domains.coaching.selectors.eligibility import firm_records, judge_firms
from tongpin.domains.coaching.services.judging import judging_days
from tongpin.domains.enterprises.selectors import enterprises
from tongpin.domains.policy.models import Policy, PolicyMatch
from tongpin.domains.policy.selectors.conditions import conditions, state_of
from tongpin.domains.policy.selectors.policies import in_force
from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.selectors import jobs
from tongpin.foundation.jobs.services import enqueue
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import now

MATCH = "policy.match"
KINDS = frozenset(
    {
        "policy",
        "rule_pack",
        "enterprise",
        "hnte_certificate",
        "sme_registration",
        "firm_year",
        "intellectual_property",
        "coaching_application",
        "coached_firm",
        "firm_review",
    }
)


def records_changed(org_id: int, kinds: Iterable[str]) -> None:
    """记录有变动: called inside the transaction that changed records; matching follows in the background."""
    if KINDS.intersection(kinds) and not jobs().filter(name=MATCH, state=JobState.WAITING).exists():
        enqueue(MATCH)


@transaction.atomic
def match_firms(org: Organisation, *, today: date) -> int:
    """匹配一个单位的政策和企业, today and at the ends of the last years. Gives the number of matches."""
    firms = list(enterprises().filter(org=org).order_by("pk").values_list("pk", flat=True))
    rows = [row for day in judging_days(today) for row in _matches_on(org, firms, day)]
    PolicyMatch.objects.filter(org=org).delete()
    PolicyMatch.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def match_all(*, today: date) -> int:
    """匹配各单位的政策和企业."""
    orgs = Organisation.objects.filter(pk__in=Policy.objects.order_by().values("org")).order_by("pk")
    return sum(match_firms(org, today=today) for org in orgs)


def _matches_on(org: Organisation, firms: Sequence[int], day: date) -> list[PolicyMatch]:
    """Matches of a day; a policy out of its days fits nobody."""
    running = list(Policy.objects.filter(in_force(day), org=org).order_by("pk"))
    known = conditions(org, day)
    asked = {one.rule: known[one.rule] for one in running if one.rule in known}
    if not asked:
        return []
    records = firm_records(firms, day)
    judged = {key: judge_firms(of, records, day) for key, of in asked.items()}
    moment, rows = now(), []
    for policy in running:
        for firm_pk, found in judged.get(policy.rule, {}).items():
            state, words = state_of(found)
            about = {"org": org, "policy": policy, "firm_id": firm_pk, "as_of": day, "matched_at": moment}
            rows.append(PolicyMatch(**about, state=state, words=words))
    return rows
