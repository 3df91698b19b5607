"""党员队伍：干部、程序和日常登记."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.membership import make_member
from tests.factories.orgs import make_person
from tongpin.domains.membership.models import (
    AppointmentCase,
    AppointmentStep,
    CommitteeWork,
    CorrectionHelp,
    CorrectionMeasure,
    DuesPublication,
    GroupLeader,
    Member,
    MemberContact,
    Mentorship,
    Posting,
    Procedure,
    ProcedureStep,
    SecretaryReport,
)
from tongpin.foundation.orgs.models import Organisation

GOALS = "熟悉企业研发管理\n促成一项产学研合作"
STEPS: dict[int, dict[str, Any]] = {
    1: {"title": "分析研判和动议", "on": date(2023, 3, 1)},
    2: {"title": "民主推荐", "on": date(2023, 3, 6)},
    3: {"title": "考察", "on": date(2023, 3, 13)},
    4: {"title": "讨论决定", "on": date(2023, 3, 20), "due_voting": 7, "present_voting": 6, "yes_votes": 6},
    5: {"title": "任前公示", "on": date(2023, 3, 21), "until": date(2023, 3, 28)},
    6: {"title": "任前谈话", "on": date(2023, 3, 29)},
    7: {"title": "任职", "on": date(2023, 3, 30)},
}
"""走通的任用步骤: values that keep every interval; the trial runs until 2024-03-30."""


def make_posting(org: Organisation, **values: Any) -> Posting:
    """Somebody sent to an enterprise for a year."""
    defaults: dict[str, Any] = {
        "kind": "secondment",
        "place_kind": "enterprise",
        "place": "宁阳县恒信机械有限公司",
        "task": "协助申报高新技术企业",
        "goals": GOALS,
        "starts_on": date(2023, 3, 1),
        "ends_on": date(2024, 2, 29),
    }
    if "person" not in values:
        defaults["person"] = make_person(org)
    return Posting.objects.create(org=org, **{**defaults, **values})


def make_mentorship(org: Organisation, **values: Any) -> Mentorship:
    """A pair with an agreement of two years."""
    defaults: dict[str, Any] = {
        "agreement": "每季度指导一个专题",
        "signed_on": date(2023, 3, 1),
        "starts_on": date(2023, 3, 1),
        "ends_on": date(2025, 3, 1),
    }
    for side in ("mentor", "mentee"):
        if side not in values:
            defaults[side] = make_person(org)
    return Mentorship.objects.create(org=org, **{**defaults, **values})


def make_appointment(org: Organisation, steps: int = 0, **values: Any) -> AppointmentCase:
    """Somebody intended for a post, with so many steps recorded."""
    defaults: dict[str, Any] = {"post": "高新科科长", "began_on": date(2023, 3, 1)}
    if "person" not in values:
        defaults["person"] = make_person(org)
    case = AppointmentCase.objects.create(org=org, **{**defaults, **values})
    for number in range(1, steps + 1):
        make_appointment_step(case, number)
    return case


def make_appointment_step(case: AppointmentCase, number: int, **values: Any) -> AppointmentStep:
    """A step as it went well."""
    defaults = {"number": number, "conclusion": "passed", **STEPS[number]}
    return AppointmentStep.objects.create(org=case.org, case=case, **{**defaults, **values})


def make_procedure(member: Member, **values: Any) -> Procedure:
    """A transfer that has just been begun."""
    defaults: dict[str, Any] = {"kind": "transfer", "began_on": date(2023, 6, 1), "destination": "东平县科学技术局党支部"}
    return Procedure.objects.create(org=member.org, member=member, **{**defaults, **values})


def make_procedure_step(procedure: Procedure, number: int = 1, **values: Any) -> ProcedureStep:
    """The first step."""
    defaults: dict[str, Any] = {"number": number, "title": "核实去向和接收组织", "on": date(2023, 6, 2)}
    return ProcedureStep.objects.create(org=procedure.org, procedure=procedure, **{**defaults, **values})


def make_correction(member: Member, **values: Any) -> CorrectionMeasure:
    """Half a year to improve."""
    defaults: dict[str, Any] = {"placed_on": date(2023, 3, 1), "until": date(2023, 9, 1), "decided_by": "机关党支部"}
    return CorrectionMeasure.objects.create(org=member.org, member=member, **{**defaults, **values})


def make_help(measure: CorrectionMeasure, **values: Any) -> CorrectionHelp:
    """One help."""
    return CorrectionHelp.objects.create(org=measure.org, measure=measure, **{"on": date(2023, 4, 1), **values})


def make_group_leader(group: Organisation, **values: Any) -> GroupLeader:
    """A leader named by the branch."""
    defaults: dict[str, Any] = {"starts_on": date(2023, 3, 1)}
    if "person" not in values:
        defaults["person"] = make_person(group.parent or group)
    return GroupLeader.objects.create(org=group, **{**defaults, **values})


def make_publication(branch: Organisation, **values: Any) -> DuesPublication:
    """The dues of 2022 were told to the members."""
    defaults: dict[str, Any] = {"year": 2022, "published_on": date(2022, 12, 30), "place": "党员大会", "payers_due": 16, "payers_paid": 16}
    return DuesPublication.objects.create(org=branch, **{**defaults, **values})


def make_contact(member: Member, **values: Any) -> MemberContact:
    """A call."""
    return MemberContact.objects.create(org=member.org, member=member, **{"on": date(2023, 3, 1), "manner": "call", **values})


def make_committee_work(committee: Organisation, **values: Any) -> CommitteeWork:
    """A training of members."""
    defaults: dict[str, Any] = {"kind": "training", "on": date(2023, 5, 10), "title": "春季党员轮训班"}
    return CommitteeWork.objects.create(org=committee, **{**defaults, **values})


def make_secretary_report(branch: Organisation, **values: Any) -> SecretaryReport:
    """The report on 2022."""
    defaults: dict[str, Any] = {"year": 2022, "reported_on": date(2023, 1, 10), "grade": "good"}
    if "person" not in values:
        defaults["person"] = make_person(branch.parent or branch)
    return SecretaryReport.objects.create(org=branch, **{**defaults, **values})


def make_lost_member(branch: Organisation, name: str = "", **values: Any) -> Member:
    """Somebody nobody has reached since the beginning of 2023."""
    return make_member(branch, name, **{"is_lost": True, "last_contact_on": date(2023, 1, 15), **values})
