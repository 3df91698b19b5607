"""专班、督办: every way of changing a force, a contact, an obstacle and the unit's own steps."""

from __future__ import annotations

from datetime import date, timedelta

from tests.factories.orgs import make_person
from tests.factories.work import make_task
from tests.factories.work_forces import (
    make_contact,
    make_criterion,
    make_flagship,
    make_force,
    make_obstacle,
    make_recognition,
    make_standard,
)
from tests.reliability.edit import Edit, anew, said
from tests.reliability.fields import as_read, signed, signed_today
from tests.reliability.office import TODAY, Office
from tongpin.domains.work.models import Force, WorkStandard
from tongpin.domains.work.services import contacts, flagship, forces, pressing

BRANCH = "临时党支部"


def _with_branch(o: Office) -> Force:
    values = {"branch_name": BRANCH, "branch_founded_on": date(2024, 1, 8), "branch_approved_by": o.tree.ningyang_branch}
    return make_force(o.org, **values)


FORCE_EDITS = (
    Edit(
        "correct_force",
        lambda o: make_force(o.org),
        lambda r, o, p: forces.correct_force(r, **signed_today(o), **as_read(r), **said(r, forces.ForceFields, duty=f"职责{p}")),
    ),
    Edit(
        "close_force",
        lambda o: make_force(o.org),
        lambda r, o, p: forces.close_force(r, **signed_today(o), **as_read(r), on=TODAY, result=f"结果{p}"),
    ),
    Edit(
        "found_branch",
        lambda o: make_force(o.org),
        lambda r, o, p: forces.found_branch(
            r,
            **signed_today(o),
            **as_read(r),
            name=f"{BRANCH}{p}",
            approved_by=o.tree.ningyang_branch,
            secretary=make_person(o.org),
            on=TODAY,
        ),
    ),
    Edit("end_branch", _with_branch, lambda r, o, p: forces.end_branch(r, **signed_today(o), **as_read(r), on=TODAY - timedelta(days=p))),
    Edit(
        "correct_contact",
        lambda o: make_contact(o.org),
        lambda r, o, p: contacts.correct_contact(r, **signed_today(o), **as_read(r), **said(r, contacts.ContactFields, matter=f"事项{p}")),
    ),
    Edit(
        "settle_contact",
        lambda o: make_contact(o.org),
        lambda r, o, p: contacts.settle_contact(r, **signed_today(o), **as_read(r), on=TODAY, result=f"结果{p}"),
    ),
    Edit(
        "answer_obstacle",
        lambda o: make_obstacle(make_task(o.org)),
        lambda r, o, p: pressing.answer_obstacle(r, **signed_today(o), **as_read(r), answer=f"答复{p}"),
        events=2,
    ),
    Edit(
        "withdraw_standard",
        anew(WorkStandard, lambda o: make_standard(o.org, starts_on=date(2024, 7, 1))),
        lambda r, o, p: pressing.withdraw_standard(r, **signed_today(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_criterion",
        lambda o: make_criterion(make_flagship(o.org)),
        lambda r, o, p: flagship.correct_criterion(
            r, **signed_today(o), **as_read(r), **said(r, flagship.CriterionFields, title=f"条件{p}")
        ),
    ),
    Edit(
        "remove_criterion",
        lambda o: make_criterion(make_flagship(o.org)),
        lambda r, o, p: flagship.remove_criterion(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "record_recognition",
        lambda o: make_recognition(make_flagship(o.org)),
        lambda r, o, p: flagship.record_recognition(
            r.project, **signed_today(o), **as_read(r), **said(r, flagship.RecognitionFields, title=f"认定{p}")
        ),
    ),
)
