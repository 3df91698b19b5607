"""党员队伍 in the world of the access tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.cadres import (
    make_appointment,
    make_appointment_step,
    make_committee_work,
    make_correction,
    make_group_leader,
    make_lost_member,
    make_mentorship,
    make_posting,
    make_procedure,
    make_procedure_step,
    make_publication,
    make_secretary_report,
)
from tests.factories.membership import (
    make_appraisal,
    make_base,
    make_branch,
    make_candidate,
    make_case,
    make_development_notice,
    make_dues_gift,
    make_duty_post,
    make_election,
    make_grade,
    make_member,
    make_officer,
    make_profile,
    make_rank,
    make_request,
    make_step,
    make_term,
)
from tests.factories.orgs import make_org, make_person
from tongpin.domains.membership.enums import LeavingReason, Standing
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation


def membership_records(org: Organisation, mark: str) -> dict[str, Any]:
    """A branch of the place with a member, somebody on probation and a term."""
    branch = make_branch(org, f"{mark}党支部", code=f"{org.code}-DZB9")
    group = make_org(f"{mark}党小组", branch, OrgLevel.PARTY_SMALL_GROUP)
    term = make_term(branch, number="第三届")
    make_profile(branch, theme_day=25)
    joined = date(2023, 6, 20)
    case = make_case(branch, person=make_person(org, f"{mark}申请人"), unit=f"{mark}科")
    member = make_member(branch, person=make_person(org, f"{mark}党员"), group=group)
    election, appraisal = make_election(branch), make_appraisal(branch)
    return {
        "election": election,
        "candidate": make_candidate(election, person=member.person),
        "appraisal": appraisal,
        "appraisal_grade": make_grade(appraisal, member),
        "dues_base": make_base(member),
        "duty_post": make_duty_post(member, title=f"{mark}岗", token=f"{org.code.lower()}-post"),
        "open_post": _open_post(org),
        "correction_request": make_request(member, wanted=f"{mark}日期"),
        "development_case": case,
        "development_step": make_step(case, 1, note=f"{mark}情况"),
        "development_notice": make_development_notice(case, place=f"{mark}公示栏"),
        "party_branch": branch,
        "member": member,
        "probationer": make_member(
            branch, person=make_person(org, f"{mark}预备党员"), standing=Standing.PROBATIONARY, joined_on=joined, arrived_on=joined
        ),
        "term": term,
        "officer": make_officer(term, person=make_person(org, f"{mark}书记")),
        "small_group": group,
        **_cadres(org, branch, group, mark),
    }


def _cadres(org: Organisation, branch: Organisation, group: Organisation, mark: str) -> dict[str, Any]:
    """Postings, appointments and procedures of the place, and what is entered day by day."""
    committee = make_org(f"{mark}机关党委", org, OrgLevel.PARTY_COMMITTEE, code=f"{org.code}-JW9")
    led = make_org(f"{mark}第二党小组", branch, OrgLevel.PARTY_SMALL_GROUP)
    case = make_appointment(org, person=make_person(org, f"{mark}人选"), post=f"{mark}科长")
    procedure = make_procedure(make_member(branch, person=make_person(org, f"{mark}转接")), destination=f"{mark}组织")
    gone = {"left_on": date(2023, 3, 1), "left_for": LeavingReason.TRANSFERRED, "left_to": f"{mark}去向"}
    return {
        "transferred": make_member(branch, person=make_person(org, f"{mark}转出"), **gone),
        "lost_member": make_lost_member(branch, person=make_person(org, f"{mark}失联")),
        "posting": make_posting(org, person=make_person(org, f"{mark}青年"), task=f"{mark}任务"),
        "mentorship": make_mentorship(org, agreement=f"{mark}协议"),
        "appointment_case": case,
        "appointment_step": make_appointment_step(case, 1, document=f"{mark}字1号"),
        "procedure": procedure,
        "procedure_step": make_procedure_step(procedure),
        "correction_measure": make_correction(make_member(branch, person=make_person(org, f"{mark}改正")), decided_by=f"{mark}支部"),
        "group_leader": make_group_leader(led, person=make_person(org, f"{mark}组长")),
        "dues_publication": make_publication(branch, place=f"{mark}公示栏"),
        "rank_record": make_rank(make_member(branch, person=make_person(org, f"{mark}层次"))),
        "dues_gift": make_dues_gift(make_member(branch, person=make_person(org, f"{mark}多交"))),
        "committee_work": make_committee_work(committee, title=f"{mark}轮训"),
        "secretary_report": make_secretary_report(branch, person=make_person(org, f"{mark}述职")),
    }


def _open_post(org: Organisation) -> Any:
    """A plaque that everybody may see carries no mark."""
    member = make_member(make_branch(org, "公开党支部", code=f"{org.code}-DZB8"), person=make_person(org, "公开党员"))
    return make_duty_post(member, token=f"{org.code.lower()}-plaque")
