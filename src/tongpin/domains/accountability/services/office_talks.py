"""任前廉政谈话办理: the talk goes into the register of talks, its day onto the appointment; one form, once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from tongpin.domains.membership.selectors.appointments import appointment_cases
from tongpin.domains.membership.services.appointments import note_integrity_talk
from tongpin.domains.orglife.enums import TalkKind
from tongpin.domains.orglife.services.talks import enter_talk
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.errors import Refused


@transaction.atomic
def record_office_talk(case: Any, *, by: User, today: date, expected: int, on: date, talker: Person, words: str = "") -> Any:
    """登记任前廉政谈话: the words are the talker's own to write, and sealed."""
    held = appointment_cases().select_for_update(of=("self",)).get(pk=case.pk)  # of several at once the others find it recorded
    if held.integrity_talk_on is not None:
        raise Refused("该件已登记任前廉政谈话，不必重复登记。")
    if talker.pk == case.person_id:
        raise Refused("谈话人与谈话对象不能是同一人。", field="talker")
    enter_talk(
        org=case.org,
        by=by,
        today=today,
        words=words,
        on=on,
        kind=TalkKind.BEFORE_POST,
        talker=talker,
        talked_to=case.person,
        officer=None,
    )
    return note_integrity_talk(case, by=by, today=today, expected=expected, on=on)
