"""党员队伍: branches, members, terms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tests.factories.orgs import make_org, make_person
from tongpin.domains.membership.enums import Office, Standing
from tongpin.domains.membership.models import (
    Appraisal,
    AppraisalGrade,
    BranchProfile,
    Candidate,
    CorrectionRequest,
    DevelopmentCase,
    DevelopmentNotice,
    DevelopmentStep,
    DuesBase,
    DuesGift,
    DuesMonth,
    DutyPost,
    Election,
    Member,
    Officer,
    RankRecord,
    Term,
)
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)


def make_branch(bureau: Organisation, name: str = "", **values: Any) -> Organisation:
    """A Party branch of the bureau."""
    return make_org(name or f"第{next(_numbers)}党支部", bureau, OrgLevel.PARTY_BRANCH, **values)


def make_member(branch: Organisation, name: str = "", **values: Any) -> Member:
    """A full member of the branch since long ago."""
    if "person" not in values:
        home = branch.parent or branch
        values["person"] = make_person(home, name, is_party_member=True)
    standing = values.get("standing", Standing.FULL)
    defaults: dict[str, Any] = {"standing": Standing.FULL, "arrived_on": date(2015, 1, 1)}
    if standing in (Standing.FULL, Standing.PROBATIONARY):
        defaults["joined_on"] = date(2012, 6, 20)
    if standing == Standing.FULL:
        defaults["full_since"] = date(2013, 6, 20)
    return Member.objects.create(org=branch, **{**defaults, **values})


def make_members(branch: Organisation, number: int, **values: Any) -> list[Member]:
    """So many full members."""
    return [make_member(branch, **values) for _ in range(number)]


def make_term(branch: Organisation, **values: Any) -> Term:
    """A running term of three years."""
    defaults = {"number": f"第{next(_numbers)}届", "elected_on": date(2023, 5, 18), "months": 36}
    return Term.objects.create(org=branch, **{**defaults, **values})


def make_officer(term: Term, **values: Any) -> Officer:
    """The secretary of the term."""
    defaults: dict[str, Any] = {"office": Office.SECRETARY, "starts_on": term.elected_on}
    if "person" not in values:
        defaults["person"] = make_person(term.org.parent or term.org)
    return Officer.objects.create(org=term.org, term=term, **{**defaults, **values})


def make_profile(branch: Organisation, **values: Any) -> BranchProfile:
    """The profile of a branch."""
    return BranchProfile.objects.create(org=branch, **values)


WAY: dict[int, dict[str, Any]] = {
    1: {"on": date(2024, 1, 10), "second_on": date(2024, 1, 10)},
    2: {"on": date(2024, 2, 1)},
    3: {"on": date(2024, 3, 10), "body": "党员大会", "recommended_by": "党员推荐"},
    4: {"on": date(2024, 3, 20), "body": "基层党委"},
    5: {"on": date(2024, 3, 20)},
    6: {"on": date(2024, 3, 21)},
    7: {"on": date(2025, 3, 12), "body": "支委会", "heard": ["党小组", "培养联系人", "党员", "群众"]},
    8: {"on": date(2025, 3, 20), "body": "基层党委", "second_on": date(2025, 3, 28)},
    9: {"on": date(2025, 4, 1)},
    10: {"on": date(2025, 4, 20), "conclusion": "passed"},
    11: {"on": date(2025, 5, 10), "days": 3, "hours": 24},
    12: {"on": date(2025, 5, 20), "body": "支委会"},
    13: {"on": date(2025, 6, 1), "body": "基层党委", "conclusion": "passed"},
    14: {"on": date(2025, 6, 3)},
    15: {
        "on": date(2025, 6, 20),
        "body": "党员大会",
        "due_voting": 16,
        "present_voting": 14,
        "yes_votes": 13,
        "no_votes": 1,
        "is_secret": True,
    },
    16: {"on": date(2025, 7, 1)},
    17: {"on": date(2025, 7, 10), "body": "基层党委", "conclusion": "passed"},
    18: {"on": date(2025, 7, 15), "body": "组织部门"},
    19: {"on": date(2025, 7, 15)},
    20: {"on": date(2025, 7, 20)},
    21: {"on": date(2025, 7, 21)},
    22: {"on": date(2026, 6, 1), "second_on": date(2026, 6, 10), "heard": ["党小组", "党员", "群众"]},
    23: {"on": date(2026, 6, 22), "body": "党员大会", "conclusion": "passed", "due_voting": 16, "present_voting": 15, "yes_votes": 15},
    24: {"on": date(2026, 7, 10), "body": "基层党委", "conclusion": "passed"},
    25: {"on": date(2026, 7, 20)},
}
"""一条走通的路: values of the 25 steps that keep every interval."""


def make_case(branch: Organisation, name: str = "", **values: Any) -> DevelopmentCase:
    """The file of somebody on the way, without steps."""
    if "person" not in values:
        values["person"] = make_person(branch.parent or branch, name)
    defaults = {"gender": "male", "born_on": date(1998, 3, 5), "unit": "宁阳县科学技术局高新科"}
    return DevelopmentCase.objects.create(org=branch, **{**defaults, **values})


def make_step(case: DevelopmentCase, number: int, **values: Any) -> DevelopmentStep:
    """A step as on the way that keeps every interval."""
    return DevelopmentStep.objects.create(org=case.org, case=case, number=number, **{**WAY[number], **values})


def make_development_notice(case: DevelopmentCase, **values: Any) -> DevelopmentNotice:
    """A notice of five working days."""
    defaults = {
        "kind": "object",
        "starts_on": date(2024, 6, 3),
        "ends_on": date(2024, 6, 11),
        "place": "一楼公示栏",
        "contact": "机关党委办公室 0538-5600000",
    }
    return DevelopmentNotice.objects.create(org=case.org, case=case, **{**defaults, **values})


def make_election(branch: Organisation, **values: Any) -> Election:
    """An election of three seats, not counted yet."""
    defaults = {"kind": "committee", "on": date(2026, 5, 18), "seats": 3, "members_total": 16, "members_with_right": 16}
    return Election.objects.create(org=branch, **{**defaults, **values})


def make_candidate(election: Election, name: str = "", **values: Any) -> Candidate:
    """Somebody nominated."""
    if "person" not in values:
        values["person"] = make_person(election.org.parent or election.org, name)
    return Candidate.objects.create(org=election.org, election=election, **values)


def make_appraisal(branch: Organisation, **values: Any) -> Appraisal:
    """The appraisal of 2025."""
    return Appraisal.objects.create(org=branch, **{"year": 2025, "held_on": date(2025, 12, 20), **values})


def make_grade(appraisal: Appraisal, member: Member, **values: Any) -> AppraisalGrade:
    """合格."""
    return AppraisalGrade.objects.create(org=appraisal.org, appraisal=appraisal, member=member, **{"grade": "qualified", **values})


def make_base(member: Member, **values: Any) -> DuesBase:
    """Somebody working with 6,000 yuan."""
    defaults = {"starts_on": date(2026, 1, 1), "payer": "working", "base": Decimal(6000), "amount": Decimal(90)}
    return DuesBase.objects.create(org=member.org, member=member, **{**defaults, **values})


def make_dues_month(member: Member, **values: Any) -> DuesMonth:
    """January 2026, paid."""
    defaults = {"month": date(2026, 1, 1), "paid_on": date(2026, 1, 10)}
    return DuesMonth.objects.create(org=member.org, member=member, **{**defaults, **values})


def make_dues_gift(member: Member, **values: Any) -> DuesGift:
    """200 yuan more than the dues, in June 2023."""
    return DuesGift.objects.create(org=member.org, member=member, **{"on": date(2023, 6, 10), "amount": Decimal(200), **values})


def make_rank(member: Member, **values: Any) -> RankRecord:
    """乡科级及以下 since 2020."""
    defaults = {"rank": "township", "starts_on": date(2020, 1, 1)}
    return RankRecord.objects.create(org=member.org, person=member.person, **{**defaults, **values})


def make_duty_post(member: Member, **values: Any) -> DutyPost:
    """A vanguard post with its pledge."""
    defaults = {"kind": "vanguard", "title": "服务岗", "duty": "帮办", "pledge": "当日答复", "starts_on": date(2026, 3, 1)}
    return DutyPost.objects.create(org=member.org, member=member, **{**defaults, "pledged_on": date(2026, 3, 1), **values})


def make_request(member: Member, **values: Any) -> CorrectionRequest:
    """Somebody asks to have a day corrected."""
    defaults = {"item": "入党日期", "wanted": "2012-06-21", "asked_on": date(2026, 6, 1)}
    return CorrectionRequest.objects.create(org=member.org, member=member, **{**defaults, **values})
