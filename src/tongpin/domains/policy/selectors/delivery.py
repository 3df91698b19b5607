"""推送和享受查询: pushes, uptakes, and the firms that a policy fits and nobody has told."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from tongpin.domains.coaching.selectors.reviews import coached_firms
from tongpin.domains.enterprises.selectors import firms_matching
from tongpin.domains.policy.enums import MatchState, Reach
from tongpin.domains.policy.models import Policy, PolicyMatch, Push, Uptake
from tongpin.domains.policy.selectors.policies import in_force, matched_by


def pushes() -> QuerySet[Push]:
    """政策推送清单."""
    return Push.objects.select_related("org", "policy", "firm", "person")


def uptakes() -> QuerySet[Uptake]:
    """政策享受清单."""
    return Uptake.objects.select_related("org", "policy", "firm")


def pushes_of(policy_pk: int) -> QuerySet[Push]:
    """一项政策的推送, newest first."""
    return pushes().filter(policy_id=policy_pk).order_by("-pushed_on", "-pk")


def uptakes_of(policy_pk: int) -> QuerySet[Uptake]:
    """一项政策的享受情况, newest first."""
    return uptakes().filter(policy_id=policy_pk).order_by("-year", "-applied_on", "-pk")


def between(rows: QuerySet[Push] | QuerySet[Uptake], policy_pk: int, firm_pk: int) -> QuerySet[Push] | QuerySet[Uptake]:
    """Rows about one policy and one firm, newest first."""
    return rows.filter(policy_id=policy_pk, firm_id=firm_pk).order_by("-pk")


def matches(day: date) -> QuerySet[PolicyMatch]:
    """匹配清单 on a day: policies in force, how far each has reached its firm, and who is in charge.

    In charge is who coaches the firm, else who answers for the policy.
    """
    told = Push.objects.filter(policy=OuterRef("policy"), firm=OuterRef("firm"), pushed_on__lte=day)
    applied = Uptake.objects.filter(policy=OuterRef("policy"), firm=OuterRef("firm"), applied_on__lte=day)
    coach = coached_firms().filter(firm=OuterRef("firm")).order_by().values("coach__name")[:1]
    running = Policy.objects.filter(in_force(day))
    return (
        matched_by(day)
        .filter(policy__in=running)
        .select_related("org", "policy__officer", "policy__department", "firm")
        .annotate(
            reach=Case(
                When(Exists(applied), then=Value(Reach.ENJOYED.value)),
                When(Exists(told), then=Value(Reach.PUSHED.value)),
                default=Value(Reach.NONE.value),
                output_field=CharField(),
            ),
            coach_name=Subquery(coach),
        )
    )


def last_mile(day: date) -> QuerySet[PolicyMatch]:
    """最后一公里: firms that a policy in force fits and that have been told nothing of it, by name."""
    return matches(day).filter(Q(("reach", Reach.NONE)), state=MatchState.MET)


def matches_of_firm(firm_pk: int, day: date) -> QuerySet[PolicyMatch]:
    """一家企业可享的政策: what fits it first, then what may fit once facts are supplied."""
    rank = Case(When(state=MatchState.MET, then=Value(0)), When(state=MatchState.TO_JUDGE, then=Value(1)), default=Value(2))
    return matches(day).filter(firm_id=firm_pk).exclude(state=MatchState.NOT_MET).order_by(rank, "policy__ends_on", "policy_id")


def match_matches(text: str) -> Q:
    """记录匹配: by policy or firm."""
    return Q(policy__title__icontains=text) | Q(policy__number__icontains=text) | Q(firm__in=firms_matching(text))
