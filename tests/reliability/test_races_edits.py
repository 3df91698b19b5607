"""争抢修改和登记: of several persons who act on what they all read, one gets through and the others are told why not."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from tests.factories.accounts import bare_user
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.indicators import reported_measure
from tests.factories.orgs import make_org, make_person
from tests.reliability.edits import EDITS, Edit
from tests.reliability.entries import ENTRIES, Entry, prepare_entries
from tests.reliability.fields import DAY
from tests.reliability.office import TODAY, Office
from tests.reliability.together import together, winners
from tongpin.domains.enterprises import services as firms
from tongpin.domains.membership.models import (
    AppointmentMaterial,
    CorrectionHelp,
    DevelopmentGuide,
    DevelopmentMaterial,
    DevelopmentReview,
    DuesMonth,
    MemberContact,
    ProposalAnswer,
)
from tongpin.engines.activities.models import MinutesBook
from tongpin.engines.indicators.enums import Status
from tongpin.engines.indicators.models import Observation
from tongpin.engines.indicators.services import report_value
from tongpin.foundation.access.models import Grant
from tongpin.foundation.access.services import grant_role
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs import records
from tongpin.foundation.orgs import services as orgs
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.interfaces.desk import services as desk
from tongpin.interfaces.reports import services as reports
from tongpin.interfaces.reports.models import SentenceWording

rounds = pytest.mark.parametrize("times", [pytest.param(1, id="small"), pytest.param(25, id="full", marks=pytest.mark.hard)])
PERSONS = 4


def edited_by_many(office: Office, edit: Edit) -> None:
    record = edit.make(office)
    before = AuditEvent.objects.count()
    copies = [type(record).objects.get(pk=record.pk) for _ in range(edit.persons)]
    outcomes = together([partial(edit.act, copy, office, person) for person, copy in enumerate(copies)])
    assert len(winners(outcomes)) == 1 or (edit.alike and winners(outcomes)), [str(o) for o in outcomes]
    assert AuditEvent.objects.count() == before + edit.events
    left = type(record).objects.filter(pk=record.pk).values_list("version", flat=True)
    assert list(left) in ([record.version + 1], []), "changed once, or removed"


@rounds
def test_of_several_who_change_the_same_record_one_gets_through(office: Office, times: int) -> None:
    faults = [fault for edit in EDITS for _ in range(times) if (fault := fault_of(partial(edited_by_many, office, edit), edit))]
    assert not faults, "\n".join(faults)


def fault_of(race: Callable[[], None], what: object) -> str:
    """What was wrong with one race, so that the others are still run."""
    try:
        race()
    except AssertionError as fault:
        return f"{what}: {fault}"
    return ""


@pytest.mark.parametrize("name", ["correct_enterprise", "cancel_contract", "answer_feedback"])
def test_control_without_the_version_in_the_condition_changes_are_lost(office: Office, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def overwrite(record: Any, *, expected: int, fields: Any) -> None:
        type(record)._base_manager.filter(pk=record.pk).update(**{f: getattr(record, f) for f in fields}, version=expected + 1)

    monkeypatch.setattr(records, "save_versioned", overwrite)
    monkeypatch.setattr("tongpin.engines.ledgers.services.save_versioned", overwrite)
    monkeypatch.setattr(desk, "save_versioned", overwrite)
    edit = next(edit for edit in EDITS if edit.name == name)
    with pytest.raises(AssertionError):
        edited_by_many(office, edit)


def test_every_editable_record_and_every_service_that_asks_for_a_version_is_raced() -> None:
    asked = {
        name
        for module in _service_modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if _asks_for_a_version(function) and not name.startswith("_")
    }
    general = {"amend", "amend_closed", "amend_quietly", "correct", "remove", "save_versioned"}
    assert asked - general == {edit.name for edit in EDITS} - {"receive_or_withdraw_grant"}


def _asks_for_a_version(function: Any) -> bool:
    """By number: a ``version`` that is a record (of a document, of a measure) is not the version somebody read."""
    asked = {"expected", "version"} & set(inspect.signature(function).parameters)
    return any(inspect.signature(function).parameters[name].annotation in ("int", "int | None", int) for name in asked)


NEVER_EDITED = {
    SentenceWording: "a wording is followed by a newer one",
    DevelopmentGuide: "who was named in a step stays named in it",
    DevelopmentReview: "what was found on a day is entered once; the next one is entered beside it",
    DevelopmentMaterial: "a paper was received, on one day",
    MinutesBook: "an uploaded original stays as it was uploaded",
    AppointmentMaterial: "a paper was received, on one day",
    ProposalAnswer: "a proposal was answered; it is answered anew where it comes back",
    CorrectionHelp: "help was given, on one day",
    MemberContact: "somebody was reached or not, on one day",
    DuesMonth: "a month was paid, on one day",
}


def test_every_versioned_model_is_changed_by_one_of_them(office: Office) -> None:
    versioned = {model for model in apps.get_models() if any(f.name == "version" for f in model._meta.concrete_fields)}
    changed = {type(edit.make(office)) for edit in EDITS}
    assert versioned - set(NEVER_EDITED) == changed
    assert not changed & set(NEVER_EDITED)


def _service_modules() -> list[Any]:
    names = [f"{config.name}.services" for config in apps.get_app_configs() if config.name.startswith("tongpin.")]
    tops = [import_module(name) for name in names if find_spec(name) is not None]
    parts = [
        import_module(part.name) for top in tops if hasattr(top, "__path__") for part in walk_packages(top.__path__, f"{top.__name__}.")
    ]
    return [*tops, *parts]


def entered_by_many(office: Office, entry: Entry, number: int) -> None:
    prepare_entries(office, number)
    outcomes = together([partial(entry.act, office, number, person) for person in range(PERSONS)])
    assert len(winners(outcomes)) == 1, [str(o) for o in outcomes]
    assert entry.count(office, number) == 1


@rounds
def test_of_several_who_enter_the_same_thing_one_gets_through(office: Office, times: int) -> None:
    runs = [(entry, number) for entry in ENTRIES for number in range(80_000_001, 80_000_001 + (1 if entry.is_single else times))]
    faults = [fault for entry, number in runs if (fault := fault_of(partial(entered_by_many, office, entry, number), entry))]
    assert not faults, "\n".join(faults)


@rounds
def test_two_firms_corrected_to_the_same_code(office: Office, times: int) -> None:
    for number in range(81_000_001, 81_000_001 + times):
        pair = [make_enterprise(office.org), make_enterprise(office.org)]
        correct = [
            partial(
                firms.correct_enterprise, firm, by=office.clerk, expected=1, credit_code=credit_code(number), name=firm.name, township=""
            )
            for firm in pair
        ]
        assert len(winners(together(correct))) == 1


@rounds
def test_values_reported_at_the_same_moment_leave_one_in_force(office: Office, times: int) -> None:
    reported_measure(by=office.operator)
    for day in range(1, times + 1):
        report = [
            partial(
                report_value,
                org=office.org,
                code="rd.spending",
                as_of=date(2023, 6, day),
                value=Decimal(person),
                status=Status.FLASH,
                by=office.clerk,
                today=TODAY,
            )
            for person in range(PERSONS)
        ]
        assert winners(together(report))
        standing = Observation.objects.filter(measure__code="rd.spending", as_of=date(2023, 6, day), superseded_at__isnull=True)
        assert standing.count() == 1
        assert winners(together(report))
        assert standing.count() == 1


def administrators(office: Office) -> set[str]:
    user = bare_user()
    give = partial(grant_role, user=user, org=office.tree.city, since=DAY, by=office.operator)
    roles = ("system_admin", "security_admin", "auditor")
    winners(together([partial(give, role=role) for role in roles]))
    held = set(Grant.objects.filter(user=user).values_list("role", flat=True))
    assert len(held) == 1, held
    return held


@rounds
def test_the_three_administrators_never_meet_in_one_hand(office: Office, times: int) -> None:
    for _ in range(times):
        administrators(office)


def test_control_without_the_lock_they_meet(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writers are serial in any case")
    real = QuerySet.select_for_update

    def no_lock_on_users(self: QuerySet[Any], *args: Any, **kwargs: Any) -> QuerySet[Any]:
        return self.all() if self.model._meta.label == "accounts.User" else real(self, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", no_lock_on_users)
    with pytest.raises(AssertionError):
        for _ in range(30):
            administrators(office)


@rounds
def test_a_role_is_given_while_the_same_person_works(office: Office, times: int) -> None:
    for number in range(times):
        org = make_org(parent=office.tree.city)
        give = partial(grant_role, user=office.clerk, role="viewer", org=org, since=DAY, by=office.operator)
        works = [partial(desk.send_feedback, org=office.org, page="/", text=f"意见{number}", by=office.clerk)] * 3
        assert len(winners(together([give, *works]))) == 4


@rounds
def test_an_account_belongs_to_one_person(office: Office, times: int) -> None:
    for _ in range(times):
        user, people = bare_user(), [make_person(office.org) for _ in range(PERSONS)]
        link = [partial(orgs.link_user, person=person, user=user, by=office.clerk) for person in people]
        assert len(winners(together(link))) == 1
        assert Person.objects.filter(user=user).count() == 1


@rounds
def test_organisations_moved_under_each_other_make_no_circle(office: Office, times: int) -> None:
    for _ in range(times):
        first = make_org(parent=office.tree.city, level=OrgLevel.UNIT)
        second = make_org(parent=office.tree.city, level=OrgLevel.UNIT)
        move = partial(orgs.move_organisation, on=DAY, today=TODAY, version=1, by=office.operator)
        below = partial(orgs.create_organisation, name="内设科", level=OrgLevel.DEPARTMENT, parent=first, starts_on=DAY, by=office.operator)
        outcomes = together([partial(move, org=first, parent=second), partial(move, org=second, parent=first), below])
        assert len(winners(outcomes)) == 2
        paths_are_right()


@rounds
def test_sentences_added_at_the_same_moment_have_numbers_of_their_own(office: Office, times: int) -> None:
    add = partial(
        reports.add_sentence, org=office.org, report="year-end", section="其他", from_year=2023, basis="局长要求", by=office.clerk
    )
    for done in range(1, times + 1):
        assert len(winners(together([partial(add, text=f"第{person}句。") for person in range(PERSONS)]))) == PERSONS
        assert SentenceWording.objects.values("sentence_id").distinct().count() == PERSONS * done


def paths_are_right() -> None:
    """Every path is the parent's path and the own key: no circle, nobody lost."""
    by_pk: dict[int, Organisation] = Organisation.objects.in_bulk()
    wrong = [o.code for o in by_pk.values() if o.path != f"{by_pk[o.parent_id].path if o.parent_id else '/'}{o.pk}/"]
    assert not wrong, wrong
