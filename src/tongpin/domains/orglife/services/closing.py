"""办结: a meeting is closed only when nothing is missing; closed, it is changed only after it was reopened."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tongpin.domains.orglife.models import Meeting
from tongpin.domains.orglife.selectors.completeness import shortfalls
from tongpin.engines.ledgers.services import amend
from tongpin.foundation.accounts.models import User
from tongpin.kernel.errors import Refused


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: User, today: date, expected: int) -> Meeting:
    """办结会议; refused with the list of what is missing."""
    if meeting.is_closed:
        raise Refused("该会议已经办结，不必重复办理。")
    missing = [one.text for one in shortfalls(meeting) if one.blocks]
    if missing:
        raise Refused("还不能办结，缺：" + "；".join(text.rstrip("。") for text in missing) + "。补齐后再办结。")
    return amend(meeting, verb="meeting.closed", by=by, expected=expected, values={"closed_on": today, "closed_by": by})


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, by: User, expected: int, reason: str) -> Meeting:
    """退回办结, with the reason in the trail."""
    if not meeting.is_closed:
        raise Refused("该会议还没有办结，可以直接更改。")
    values = {"closed_on": None, "closed_by": None, "reopened_reason": reason}
    return amend(meeting, verb="meeting.reopened", by=by, expected=expected, values=values)
