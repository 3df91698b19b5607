"""选举与评议查询: elections with their result, appraisals with their grades."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from tongpin.domains.membership.calculations.elections import Result, result_of
from tongpin.domains.membership.enums import ElectionKind, Grade, Standing
from tongpin.domains.membership.models import Appraisal, AppraisalGrade, Candidate, Election, Member
from tongpin.domains.membership.selectors.members import members_under
from tongpin.engines.rules.evaluate import Answer, evaluate
from tongpin.foundation.accounts.models import User


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
