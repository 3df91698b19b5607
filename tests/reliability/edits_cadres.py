"""干部、程序和日常登记: every way of changing a posting, an appointment, a procedure, a correction and what is kept day by day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.factories.cadres import (
    make_appointment,
    make_committee_work,
    make_correction,
    make_group_leader,
    make_mentorship,
    make_posting,
    make_procedure,
    make_procedure_step,
    make_publication,
    make_secretary_report,
)
from tests.factories.membership import make_branch, make_dues_gift, make_member, make_rank, make_term
from tests.factories.orgs import make_org
from tests.reliability.edit import Edit, said
from tests.reliability.fields import DAY, as_read, signed, signed_today
from tests.reliability.office import Office
from tongpin.domains.membership import services as membership
from tongpin.domains.membership.enums import CorrectionOutcome, LeavingReason
from tongpin.domains.membership.models import (
    AppointmentCase,
    AppointmentStep,
    CommitteeWork,
    CorrectionMeasure,
    DuesPublication,
    GroupLeader,
    Member,
    Procedure,
    ProcedureStep,
    SecretaryReport,
)
from tongpin.domains.membership.services.growth import MentorshipFields, PostingFields
from tongpin.domains.membership.services.upkeep import PublicationFields, ReportFields, WorkFields
from tongpin.foundation.orgs.enums import OrgLevel


def _member(o: Office) -> Member:
    return make_member(make_branch(o.org))


def _transferred(o: Office) -> Member:
    return make_member(make_branch(o.org), left_on=date(2023, 3, 1), left_for=LeavingReason.TRANSFERRED)


def _appointment(o: Office) -> AppointmentCase:
    return make_appointment(o.org, 1)


def _appointment_step(o: Office) -> AppointmentStep:
    step: AppointmentStep = _appointment(o).steps.get()
    return step


def _procedure(o: Office, steps: int = 0) -> Procedure:
    procedure = make_procedure(_member(o))
    for number in range(1, steps + 1):
        make_procedure_step(procedure, number)
    return procedure


def _procedure_step(o: Office) -> ProcedureStep:
    return make_procedure_step(_procedure(o))


def _correction(o: Office) -> CorrectionMeasure:
    return make_correction(_member(o))


def _leader(o: Office) -> GroupLeader:
    return make_group_leader(make_org("第一党小组", make_branch(o.org), OrgLevel.PARTY_SMALL_GROUP))


def _publication(o: Office) -> DuesPublication:
    return make_publication(make_branch(o.org))


def _work(o: Office) -> CommitteeWork:
    return make_committee_work(make_org("机关党委", o.org, OrgLevel.PARTY_COMMITTEE))


def _report(o: Office) -> SecretaryReport:
    return make_secretary_report(make_branch(o.org))


def _day(person: int) -> date:
    return DAY - timedelta(days=person)


CADRE_EDITS = (
    Edit("note_receipt", _transferred, lambda r, o, p: membership.note_receipt(r, **signed_today(o), **as_read(r), on=_day(p))),
    Edit(
        "remind_term",
        lambda o: make_term(make_branch(o.org), elected_on=date(2023, 5, 18)),
        lambda r, o, p: membership.remind_term(r, **signed_today(o), **as_read(r), on=_day(p)),
    ),
    Edit(
        "correct_posting",
        lambda o: make_posting(o.org),
        lambda r, o, p: membership.correct_posting(r, **signed(o), **as_read(r), **said(r, PostingFields, task=f"任务{p}")),
    ),
    Edit(
        "review_posting",
        lambda o: make_posting(o.org),
        lambda r, o, p: membership.review_posting(
            r, **signed_today(o), **as_read(r), ended_on=DAY, reviewed_on=DAY, results=f"成效{p}", result="reached"
        ),
    ),
    Edit(
        "correct_mentorship",
        lambda o: make_mentorship(o.org),
        lambda r, o, p: membership.correct_mentorship(
            r, **signed_today(o), **as_read(r), **said(r, MentorshipFields, agreement=f"协议{p}")
        ),
    ),
    Edit(
        "end_mentorship",
        lambda o: make_mentorship(o.org),
        lambda r, o, p: membership.end_mentorship(r, **signed_today(o), **as_read(r), ended_on=DAY, results=f"成果{p}", result="partly"),
    ),
    Edit(
        "correct_appointment",
        _appointment,
        lambda r, o, p: membership.correct_appointment(r, **signed(o), **as_read(r), post=f"职务{p}", former_post="", takes_office_on=None),
    ),
    Edit(
        "end_appointment",
        _appointment,
        lambda r, o, p: membership.end_appointment(r, **signed_today(o), **as_read(r), on=DAY, reason=f"原因{p}"),
    ),
    Edit(
        "note_integrity_talk",
        _appointment,
        lambda r, o, p: membership.note_integrity_talk(r, **signed_today(o), **as_read(r), on=_day(p)),
    ),
    Edit(
        "correct_appointment_step",
        _appointment_step,
        lambda r, o, p: membership.correct_appointment_step(
            r, **signed_today(o), **as_read(r), on=r.on, conclusion="passed", note=f"情况{p}"
        ),
    ),
    Edit(
        "correct_procedure_step",
        _procedure_step,
        lambda r, o, p: membership.correct_procedure_step(r, **signed_today(o), **as_read(r), on=r.on, note=f"情况{p}"),
    ),
    Edit(
        "confirm_procedure",
        lambda o: _procedure(o, 2),
        lambda r, o, p: membership.confirm_procedure(
            r, **signed_today(o), **as_read(r), decided_by="机关党委", decided_on=DAY, document=f"第{p}号", effective_on=DAY
        ),
        events=2,
    ),
    Edit(
        "end_procedure",
        _procedure,
        lambda r, o, p: membership.end_procedure(r, **signed_today(o), **as_read(r), on=DAY, reason=f"原因{p}"),
    ),
    Edit(
        "correct_correction",
        _correction,
        lambda r, o, p: membership.correct_correction(
            r, **signed_today(o), **as_read(r), placed_on=r.placed_on, until=r.until, decided_by=f"支部{p}", ground=f"事由{p}"
        ),
    ),
    Edit(
        "settle_correction",
        _correction,
        lambda r, o, p: membership.settle_correction(r, **signed_today(o), **as_read(r), outcome=CorrectionOutcome.CORRECTED, on=_day(p)),
    ),
    Edit(
        "release_group_leader",
        _leader,
        lambda r, o, p: membership.release_group_leader(r, **signed_today(o), **as_read(r), on=_day(p)),
    ),
    Edit(
        "correct_publication",
        _publication,
        lambda r, o, p: membership.correct_publication(r, **signed_today(o), **as_read(r), **said(r, PublicationFields, place=f"方式{p}")),
    ),
    Edit(
        "correct_committee_work",
        _work,
        lambda r, o, p: membership.correct_committee_work(r, **signed_today(o), **as_read(r), **said(r, WorkFields, title=f"轮训{p}")),
    ),
    Edit(
        "correct_rank",
        lambda o: make_rank(_member(o)),
        lambda r, o, p: membership.correct_rank(r, **signed_today(o), **as_read(r), rank="county", starts_on=_day(p)),
    ),
    Edit(
        "remove_rank",
        lambda o: make_rank(_member(o)),
        lambda r, o, p: membership.remove_rank(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_gift",
        lambda o: make_dues_gift(_member(o)),
        lambda r, o, p: membership.correct_gift(
            r, **signed_today(o), **as_read(r), on=r.on, amount=Decimal(100 + p), forwarded_on=r.forwarded_on
        ),
    ),
    Edit(
        "correct_secretary_report",
        _report,
        lambda r, o, p: membership.correct_secretary_report(
            r, **signed_today(o), **as_read(r), **said(r, ReportFields, rectification_items=p)
        ),
    ),
)
