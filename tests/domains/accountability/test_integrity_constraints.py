"""约束: what the database itself refuses of letters, circulars, disclosures and case files, and in which words a person is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import bare_user
from tests.factories.activities import make_activity
from tests.factories.integrity import (
    DAY,
    make_case,
    make_circular,
    make_disclosure,
    make_integrity_rules,
    make_issued_circular,
    make_open_item,
    make_reminder,
    make_sent_reminder,
)
from tests.factories.orgs import make_person, make_tree
from tongpin.domains.accountability import models
from tongpin.domains.accountability.models import (
    CaseOfficer,
    CircularUnit,
    PetitionCase,
    ReminderRecipient,
    ReminderSending,
    ReminderUrging,
)
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def org() -> Organisation:
    return make_tree().ningyang


def _again(record: Any, **changed: Any) -> Any:
    record.pk, record._state.adding = None, True
    return _with(record, **changed)


def _with(record: Any, **changed: Any) -> Any:
    for name, value in changed.items():
        setattr(record, name, value)
    return record


def _recipient(org: Organisation) -> Any:
    return ReminderRecipient.objects.get(reminder=make_sent_reminder(org, [make_person(org)]))


def _sending(org: Organisation) -> Any:
    return ReminderSending.objects.create(recipient=_recipient(org), channel="site", channel_title="站内消息")


def _urging(org: Organisation) -> Any:
    return ReminderUrging.objects.create(reminder=make_sent_reminder(org, []), number=1, urged_on=DAY, people=1, urged_by="张")


def _unit(org: Organisation) -> Any:
    return CircularUnit.objects.get(circular=make_circular(org, [org]))


def _studied(org: Organisation) -> Any:
    return _with(_unit(org), study=make_activity(org, day=DAY))


def _officer(org: Organisation, **values: Any) -> Any:
    return CaseOfficer.objects.create(case=make_case(org, []), person=make_person(org), since=DAY, **values)


def _checked_by_the_proposer(org: Organisation) -> Any:
    one = make_disclosure(make_open_item(org), "checked")
    return _with(one, checked_by=one.proposed_by)


ANOTHER = {"starts_on": date(2024, 4, 4), "ends_on": date(2024, 4, 6), "send_on": date(2024, 4, 1)}

BROKEN: dict[str, Callable[[Organisation], Any]] = {
    "integrity_rules_once_a_day": lambda org: _again(make_integrity_rules(org)),
    "integrity_rules_plausible": lambda org: _with(make_integrity_rules(org), send_workdays=16),
    "integrity_reminder_once_a_holiday": lambda org: _again(make_reminder(org)),
    "integrity_reminder_number_once": lambda org: _again(make_sent_reminder(org, []), **ANOTHER),
    "integrity_reminder_before_the_holiday": lambda org: _with(make_reminder(org), send_on=date(2024, 2, 10)),
    "integrity_reminder_sent_with_number": lambda org: _with(make_reminder(org), state="sent", sent_on=DAY),
    "integrity_reminder_dropped_with_reason": lambda org: _with(make_reminder(org), state="dropped"),
    "reminder_recipient_once": lambda org: _again(_recipient(org)),
    "reminder_recipient_noted_with_a_receipt": lambda org: _with(_recipient(org), noted_by=bare_user()),
    "reminder_sending_once": lambda org: _again(_sending(org)),
    "reminder_urging_counted_once": lambda org: _again(_urging(org)),
    "circular_number_once": lambda org: _again(make_issued_circular(org, [])),
    "circular_studied_after_receipt": lambda org: _with(make_circular(org, []), study_by=date(2024, 1, 19)),
    "circular_issued_with_number": lambda org: _with(make_circular(org, []), state="issued", issued_on=DAY),
    "circular_withdrawn_with_reason": lambda org: _with(make_circular(org, []), state="withdrawn"),
    "circular_unit_once": lambda org: _again(_unit(org)),
    "circular_unit_received_by_somebody": lambda org: _with(_unit(org), received_on=DAY),
    "circular_unit_studied_after_receipt": _studied,
    "open_item_once": lambda org: _again(make_open_item(org)),
    "open_item_period_of_its_way": lambda org: _with(make_open_item(org), period=""),
    "open_item_ended_with_reason": lambda org: _with(make_open_item(org), ended_on=DAY),
    "disclosure_once_a_period": lambda org: _again(make_disclosure(make_open_item(org))),
    "disclosure_no_step_left_out": lambda org: _with(make_disclosure(make_open_item(org), "checked"), state="published"),
    "disclosure_steps_in_order": lambda org: _with(make_disclosure(make_open_item(org), "checked"), checked_on=date(2024, 1, 9)),
    "disclosure_checked_by_another": _checked_by_the_proposer,
    "disclosure_until_after_publication": lambda org: _with(make_disclosure(make_open_item(org), "published"), until=date(2024, 1, 9)),
    "petition_case_number_once": lambda org: _again(PetitionCase.objects.get(pk=make_case(org, []).pk)),
    "petition_case_reply_with_basis": lambda org: _with(make_case(org, []), reply_by=date(2024, 3, 1)),
    "petition_case_replied_with_a_day": lambda org: _with(make_case(org, []), state="replied"),
    "case_officer_once": lambda org: _again(_officer(org)),
    "case_officer_days": lambda org: _with(_officer(org), ended_on=date(2024, 1, 9)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_and_a_person_is_told_why(org: Organisation, name: str) -> None:
    record = BROKEN[name](org)
    (constraint,) = [c for c in type(record)._meta.constraints if c.name == name]
    with pytest.raises(Refused) as refused:
        check(record)
    assert str(constraint.violation_error_message) in refused.value.message
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


@pytest.mark.parametrize("state", ["proposed", "checked", "approved", "published", "taken_down"])
def test_no_disclosure_stands_in_a_state_whose_steps_are_missing(org: Organisation, state: str) -> None:
    one = make_disclosure(make_open_item(org))
    with pytest.raises(IntegrityError), transaction.atomic():
        type(one).objects.filter(pk=one.pk).update(state=state)
    half = {} if state == "proposed" else {"proposed_by": bare_user()}
    with pytest.raises(IntegrityError), transaction.atomic():
        type(one).objects.filter(pk=one.pk).update(state=state, proposed_on=DAY, approved_on=DAY, published_on=DAY, **half)


def test_every_promise_is_broken_once() -> None:
    ours = ("reminders", "circulars", "disclosures", "cases")
    tables = [model for model in vars(models).values() if getattr(model, "__module__", "").rsplit(".", 1)[-1] in ours]
    assert {c.name for table in tables for c in table._meta.constraints} == set(BROKEN)
