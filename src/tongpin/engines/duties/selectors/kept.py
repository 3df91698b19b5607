"""研判结果查询: kept findings, limited to what the viewer may see; those of one person; what became of one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.models import DutyCount, DutyMark, Finding, StatedFact
from tongpin.engines.duties.permissions import DutyPermission
from tongpin.engines.duties.selectors.judging import FindingKey
from tongpin.foundation.access.selectors import visible_to
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.periods import Period
from tongpin.kernel.reference import Reference

BUREAUS = tuple(level.value for level in OrgLevel if level.is_bureau)
DUE_STATES = (FindingState.OVERDUE, FindingState.SOON)


def all_findings() -> QuerySet[Finding]:
    """研判结果 of all times."""
    return Finding.objects.select_related("org")


def findings() -> QuerySet[Finding]:
    """现行研判结果."""
    return all_findings().filter(superseded_at__isnull=True)


def findings_seen(viewer: User, rows: QuerySet[Finding] | None = None) -> QuerySet[Finding]:
    """看得见的研判结果: of organisations whose duties the viewer sees; those about one person only where that too is allowed."""
    rows = findings() if rows is None else rows
    seen = visible_to(rows, viewer, DutyPermission.VIEW).filter(is_personal=False)
    personal = visible_to(visible_to(rows, viewer, DutyPermission.VIEW), viewer, DutyPermission.PERSONS).filter(is_personal=True)
    return rows.filter(Q(pk__in=seen.order_by().values("pk")) | Q(pk__in=personal.order_by().values("pk")))


def by_weight(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """按紧要程度: each with its ``weight``, so that the most pressing can stand first."""
    cases = [When(state=state.value, then=Value(state.weight)) for state in FindingState]
    return rows.annotate(weight=Case(*cases, default=Value(0), output_field=IntegerField()))


def findings_of_person(person: Person) -> QuerySet[Finding]:
    """本人的应尽事项: current findings that concern this person, the most pressing first."""
    return findings().filter(person_pk=person.pk).exclude(state=FindingState.NOT_APPLICABLE).order_by("due_on", "rule_code", "pk")


def person_of(user: User) -> Person | None:
    """Who signs in under this account."""
    return Person.objects.filter(user=user).first()


def history(finding: Finding) -> QuerySet[Finding]:
    """经过: what was found before of the same subject, rule and window, latest first."""
    return (
        all_findings()
        .filter(rule_key=finding.rule_key, subject_kind=finding.subject_kind, subject_pk=finding.subject_pk, window=finding.window)
        .order_by("-pk")
    )


def keys_of(org_ids: Sequence[int], year: int) -> Mapping[FindingKey, int]:
    """(rule, kind, subject, window) → current finding, for windows of the year and for what has no window; one query."""
    rows = findings().filter(Q(window="") | Q(window_start__year=year), org__in=org_ids).order_by()
    return {
        (rule, kind, pk, window): finding
        for rule, kind, pk, window, finding in rows.values_list("rule_key", "subject_kind", "subject_pk", "window", "pk")
    }


def stated_about(kind: str, pk: int, windows: Iterable[str]) -> QuerySet[StatedFact]:
    """认定事实 about a subject for these windows, those superseded too, latest first."""
    rows = StatedFact.objects.filter(subject_kind=kind, subject_pk=pk, window__in=["", *windows])
    return rows.select_related("stated_by").order_by("-stated_at", "-pk")


def finding_reference(pk: int, viewer: User) -> Reference | None:
    """The finding where the viewer may see it."""
    found = finding_seen(pk, viewer)
    return found.reference() if found else None


def finding_seen(pk: int, viewer: User) -> Finding | None:
    """A finding the viewer may see: by what they see of organisations, or because it concerns themselves."""
    row = findings_seen(viewer, all_findings()).filter(pk=pk).first()
    if row is not None:
        return row
    person = person_of(viewer)
    return all_findings().filter(pk=pk, person_pk=person.pk).first() if person else None


def tree_of(org: Organisation) -> Organisation:
    """一并研判的单位: the nearest bureau upwards, or else the top: what happens in one part of a bureau may count in another."""
    above = [int(part) for part in org.path.strip("/").split("/") if part]
    chain = {one.pk: one for one in Organisation.objects.filter(pk__in=above)}
    line = [chain[pk] for pk in above if pk in chain] or [org]
    return next((one for one in reversed(line) if one.level in BUREAUS), line[0])


def members_of(tree: Organisation) -> tuple[int, ...]:
    """Organisations judged together with ``tree``: those below it that belong to no bureau further down; two queries."""
    below = Organisation.objects.filter(path__startswith=tree.path)
    inner = list(below.filter(level__in=BUREAUS).exclude(pk=tree.pk).values_list("path", flat=True))
    rows = below.order_by("path").values_list("pk", "path")
    return tuple(pk for pk, path in rows if not any(path.startswith(one) for one in inner))


def trees() -> list[Organisation]:
    """All bureaus, and tops that stand under none."""
    return list(Organisation.objects.filter(Q(level__in=BUREAUS) | Q(parent__isnull=True)).order_by("path"))


def trees_of(org_ids: Sequence[int]) -> list[Organisation]:
    """一并研判的单位 that these organisations belong to; two queries."""
    bureaus = {one.path: one for one in Organisation.objects.filter(Q(level__in=BUREAUS) | Q(parent__isnull=True))}
    found: dict[int, Organisation] = {}
    for path in Organisation.objects.filter(pk__in=org_ids).values_list("path", flat=True):
        above = path
        while above not in bureaus and above.count("/") > 2:
            above = above.rstrip("/").rpartition("/")[0] + "/"
        if above in bureaus:
            found[bureaus[above].pk] = bureaus[above]
    return list(found.values())


def trees_below(org: Organisation) -> list[Organisation]:
    """Bureaus below an organisation, without itself."""
    return list(Organisation.objects.filter(path__startswith=org.path, level__in=BUREAUS, ends_on__isnull=True).exclude(pk=org.pk))


def trees_left_out(day: date) -> list[Organisation]:
    """Those not yet judged as of a day: newly set up, or nothing ran that night."""
    judged = set(DutyCount.objects.filter(judged_on=day).values_list("org", flat=True))
    return [tree for tree in trees() if tree.pk not in judged]


def is_kept(tree: Organisation, as_of: date) -> bool:
    """Whether the kept findings of the tree stand as of that day, with no change waiting to be judged."""
    if not DutyCount.objects.filter(org=tree, judged_on=as_of).exists():
        return False
    return not DutyMark.objects.filter(org__path__startswith=tree.path).exists()


def years_kept(org_ids: Sequence[int], as_of: date) -> list[int]:
    """研判年度: this year and the one before, and every year of which findings are kept."""
    rows = findings().filter(org__in=org_ids, window_start__isnull=False).order_by()
    kept = {day.year for day in rows.dates("window_start", "year")}
    return sorted(year for year in kept | {as_of.year - 1, as_of.year} if year <= as_of.year)


def due_findings(today: date, *, since: date) -> QuerySet[Finding]:
    """到期和逾期: due since a day and not done, or due soon."""
    return findings().filter(Q(state=FindingState.SOON) | Q(state=FindingState.OVERDUE, due_on__gte=since), due_on__isnull=False)


def window_of(finding: Finding) -> Period | None:
    """The window of a finding."""
    return Period.parse(finding.window) if finding.window else None


def finding_counts(rows: QuerySet[Finding]) -> dict[str, int]:
    """Number of findings by state."""
    counted: Any = rows.order_by().values_list("state").annotate(Count("pk"))
    return dict(counted)
