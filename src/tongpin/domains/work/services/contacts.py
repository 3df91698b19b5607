"""沟通协调办理: logged when it happened, settled with what came of it."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.work.models import Contact, Force
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused


class ContactFields(TypedDict):
    """沟通协调栏目."""

    kind: str
    counterpart: str
    matter: str
    on: date
    person: Person
    force: Force | None
    event_on: date | None
    result: str


@transaction.atomic
def log_contact(*, org: Organisation, by: User, today: date, **fields: Unpack[ContactFields]) -> Contact:
    """登记沟通协调."""
    not_after(fields["on"], today, "日期", field="on")
    return enter(Contact(org=org, **fields), verb="contact.logged", by=by, fields=fields)


@transaction.atomic
def correct_contact(contact: Contact, *, by: User, today: date, expected: int, **fields: Unpack[ContactFields]) -> Contact:
    """更正沟通协调."""
    not_after(fields["on"], today, "日期", field="on")
    return amend(contact, verb="contact.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def settle_contact(contact: Contact, *, by: User, today: date, expected: int, on: date, result: str) -> Contact:
    """办结沟通协调: with its result."""
    if contact.settled_on is not None:
        raise Refused(f"该事项已于{contact.settled_on:%Y-%m-%d}办结。")
    not_after(on, today, "办结日期", field="on")
    return amend(contact, verb="contact.settled", by=by, expected=expected, values={"settled_on": on, "result": result})
