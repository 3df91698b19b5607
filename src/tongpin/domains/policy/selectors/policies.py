"""政策查询: policies with what came of them, and those in force on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum

from tongpin.domains.policy.enums import MatchState
from tongpin.domains.policy.models import Policy, PolicyEdition, PolicyMatch, Push, Uptake
from tongpin.foundation.orgs.models import Organisation

KEPT: Mapping[str, str] = {
    field.name: str(field.verbose_name)
    for field in Policy._meta.concrete_fields
    if field.name
    in (
        "title",
        "number",
        "issuer",
        "level",
        "published_on",
        "summary",
        "starts_on",
        "ends_on",
        "benefit",
        "benefit_amount",
        "benefit_percent",
        "rule",
        "department",
        "officer",
        "source",
        "replaces",
    )
}
"""What an edition keeps, with its title."""


def policies() -> QuerySet[Policy]:
    """政策清单."""
    return Policy.objects.select_related("org", "department", "officer", "replaces", "replaced_by")


def in_force(day: date) -> Q:
    """执行中 on a day: in its days, and not yet replaced by one that has begun."""
    replaced = Exists(Policy.objects.filter(replaces=OuterRef("pk"), starts_on__lte=day))
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day)) & ~Q(replaced)


def followed(day: date) -> QuerySet[Policy]:
    """政策清单 with counts: firms it fits, those reached and not reached, and what was applied for, agreed and granted by a day."""
    own = matched_by(day).filter(policy=OuterRef("pk"), state=MatchState.MET)
    pushed = Push.objects.filter(policy=OuterRef("pk"), pushed_on__lte=day)
    taken = Uptake.objects.filter(policy=OuterRef("pk"), applied_on__lte=day)

    def money(name: str) -> Any:
        rows = taken.filter(**{f"{name}_on__lte": day}).order_by().values("policy").annotate(total=Sum(f"{name}_amount"))
        return Subquery(rows.values("total"), output_field=Uptake._meta.get_field(f"{name}_amount"))

    return policies().annotate(
        is_in_force=Exists(Policy.objects.filter(in_force(day), pk=OuterRef("pk"))),
        matched=_firms(own),
        unreached=_firms(own.exclude(reached(day))),
        pushed=_firms(pushed),
        taken=_firms(taken),
        applied_total=money("applied"),
        agreed_total=money("agreed"),
        granted_total=money("granted"),
    )


def matched_by(day: date) -> QuerySet[PolicyMatch]:
    """匹配结果 of the latest day matched by ``day``, for each organisation its own."""
    latest = PolicyMatch.objects.filter(org=OuterRef("org"), as_of__lte=day).order_by().values("org").annotate(last=Max("as_of"))
    return PolicyMatch.objects.filter(as_of=Subquery(latest.values("last")))


def _firms(rows: QuerySet[Any]) -> Subquery:
    """How many different firms the rows are about; none are nought, since the rows are all there are."""
    number = Func(F("firm_id"), function="COUNT", template="%(function)s(DISTINCT %(expressions)s)", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(n=number).values("n"))


def reached(day: date) -> Q:
    """已送达 of a match: the firm was told of the policy, or has applied under it, by a day."""
    told = Push.objects.filter(policy=OuterRef("policy"), firm=OuterRef("firm"), pushed_on__lte=day)
    applied = Uptake.objects.filter(policy=OuterRef("policy"), firm=OuterRef("firm"), applied_on__lte=day)
    return Q(Exists(told)) | Q(Exists(applied))


def policy_matches(text: str) -> Q:
    """记录匹配: by title, number, issuer or benefit."""
    return Q(title__icontains=text) | Q(number__icontains=text) | Q(issuer__icontains=text) | Q(benefit__icontains=text)


@dataclass(frozen=True)
class Library:
    """政策名册: the policies of an organisation as a cell names them: by title, or "名称（文号）" where two bear the title."""

    by_words: Mapping[str, Sequence[Policy]]

    def find(self, words: str) -> Policy | None:
        """The one policy that the words name; None where there is none or where there are several."""
        found = self.by_words.get(words.strip(), ())
        return found[0] if len(found) == 1 else None

    def number(self, words: str) -> int:
        """How many policies the words name."""
        return len(self.by_words.get(words.strip(), ()))

    def written(self, policy: Policy) -> str:
        """The name as a cell writes it."""
        return policy.title if self.number(policy.title) == 1 else str(policy)


def library(org: Organisation) -> Library:
    """政策名册 of an organisation, in one query."""
    found: dict[str, list[Policy]] = {}
    for one in Policy.objects.filter(org=org).order_by("pk"):
        for words in dict.fromkeys((one.title, str(one))):
            found.setdefault(words, []).append(one)
    return Library(found)


def editions_of(policy: Policy) -> QuerySet[PolicyEdition]:
    """政策旧版, newest first."""
    return PolicyEdition.objects.filter(policy=policy).select_related("superseded_by").order_by("-number")


def edition_rows(edition: PolicyEdition) -> list[tuple[str, str]]:
    """旧版内容 in words."""
    return [(title, str(edition.values[name])) for name, title in KEPT.items() if edition.values.get(name) not in (None, "")]
