"""选举与评议查询: elections with their result, appraisals with their grades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from tongpin.domains.membership.calculations.elections import Result, result_of
from tongpin.domains.membership.enums import ElectionKind, Grade, Standing
from tongpin.domains.membership.models import Appraisal, AppraisalGrade, Candidate, Election, Member
from tongpin.domains.membership.selectors.members import members_under
from tongpin.domains.membership.selectors.terms import current_terms, officers_on, terms
from tongpin.engines.rules.evaluate import Answer, evaluate
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation

_DIGITS = "一二三四五六七八九"
TERM_NUMBERS = tuple(
    f"第{words}届" for words in (*_DIGITS, "十", *(f"十{d}" for d in _DIGITS), "二十", *(f"二十{d}" for d in _DIGITS), "三十")
)


def elections() -> QuerySet[Election]:
    """选举."""
    return Election.objects.select_related("org", "again_of").prefetch_related("candidates__person")


def candidates() -> QuerySet[Candidate]:
    """候选人."""
    return Candidate.objects.select_related("org", "person", "election__org")


def validity(election: Election) -> Answer:
    """选举是否有效 by the rule in force on its day."""
    named = sum(1 for c in election.candidates.all() if c.is_nominated)
    facts = {
        "is_committee": election.kind == ElectionKind.COMMITTEE and election.again_of_id is None,
        "seats": election.seats,
        "candidates": named,
        "voters_due": election.voters_due,
        "voters_present": election.voters_present,
        "ballots_issued": election.ballots_issued,
        "ballots_returned": election.ballots_returned,
    }
    return evaluate("membership.election", facts, election.on)


def result(election: Election) -> Result | None:
    """选举结果; None before the count, or where the election is not valid."""
    if election.voters_present is None or not election.is_counted or validity(election).outcome == "not_met":
        return None
    votes = {c.pk: c.votes for c in election.candidates.all() if c.votes is not None}
    return result_of(votes, present=election.voters_present, seats=election.seats)


def open_election_of(org_id: int) -> Election | None:
    """正在组织的选举: entered and not yet counted."""
    return elections().filter(org=org_id, ballots_returned__isnull=True).order_by("-on", "-pk").first()


def awaits_term(election: Election, found: Result | None) -> bool:
    """待登记新一届: the committee is elected in full, and no term of the organisation begins with it."""
    if found is None or found.vacant or election.kind != ElectionKind.COMMITTEE:
        return False
    return not terms().filter(org=election.org_id, elected_on__gte=election.on).exists()


def expected_election(org: Organisation, today: date) -> dict[str, Any]:
    """预填选举 of an organisation whose term runs: as many seats as offices are held, and the day on which the term was due."""
    term = current_terms().filter(org=org).first()
    if term is None:
        return {"org": org.pk}
    held = len({officer.person_id for officer in officers_on([org.pk], today) if officer.term_id == term.pk})
    return {"org": org.pk, "kind": ElectionKind.COMMITTEE, "seats": held or None, "former_term_ends_on": term.expires_on}


def expected_term(org: Organisation) -> dict[str, Any]:
    """预填届次: the latest committee election that no term begins with, and the number after the last."""
    last = terms().filter(org=org).order_by("-elected_on").first()
    values: dict[str, Any] = {"org": org.pk}
    if last is not None:
        values |= {"has_committee": last.has_committee, "number": next_number(last.number)}
    for election in elections().filter(org=org, kind=ElectionKind.COMMITTEE).order_by("-on", "-pk")[:1]:
        if awaits_term(election, result(election)):
            values["elected_on"] = election.on
    return values


def next_number(number: str) -> str:
    """下一届: "第三届" is followed by "第四届"; "" where the words are others."""
    return dict(pairwise(TERM_NUMBERS)).get(number, "")


def appraisals() -> QuerySet[Appraisal]:
    """民主评议."""
    return Appraisal.objects.select_related("org")


def grades() -> QuerySet[AppraisalGrade]:
    """评议等次; only for those who may, and for each their own."""
    return AppraisalGrade.objects.select_related("org", "appraisal__org", "member__person")


def grades_of(user: User) -> QuerySet[AppraisalGrade]:
    """本人的评议等次."""
    return grades().filter(member__person__user=user).order_by("-appraisal__year")


@dataclass(frozen=True)
class Tally:
    """等次汇总: how many were graded, how many of them 优秀, at most how many, and who has no opinion yet."""

    graded: int
    excellent: int
    most_excellent: int
    ungraded: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """是否超过三分之一."""
        return self.excellent > self.most_excellent


def gradable(appraisal: Appraisal) -> list[Member]:
    """参加评定等次的党员: full members on the day; probationary members take part without a grade."""
    return [m for m in members_under(appraisal.org, appraisal.held_on) if m.standing_on(appraisal.held_on) == Standing.FULL]


def tally_of(appraisal: Appraisal) -> Tally:
    """等次汇总 of one appraisal: 优秀 at most a third of those graded, cut down to whole persons."""
    rows = list(grades().filter(appraisal=appraisal))
    graded = {row.member_id for row in rows}
    excellent = sum(1 for row in rows if row.grade == Grade.EXCELLENT)
    waiting = tuple(m.person.name for m in gradable(appraisal) if m.pk not in graded)
    return Tally(len(rows), excellent, len(rows) // 3, waiting)
