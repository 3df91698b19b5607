"""演示评议与选举: yearly appraisals with their grades, and the elections by which committees came into office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from tongpin.demo.party.roll import Branch
from tongpin.domains.membership.enums import ElectionBody, ElectionKind, Grade, Standing
from tongpin.domains.membership.selectors import candidates, members_under, voters_on
from tongpin.domains.membership.services.elections import (
    count_election,
    file_election,
    grade_member,
    hold_appraisal,
    name_candidate,
    open_election,
)
from tongpin.domains.orglife.selectors.plans import workday_near
from tongpin.foundation.accounts.models import User

NOT_APPRAISED = "ZB16"
"""缺评议: the branch that did not appraise its members this year."""
ONE_BARELY = "ZB07"
ELECTED_THIS_YEAR = ("ZB06", "ZB10", "ZB12")


def appraise(branches: Iterable[tuple[str, Branch]], *, by: User, today: date, since: date) -> None:
    """民主评议党员 after the yearly 组织生活会; at most a third are 优秀, one is helped on."""
    for year in range(since.year, today.year + 1):
        for place, (code, branch) in enumerate(branches):
            on = workday_near(date(year, 2, 14 + place % 8))
            if on > today or (code == NOT_APPRAISED and year == today.year):
                continue
            appraisal = hold_appraisal(
                org=branch.org,
                by=by,
                today=today,
                year=year,
                held_on=on,
                self_on=on,
                mutual_on=on,
                tested_on=on,
            )
            full = [m for m in members_under(branch.org, on) if m.standing_on(on) == Standing.FULL]
            best = len(full) // 3
            for rank, member in enumerate(full):
                barely = code == ONE_BARELY and year == today.year and rank == len(full) - 1
                grade = Grade.BARELY if barely else Grade.EXCELLENT if rank < best else Grade.QUALIFIED
                helped = on + timedelta(days=20) if barely and on + timedelta(days=20) <= today else None
                opinion_on = min(on + timedelta(days=3), today)
                grade_member(appraisal, member=member, by=by, today=today, grade=grade, opinion_on=opinion_on, followed_up_on=helped)


def elect(branches: Mapping[str, Branch], *, by: User, today: date) -> None:
    """补选: committees whose vacancy was filled this year, by secret ballot with one candidate more than seats."""
    for place, code in enumerate(ELECTED_THIS_YEAR):
        branch = branches.get(code)
        on = workday_near(date(today.year, 4 + place, 18))
        if branch is None or on > today:
            continue
        election = open_election(
            org=branch.org,
            by=by,
            kind=ElectionKind.COMMITTEE,
            body=ElectionBody.MEETING,
            congress_approved=False,
            on=on,
            seats=1,
            former_term_ends_on=None,
            shift_approved=False,
        )
        voters = voters_on(branch.org, on)
        for one in voters[-2:]:
            name_candidate(election, person=one.person, is_nominated=True, by=by)
        named = list(candidates().filter(election=election).order_by("pk"))
        there = len(voters) - (1 if len(voters) > 6 else 0)
        election = count_election(
            election,
            votes={named[0].pk: there - 1, named[1].pk: 1},
            by=by,
            today=today,
            expected=election.version,
            excused_approved=0,
            voters_present=there,
            ballots_issued=there,
            ballots_returned=there,
            ballots_valid=there,
            most_names=1,
            is_secret=True,
            proxy_votes=0,
            counters_candidates=0,
        )
        file_election(
            election,
            by=by,
            today=today,
            expected=election.version,
            committee_filed_on=min(on + timedelta(days=6), today),
            secretary_approved_on=None,
            secretary_in_office_on=None,
            reduction_consents=None,
        )
