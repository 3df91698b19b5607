"""页面用的研判结果: kept findings where they stand as of the day looked at, else verdicts worked out for it; the same lines either way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tongpin.engines.duties.calculations.windows import window_title
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.models import Finding
from tongpin.engines.duties.permissions import DutyPermission
from tongpin.engines.duties.selectors.duties import duty_of, duty_rule
from tongpin.engines.duties.selectors.gathering import kind_title
from tongpin.engines.duties.selectors.judging import Verdict, verdicts
from tongpin.engines.duties.selectors.kept import findings, is_kept, keys_of, trees_of
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.access.selectors import visible_orgs, within
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period


@dataclass(frozen=True)
class Line:
    """一条研判: what a page shows of a finding, kept or worked out for the day."""

    rule: Rule
    subject: Subject
    window: Period | None
    state: FindingState
    word: str
    due: date | None
    reason: str
    citation: str
    is_personal: bool
    finding: int | None
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def colour(self) -> str:
        return self.state.colour

    @property
    def code(self) -> str:
        return duty_of(self.rule).code

    @property
    def window_title(self) -> str:
        return window_title(str(self.window)) if self.window else ""

    @property
    def subject_title(self) -> str:
        """党支部：机关支部."""
        return f"{kind_title(self.subject.kind)}：{self.subject.title}"

    @property
    def order(self) -> tuple[int, date, str]:
        """The most pressing first."""
        return -self.state.weight, self.due or date.max, self.subject.title


def lines(org_ids: Sequence[int], as_of: date, year: int, viewer: User, *, kinds: Iterable[str] = ()) -> list[Line]:
    """研判结果 of organisations for the windows of a year, dated cases and standing states, as far as the viewer may see them."""
    wanted = tuple(org_ids)
    kept = wanted and all(is_kept(tree, as_of) for tree in trees_of(wanted))
    found = _from_findings(wanted, year) if kept else _from_verdicts(wanted, as_of, year)
    asked = set(kinds)
    allowed = personal_orgs(wanted, viewer)
    return [one for one in found if (not asked or one.subject.kind in asked) and (not one.is_personal or one.subject.org_id in allowed)]


def seen_orgs(org: Organisation, viewer: User) -> tuple[int, ...]:
    """辖内看得见的组织 whose duties the viewer may see."""
    rows = within(visible_orgs(viewer, DutyPermission.VIEW), org, field="")
    return tuple(rows.order_by("path").values_list("pk", flat=True))


def own_orgs(org: Organisation, viewer: User) -> tuple[int, ...]:
    """本组织: a branch together with its groups; any other organisation by itself."""
    if org.level in (OrgLevel.PARTY_BRANCH, OrgLevel.PARTY_SMALL_GROUP):
        return seen_orgs(org, viewer)
    return (org.pk,)


def orgs_by_key(org_ids: Sequence[int], *, without: int = 0) -> dict[int, Organisation]:
    """Organisations by key, in the order of the tree."""
    return {one.pk: one for one in Organisation.objects.filter(pk__in=org_ids).exclude(pk=without).order_by("path")}


def personal_orgs(org_ids: Sequence[int], viewer: User) -> frozenset[int]:
    """Those of the organisations where the viewer may also see what concerns one person."""
    return frozenset(visible_orgs(viewer, DutyPermission.PERSONS).filter(pk__in=org_ids).order_by().values_list("pk", flat=True))


def line_of(finding: Finding) -> Line | None:
    """The line of a kept finding; None where its rule is no longer in the rulebook."""
    rule = duty_rule(finding.rule_key)
    if rule is None:
        return None
    return Line(
        rule=rule,
        subject=subject_of_finding(finding),
        window=Period.parse(finding.window) if finding.window else None,
        state=FindingState(finding.state),
        word=finding.word,
        due=finding.due_on,
        reason=finding.reason,
        citation=finding.citation,
        is_personal=finding.is_personal,
        finding=finding.pk,
    )


def subject_of_finding(finding: Finding) -> Subject:
    """The subject as it was known when the finding was made."""
    return Subject(
        kind=finding.subject_kind,
        pk=finding.subject_pk,
        org_id=finding.org_id,
        title=finding.subject_title,
        url=finding.subject_url,
        person_id=finding.person_pk,
    )


def _from_findings(org_ids: Sequence[int], year: int) -> list[Line]:
    rows = findings().filter(Q(window="") | Q(window_start__gte=date(year, 1, 1), window_start__lt=date(year + 1, 1, 1)), org__in=org_ids)
    return [line for row in rows if (line := line_of(row)) is not None]


def _from_verdicts(org_ids: Sequence[int], as_of: date, year: int) -> list[Line]:
    known = keys_of(org_ids, year)
    return [_line(one, known.get(one.key)) for one in verdicts(org_ids, as_of, [year])]


def _line(one: Verdict, finding: int | None) -> Line:
    return Line(
        rule=one.rule,
        subject=one.subject,
        window=one.window,
        state=one.state,
        word=one.word,
        due=one.due,
        reason=one.reason,
        citation=one.citation,
        is_personal=one.is_personal,
        finding=finding,
    )
