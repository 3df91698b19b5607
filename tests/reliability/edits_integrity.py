"""廉政和公开: every way of changing letters, circulars, the catalogue, disclosures, case files, and the talk before taking office."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from tests.factories.cadres import make_appointment
from tests.factories.integrity import (
    make_case,
    make_circular,
    make_disclosure,
    make_integrity_rules,
    make_issued_circular,
    make_officer,
    make_open_item,
    make_reminder,
    make_sent_reminder,
)
from tests.factories.orgs import make_person
from tests.reliability.edit import Edit, said
from tests.reliability.fields import as_read, signed, signed_today
from tests.reliability.office import TODAY, Office
from tongpin.domains.accountability.models import CaseOfficer
from tongpin.domains.accountability.services import cases, circulars, disclosures, office_talks, reminders
from tongpin.foundation.orgs.models import Person

_days = count(1)
LATER = date(2024, 6, 30)
DAY_AFTER = date(2024, 2, 7)


def _letter(o: Office) -> Any:
    """A letter before a holiday of its own, and somebody to tell."""
    make_person(o.org)
    starts_on = date(2030, 1, 1) + timedelta(days=next(_days))
    return make_reminder(o.org, starts_on=starts_on, ends_on=starts_on, send_on=starts_on - timedelta(days=3))


def _sent(o: Office) -> Any:
    starts_on = date(2040, 1, 1) + timedelta(days=next(_days))
    days = {"starts_on": starts_on, "ends_on": starts_on, "send_on": starts_on - timedelta(days=3)}
    return make_sent_reminder(o.org, [make_person(o.org)], **days, year=2030, serial=next(_days))


def _case(o: Office, *officers: str) -> Any:
    return make_case(o.org, [make_officer(o.org, name) for name in ("纪检甲", *officers)], number=f"信访〔2024〕{next(_days)}号")


def _by(case: Any) -> dict[str, Any]:
    """As the first officer of the file would sign."""
    return {"by": CaseOfficer.objects.filter(case=case).order_by("pk")[0].person.user, "today": TODAY}


def _new_officers(o: Office) -> Any:
    for name in ("乙", "丙", "丁", "戊"):
        make_officer(o.org, name)
    return _case(o)


def _nth(case: Any, person: int) -> Person:
    named = CaseOfficer.objects.filter(case=case).values("person")
    return Person.objects.filter(user__isnull=False, name__in=["乙", "丙", "丁", "戊"]).exclude(pk__in=named).order_by("-pk")[person]


def _step(state: str, **values: Any) -> Any:
    return lambda o: make_disclosure(make_open_item(o.org), state, **values)


LETTER_EDITS = (
    Edit(
        "correct_integrity_rules",
        lambda o: make_integrity_rules(o.org, valid_from=date(2000, 1, 1) + timedelta(days=next(_days))),
        lambda r, o, p: reminders.correct_integrity_rules(r, **signed(o), **as_read(r), **said(r, reminders.RulesFields, basis=f"会议{p}")),
    ),
    Edit(
        "correct_reminder",
        _letter,
        lambda r, o, p: reminders.correct_reminder(
            r, **signed(o), **as_read(r), title=f"提醒函{p}", words="正文", audience="everybody", send_on=r.send_on
        ),
    ),
    Edit("drop_reminder", _letter, lambda r, o, p: reminders.drop_reminder(r, **signed(o), **as_read(r), reason=f"原因{p}")),
    Edit("send_reminder", _letter, lambda r, o, p: reminders.send_reminder(r, **signed_today(o), **as_read(r))),
    Edit(
        "note_paper_receipts",
        _sent,
        lambda r, o, p: reminders.note_paper_receipts(
            r, **signed(o), today=DAY_AFTER, **as_read(r), on=r.sent_on, people=[r.recipients.get().person]
        ),
    ),
    Edit("urge_reminder", _sent, lambda r, o, p: reminders.urge_reminder(r, **signed_today(o), **as_read(r))),
    Edit(
        "correct_circular",
        lambda o: make_circular(o.org, [o.org], receive_by=LATER, study_by=LATER),
        lambda r, o, p: circulars.correct_circular(
            r, **signed_today(o), **as_read(r), units=[o.org], **said(r, circulars.CircularFields, title=f"通报{p}")
        ),
    ),
    Edit(
        "issue_circular",
        lambda o: make_circular(o.org, [o.org], receive_by=LATER, study_by=LATER),
        lambda r, o, p: circulars.issue_circular(r, **signed_today(o), **as_read(r)),
    ),
    Edit(
        "withdraw_circular",
        lambda o: make_issued_circular(o.org, [o.org]),
        lambda r, o, p: circulars.withdraw_circular(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
)

OPEN_EDITS = (
    Edit(
        "correct_open_item",
        lambda o: make_open_item(o.org),
        lambda r, o, p: disclosures.correct_open_item(r, **signed(o), **as_read(r), **said(r, disclosures.ItemFields, basis=f"文件{p}")),
    ),
    Edit(
        "end_open_item",
        lambda o: make_open_item(o.org),
        lambda r, o, p: disclosures.end_open_item(r, **signed_today(o), **as_read(r), on=TODAY, reason=f"原因{p}"),
    ),
    Edit(
        "correct_disclosure",
        _step("drafted"),
        lambda r, o, p: disclosures.correct_disclosure(
            r, **signed_today(o), **as_read(r), **said(r, disclosures.DisclosureFields, title=f"公开稿{p}")
        ),
    ),
    Edit(
        "propose_disclosure",
        _step("drafted"),
        lambda r, o, p: disclosures.propose_disclosure(r, **signed_today(o), **as_read(r)),
        alike=True,
    ),
    Edit(
        "check_secrecy",
        _step("proposed"),
        lambda r, o, p: disclosures.check_secrecy(r, **signed_today(o), **as_read(r), words=f"意见{p}"),
    ),
    Edit(
        "approve_disclosure",
        _step("checked"),
        lambda r, o, p: disclosures.approve_disclosure(r, **signed_today(o), **as_read(r)),
        alike=True,
    ),
    Edit(
        "publish_disclosure",
        _step("approved"),
        lambda r, o, p: disclosures.publish_disclosure(r, **signed_today(o), **as_read(r), until=LATER + timedelta(days=p)),
    ),
    Edit(
        "take_down_disclosure",
        _step("published"),
        lambda r, o, p: disclosures.take_down_disclosure(r, **signed_today(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "send_back_disclosure",
        _step("checked"),
        lambda r, o, p: disclosures.send_back_disclosure(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "drop_disclosure",
        _step("drafted"),
        lambda r, o, p: disclosures.drop_disclosure(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
)

CASE_EDITS = (
    Edit(
        "correct_case",
        _case,
        lambda r, o, p: cases.correct_case(
            r,
            **_by(r),
            **as_read(r),
            received_on=TODAY - timedelta(days=p + 1),
            reply_by=None,
            reply_basis="",
            source="visit",
        ),
    ),
    Edit("move_case", _case, lambda r, o, p: cases.move_case(r, key="accept", **_by(r), **as_read(r), words=f"受理{p}")),
    Edit("note_progress", _case, lambda r, o, p: cases.note_progress(r, **_by(r), **as_read(r), on=TODAY, words=f"情况{p}")),
    Edit("name_officer", _new_officers, lambda r, o, p: cases.name_officer(r, **_by(r), **as_read(r), person=_nth(r, 0))),
    Edit(
        "relieve_officer",
        lambda o: _case(o, "乙"),
        lambda r, o, p: cases.relieve_officer(
            r, **_by(r), **as_read(r), person=CaseOfficer.objects.filter(case=r).order_by("-pk")[0].person
        ),
    ),
    Edit(
        "record_office_talk",
        lambda o: make_appointment(o.org, 4),
        lambda r, o, p: office_talks.record_office_talk(r, **signed_today(o), **as_read(r), on=date(2023, 4, 3), talker=make_person(o.org)),
        events=2,
    ),
)

INTEGRITY_EDITS = (*LETTER_EDITS, *OPEN_EDITS, *CASE_EDITS)
