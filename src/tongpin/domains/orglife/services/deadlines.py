"""年度通知办理: what the superior's notice says of the year's life meetings."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.models import YearNotice
from tongpin.engines.ledgers.services import amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation


class NoticeFields(TypedDict):
    """年度通知栏目."""

    year: int
    matter: str
    due_on: date
    document: str


@transaction.atomic
def enter_notice(*, org: Organisation, by: User, **fields: Unpack[NoticeFields]) -> YearNotice:
    """登记年度通知; it holds for the organisation and all below it."""
    return enter(YearNotice(org=org, **fields), verb="year_notice.entered", by=by, fields=fields)


@transaction.atomic
def correct_notice(notice: YearNotice, *, by: User, expected: int, **fields: Unpack[NoticeFields]) -> YearNotice:
    """更正年度通知."""
    return amend(notice, verb="year_notice.corrected", by=by, expected=expected, values=dict(fields))
