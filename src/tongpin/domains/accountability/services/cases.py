"""信访件办理: what it says goes in sealed; the trail names the number and the step and not a word of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tongpin.domains.accountability.case_flow import CASE_FLOW
from tongpin.domains.accountability.enums import CaseAct
from tongpin.domains.accountability.models import CaseAccess, CaseNote, CaseOfficer, PetitionCase
from tongpin.domains.accountability.selectors.cases import named, officers_now, people_to_name
from tongpin.engines.ledgers.closed import amend_closed, words_of
from tongpin.engines.ledgers.services import enter, not_after, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import check, insert, save_versioned
from tongpin.foundation.orgs.selectors import people
from tongpin.kernel.errors import Refused


@transaction.atomic
def register_case(
    *,
    org: Organisation,
    by: User,
    today: date,
    source: str,
    received_on: date,
    reply_by: date | None,
    reply_basis: str,
    matter: str,
    officers: Iterable[Person] = (),
) -> PetitionCase:
    """登记信访件: whoever registers it is named, and so are the others chosen; nobody else sees it from then on."""
    not_after(received_on, today, "收到日期", field="received_on")
    own = people().filter(user=by.pk).first()
    if own is None:
        raise Refused("您的账号没有关联人员，不能登记信访件，请联系系统管理员。")
    chosen = list(officers)
    _check_officers(org, chosen)
    number = PetitionCase.objects.filter(org=org, received_on__year=received_on.year).count() + 1
    case = PetitionCase(
        org=org,
        number=f"信访〔{received_on.year}〕{number}号",
        source=source,
        received_on=received_on,
        reply_by=reply_by,
        reply_basis=reply_basis,
        state_on=today,
    )
    case.matter = matter

    def with_parts(made: PetitionCase) -> None:
        for person in dict.fromkeys([own, *chosen]):
            insert(CaseOfficer(case=made, person=person, since=today))
        _note(made, "登记", "", by=by, on=today)

    return enter(case, verb="petition_case.registered", by=by, fields=("number",), with_parts=with_parts)


@transaction.atomic
def correct_case(
    case: PetitionCase, *, by: User, today: date, expected: int, received_on: date, reply_by: date | None, reply_basis: str, source: str
) -> PetitionCase:
    """更正信访件: its days and its source."""
    _check_named(case, by)
    not_after(received_on, today, "收到日期", field="received_on")
    values = {"source": source, "received_on": received_on, "reply_by": reply_by, "reply_basis": reply_basis}
    return amend_closed(case, verb="petition_case.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def move_case(case: PetitionCase, *, key: str, by: User, today: date, expected: int, words: str) -> PetitionCase:
    """办理信访件: one step, with its words sealed; the conclusion and the reply are kept beside the file too."""
    _check_named(case, by)
    move = CASE_FLOW.take(key, state=case.state)
    if not words.strip():
        raise Refused(f"{move.verb}须填写情况。", field="words")
    values: dict[str, Any] = {"state": move.target, "state_on": today}
    sealed: Mapping[str, str] = {"conclude": {"conclusion": words}, "reply": {"reply": words}}.get(key, {})
    if key == "reply":
        values["replied_on"] = today
    if key == "recheck":
        values["replied_on"] = None
    for name, value in {**values, **sealed}.items():
        setattr(case, name, value)
    check(case)
    # the version decides even where somebody else just took the same step: the file must not tell it twice
    save_versioned(case, expected=expected, fields=(*values, *sealed))
    _note(case, move.verb, words, by=by, on=today)
    tell(case.org_id, case.record_kind)
    audit.record(f"petition_case.{key}", by=by, subject=case.reference(), org_id=case.org_id)
    return case


@transaction.atomic
def note_progress(case: PetitionCase, *, by: User, today: date, expected: int, on: date, words: str) -> PetitionCase:
    """登记办理情况, sealed."""
    _check_named(case, by)
    not_after(on, today, "日期", field="on")
    save_versioned(case, expected=expected, fields=())
    _note(case, "办理情况", words, by=by, on=on)
    audit.record("petition_case.noted", by=by, subject=case.reference(), org_id=case.org_id)
    return case


@transaction.atomic
def name_officer(case: PetitionCase, *, by: User, today: date, expected: int, person: Person) -> PetitionCase:
    """指定经办人, by one of those named."""
    _check_named(case, by)
    _check_officers(case.org, [person])
    save_versioned(case, expected=expected, fields=())
    insert(CaseOfficer(case=case, person=person, since=today))
    audit.record("petition_case.officer_named", by=by, subject=case.reference(), org_id=case.org_id)
    return case


@transaction.atomic
def relieve_officer(case: PetitionCase, *, by: User, today: date, expected: int, person: Person) -> PetitionCase:
    """解除经办人; one always stays."""
    _check_named(case, by)
    rows = officers_now(case)
    if not rows.filter(person=person).exists():
        raise Refused("此人不是该件的经办人。", field="person")
    if rows.count() == 1:
        raise Refused("至少保留一名经办人，请先指定接办的人。", field="person")
    save_versioned(case, expected=expected, fields=())
    rows.filter(person=person).update(ended_on=today)
    audit.record("petition_case.officer_relieved", by=by, subject=case.reference(), org_id=case.org_id)
    return case


@transaction.atomic
def read_case(case: PetitionCase, *, by: User, moment: datetime) -> list[tuple[str, str]]:
    """查看内容 for a named officer; that it was read stays in the file and in the trail."""
    _check_named(case, by)
    keep_access(case, by=by, act=CaseAct.READ, moment=moment)
    audit.record("petition_case.read", by=by, subject=case.reference(), org_id=case.org_id)
    full = PetitionCase.objects.get(pk=case.pk)
    found = [("反映内容", words_of(full.matter)), ("核查结论", words_of(full.conclusion)), ("答复内容", words_of(full.reply))]
    return [(label, words) for label, words in found if words]


def keep_access(case: PetitionCase, *, by: User, act: CaseAct, moment: datetime) -> None:
    """记下查阅."""
    CaseAccess.objects.create(case=case, user=by, name=by.display_name, act=act, at=moment)


def note_refused(*, pk: int, by: User, moment: datetime) -> None:
    """记下被拒绝的查阅: somebody who is not named asked for a file that is there; they are told nothing."""
    case = PetitionCase.objects.filter(pk=pk).defer("matter", "conclusion", "reply").first()
    if case is not None:
        keep_access(case, by=by, act=CaseAct.REFUSED, moment=moment)


def _note(case: PetitionCase, step: str, words: str, *, by: User, on: date) -> None:
    note = CaseNote(case=case, on=on, step=step, by=by)
    note.words = words
    insert(note)


def _check_named(case: PetitionCase, by: User) -> None:
    if not named(by).filter(case=case).exists():
        raise Refused("只有该件的经办人可以办理。")


def _check_officers(org: Organisation, chosen: list[Person]) -> None:
    able = set(people_to_name(org).values_list("pk", flat=True))
    for person in chosen:
        if person.pk not in able:
            raise Refused(f"“{person}”没有办理信访件的权限，不能指定。", field="officers")
