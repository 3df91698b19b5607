"""干部、程序、日常登记和目录: what may be entered only once."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.cadres import make_appointment, make_procedure
from tests.factories.membership import make_branch, make_member
from tests.factories.orglife import HELD, make_item, make_meeting
from tests.factories.orgs import make_org, make_person
from tests.reliability.fields import DAY, as_read, signed, signed_today
from tests.reliability.office import Office
from tests.reliability.once import Once
from tests.reliability.once_orglife import VOTE
from tongpin.domains.membership import services as membership
from tongpin.domains.membership.models import (
    AppointmentCase,
    CommitteeWork,
    CorrectionMeasure,
    DuesPublication,
    GroupLeader,
    Member,
    MemberContact,
    Mentorship,
    Posting,
    Procedure,
    SecretaryReport,
)
from tongpin.domains.orglife.models import CatalogueEntry, OffMeetingDecision
from tongpin.domains.orglife.services import catalogues, decisions, votes
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation

POSTING: dict[str, Any] = {
    "age_band": "",
    "kind": "secondment",
    "place_kind": "enterprise",
    "place": "宁阳县恒信机械有限公司",
    "enterprise": None,
    "mentor": None,
    "goals": "熟悉企业研发管理",
    "basis": "",
    "starts_on": date(2023, 3, 1),
    "ends_on": date(2024, 2, 29),
}
TOPIC: dict[str, Any] = {"order": 10, "basis": "纪要", "nature": "other", "materials": "", "general_only": False, "two_thirds": False}
REPORT: dict[str, Any] = {"year": 2022, "due_on": None, "told_members_on": None, "grade": "", "feedback_on": None}


def _member(o: Office) -> Member:
    return make_member(make_branch(o.org))


def _group(o: Office) -> tuple[Organisation, list[Member]]:
    """A small group and four members of it, any of whom may lead it."""
    branch = make_branch(o.org)
    group = make_org("第一党小组", branch, OrgLevel.PARTY_SMALL_GROUP)
    return group, [make_member(branch, group=group) for _ in range(4)]


def _on_a_candidate(o: Office) -> tuple[Any, Any]:
    item = make_item(make_meeting(make_branch(o.org), by=o.clerk))
    return item, make_person(item.org)


CADRE_ONCE = (
    Once(
        "begin_posting",
        "posting_once",
        lambda o: make_person(o.org),
        lambda r, o, p: membership.begin_posting(org=o.org, person=r, **signed(o), **POSTING, task=f"任务{p}"),
        lambda r: Posting.objects.filter(person=r),
    ),
    Once(
        "begin_mentorship",
        "mentorship_once",
        lambda o: (make_person(o.org), make_person(o.org)),
        lambda r, o, p: membership.begin_mentorship(
            org=o.org,
            mentor=r[0],
            mentee=r[1],
            **signed_today(o),
            agreement=f"协议{p}",
            signed_on=date(2023, 3, 1),
            starts_on=date(2023, 3, 1),
            ends_on=date(2025, 3, 1),
        ),
        lambda r: Mentorship.objects.filter(mentor=r[0]),
    ),
    Once(
        "open_appointment",
        "appointment_case_once",
        lambda o: make_person(o.org),
        lambda r, o, p: membership.open_appointment(
            org=o.org, person=r, post=f"职务{p}", former_post="", began_on=date(2023, 3, 1), takes_office_on=None, **signed_today(o)
        ),
        lambda r: AppointmentCase.objects.filter(person=r),
    ),
    Once(
        "record_appointment_step",
        "appointment_step_once",
        lambda o: make_appointment(o.org),
        lambda r, o, p: membership.record_appointment_step(
            r, number=1, on=date(2023, 3, 1 + p), conclusion="passed", note=f"情况{p}", **signed_today(o)
        ),
        lambda r: r.steps.all(),
    ),
    Once(
        "receive_appointment_paper",
        "appointment_material_once",
        lambda o: make_appointment(o.org),
        lambda r, o, p: membership.receive_appointment_paper(
            r, step="考察", title="考察材料", received_on=date(2023, 3, 13 + p), **signed_today(o)
        ),
        lambda r: r.materials.all(),
    ),
    Once(
        "start_procedure",
        "procedure_one_open",
        _member,
        lambda r, o, p: membership.start_procedure(
            member=r,
            kind="transfer",
            began_on=date(2023, 6, 1),
            grounds=f"调动{p}",
            destination="东平县科学技术局党支部",
            **signed_today(o),
        ),
        lambda r: Procedure.objects.filter(member=r),
    ),
    Once(
        "record_procedure_step",
        "procedure_step_once",
        lambda o: make_procedure(_member(o)),
        lambda r, o, p: membership.record_procedure_step(r, number=1, on=date(2023, 6, 2 + p), note=f"情况{p}", **signed_today(o)),
        lambda r: r.steps.all(),
    ),
    Once(
        "place_correction",
        "correction_measure_one_open",
        _member,
        lambda r, o, p: membership.place_correction(
            member=r,
            placed_on=date(2023, 3, 1),
            until=date(2023, 9, 1),
            decided_by="机关党支部",
            ground=f"事由{p}",
            **signed_today(o),
        ),
        lambda r: CorrectionMeasure.objects.filter(member=r),
    ),
    Once(
        "name_group_leader",
        "group_leader_one",
        _group,
        lambda r, o, p: membership.name_group_leader(group=r[0], member=r[1][p], chosen="named", starts_on=DAY, **signed_today(o)),
        lambda r: GroupLeader.objects.filter(org=r[0]),
    ),
    Once(
        "publish_dues",
        "dues_publication_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: membership.publish_dues(
            org=r,
            year=2022,
            part="year",
            published_on=date(2022, 12, 30),
            place=f"公示栏{p}",
            payers_due=16,
            payers_paid=16,
            **signed_today(o),
        ),
        lambda r: DuesPublication.objects.filter(org=r),
    ),
    Once(
        "note_contact",
        "member_contact_once",
        _member,
        lambda r, o, p: membership.note_contact(r, **signed_today(o), **as_read(r), on=DAY, is_lost=False),
        lambda r: MemberContact.objects.filter(member=r),
    ),
    Once(
        "enter_committee_work",
        "committee_work_once",
        lambda o: make_org("机关党委", make_branch(o.org), OrgLevel.PARTY_COMMITTEE),
        lambda r, o, p: membership.enter_committee_work(
            org=r, kind="training", on=DAY, title="党员轮训班", covers_education=p % 2 == 0, **signed_today(o)
        ),
        lambda r: CommitteeWork.objects.filter(org=r),
    ),
    Once(
        "enter_secretary_report",
        "secretary_report_once",
        _member,
        lambda r, o, p: membership.enter_secretary_report(
            org=r.org, person=r.person, reported_on=date(2023, 1, 10 + p), rectification_items=p, **REPORT, **signed_today(o)
        ),
        lambda r: SecretaryReport.objects.filter(person=r.person),
    ),
    Once(
        "introduce_presets",
        "catalogue_entry_once_a_day",
        lambda o: make_branch(o.org),
        lambda r, o, p: catalogues.introduce_presets(org=r, catalogue="hall", **signed(o)),
        lambda r: CatalogueEntry.objects.filter(org=r, title="领航讲坛"),
    ),
    Once(
        "add_entry",
        "catalogue_entry_title_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: catalogues.add_entry(
            org=r, catalogue="topic", title="信创事项", starts_on=date(2023, 1, 1 + p), **TOPIC, **signed(o)
        ),
        lambda r: CatalogueEntry.objects.filter(org=r),
    ),
    Once(
        "record_decision",
        "off_meeting_decision_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: decisions.record_decision(
            org=r, title="防汛值班", decided_on=HELD, way="secretary", decided_by="书记", reason=f"时间紧急{p}", **signed_today(o)
        ),
        lambda r: OffMeetingDecision.objects.filter(org=r),
    ),
    Once(
        "record_vote on one person",
        "vote_on_a_candidate_once",
        _on_a_candidate,
        lambda r, o, p: votes.record_vote(
            r[0], **signed(o), **{**VOTE, "subject": f"接收预备党员{p}"}, yes=7 - p % 2, abstain=p % 2, candidate=r[1]
        ),
        lambda r: r[0].votes.all(),
    ),
)
