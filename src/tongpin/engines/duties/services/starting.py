"""启用台账日期办理: since when records are kept here, with a basis; what was judged of the time before is judged again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tongpin.engines.duties.models import LedgerStart
from tongpin.engines.duties.selectors.kept import trees_below
from tongpin.engines.duties.services.marks import mark
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused

FIELDS = ("starts_on", "basis")


@transaction.atomic
def start_ledgers(*, org: Organisation, starts_on: date, basis: str, by: User, today: date) -> LedgerStart:
    """登记启用台账日期 of an organisation and all below it."""
    not_after(starts_on, today, "启用台账日期", field="starts_on")
    record = LedgerStart(org=org, starts_on=starts_on, basis=basis.strip())
    return _spread(enter(record, verb="ledger_start.set", by=by, fields=FIELDS))


@transaction.atomic
def change_ledger_start(start: LedgerStart, *, by: User, expected: int, starts_on: date, basis: str, today: date) -> LedgerStart:
    """更正启用台账日期."""
    not_after(starts_on, today, "启用台账日期", field="starts_on")
    values = {"starts_on": starts_on, "basis": basis.strip()}
    return _spread(amend(start, verb="ledger_start.changed", by=by, expected=expected, values=values))


@transaction.atomic
def withdraw_ledger_start(start: LedgerStart, *, by: User, expected: int, reason: str) -> LedgerStart:
    """撤销启用台账日期: every window is judged again, those before it too."""
    if not reason.strip():
        raise Refused("请写明撤销的原因。", field="reason")
    remove(start, verb="ledger_start.withdrawn", by=by, expected=expected, reason=reason.strip(), fields=FIELDS)
    return _spread(start)


def _spread(start: LedgerStart) -> LedgerStart:
    """Bureaus further down follow it too, so that theirs are judged again."""
    for tree in trees_below(start.org):
        mark(tree.pk)
    return start
