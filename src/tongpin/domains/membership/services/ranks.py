"""干部层次办理: entered for several people at once, corrected and removed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from tongpin.domains.membership.models import Member, RankRecord
from tongpin.domains.membership.selectors.ranks import ranks_on
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.kernel.errors import Refused


@transaction.atomic
def note_ranks(*, members: Sequence[Member], rank: str, starts_on: date, by: User, today: date) -> list[RankRecord]:
    """登记干部层次 of several members from one day; who is of that layer already keeps the earlier entry."""
    not_after(starts_on, today, "日期", field="starts_on")
    known = ranks_on([m.person_id for m in members], starts_on)
    new = [m for m in members if known.get(m.person_id) != rank]
    if not new:
        raise Refused("所选人员在该日已经是这一层次，不必重复登记。", field="members")
    values = {"rank": rank, "starts_on": starts_on}
    return [
        enter(RankRecord(org=m.org, person=m.person, **values), verb="rank_record.entered", by=by, fields=("person", *values)) for m in new
    ]


@transaction.atomic
def correct_rank(record: RankRecord, *, by: User, today: date, expected: int, rank: str, starts_on: date) -> RankRecord:
    """更正干部层次."""
    not_after(starts_on, today, "日期", field="starts_on")
    values = {"rank": rank, "starts_on": starts_on}
    return amend(record, verb="rank_record.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def remove_rank(record: RankRecord, *, by: User, expected: int, reason: str) -> RankRecord:
    """移出干部层次登记 entered by mistake."""
    return remove(record, verb="rank_record.removed", by=by, expected=expected, reason=reason, fields=("person", "rank", "starts_on"))
