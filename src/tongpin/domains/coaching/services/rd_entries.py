"""辅助账办理: entries of a project's ledger, entered, corrected and removed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.coaching.enums import RdItem
from tongpin.domains.coaching.models import RdEntry, RdProject
from tongpin.domains.coaching.research.entries import entry_problems
from tongpin.domains.coaching.research.items import PLACES
from tongpin.engines.ledgers.services import amend, enter, remove
from tongpin.foundation.accounts.models import User
from tongpin.kernel.errors import Refused

AUDITED = ("booked_on", "voucher_type", "voucher_number", "summary", "item", "amount", "tax_amount", "is_capitalised", "is_fiscal")


class RdEntryFields(TypedDict):
    """辅助账栏目; the group follows from the item."""

    booked_on: date
    voucher_type: str
    voucher_number: str
    summary: str
    item: str
    amount: Decimal
    tax_amount: Decimal | None
    is_capitalised: bool
    is_fiscal: bool
    has_invoice: bool


@transaction.atomic
def enter_rd_entry(project: RdProject, *, by: User, today: date, **fields: Unpack[RdEntryFields]) -> RdEntry:
    """登记辅助账分录."""
    values = _values(project, fields, today)
    return enter(RdEntry(org=project.org, project=project, **values), verb="rd_entry.entered", by=by, fields=AUDITED)


@transaction.atomic
def correct_rd_entry(entry: RdEntry, *, by: User, today: date, expected: int, **fields: Unpack[RdEntryFields]) -> RdEntry:
    """更正辅助账分录."""
    values = _values(entry.project, fields, today)
    return amend(entry, verb="rd_entry.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def remove_rd_entry(entry: RdEntry, *, by: User, expected: int, reason: str) -> RdEntry:
    """移除辅助账分录 that was entered by mistake; what it said stays in the audit trail."""
    return remove(entry, verb="rd_entry.removed", by=by, expected=expected, reason=reason, fields=AUDITED)


def _values(project: RdProject, fields: RdEntryFields, today: date) -> dict[str, Any]:
    held = RdProject.objects.select_for_update().filter(pk=project.pk).first()
    if held is None:
        raise Refused("该研发项目刚刚被他人移除，本次没有保存。请刷新核对后重新办理。")
    for field, problem, advice in entry_problems(dict(fields), starts_on=held.starts_on, ends_on=held.ends_on, today=today):
        raise Refused(f"{problem}，{advice}。", field=field)
    return {**fields, "group": PLACES[RdItem(fields["item"])].group}
