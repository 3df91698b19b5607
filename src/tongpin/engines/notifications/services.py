"""通知办理: what is due is noted once a step, and sent as one digest a day outside the quiet hours."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction

from tongpin.engines.ledgers.services import amend, enter
from tongpin.engines.notifications import selectors
from tongpin.engines.notifications.models import Digest, Notice, NoticeHours
from tongpin.engines.notifications.timing import DEFAULT_HOURS, may_send, step_is_due
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import Remembrance, ReminderSource
from tongpin.kernel.periods import OFFICE_ZONE

MESSAGES = "message"
"""消息的来源: what was told one person at once, beside what the sources name every day."""


class HoursFields(TypedDict):
    """通知时间栏目."""

    digest_at: time
    quiet_from: time
    quiet_to: time
    workdays_only: bool
    step_workdays: int


@transaction.atomic
def set_hours(*, org: Organisation, by: User, expected: int | None = None, **fields: Unpack[HoursFields]) -> NoticeHours:
    """设置通知时间 of an organisation."""
    held = selectors.hours_set(org)
    if held is None:
        return enter(NoticeHours(org=org, **fields), verb="notice_hours.set", by=by, fields=fields)
    return amend(held, verb="notice_hours.changed", by=by, expected=held.version if expected is None else expected, values=dict(fields))


@transaction.atomic
def note_what_is_due(*, today: date) -> int:
    """列入提醒: everything the sources name, each thing once a step; how many are new. Steps after the first wait for the one before."""
    return sum(_note(source.key, list(source.due(today)), today) for source in gathered(ReminderSource))


@transaction.atomic
def post_notice(*, user_id: int, source: str, key: str, title: str, url: str, today: date, due_on: date | None = None) -> bool:
    """列入一条提醒 for the person's next digest; False where the same was noted before."""
    known = Notice.objects.filter(user_id=user_id, source=source, key=key, step=1)
    if known.exists():
        return False
    fields = {"title": title[:200], "url": url, "due_on": due_on, "noted_on": today}
    Notice.objects.bulk_create([Notice(user_id=user_id, source=source, key=key, step=1, **fields)], ignore_conflicts=True)
    return True


@transaction.atomic
def settle_notices(*, user_id: int, source: str, key_prefix: str, moment: datetime) -> int:
    """了结提醒 of what the person has done meanwhile: what was not sent yet is dropped, what was sent counts as read; how many."""
    rows = Notice.objects.filter(user_id=user_id, source=source, key__startswith=key_prefix)
    dropped, _ = rows.filter(digest__isnull=True).delete()
    return dropped + rows.filter(read_at__isnull=True).update(read_at=moment)


def send_digests(*, moment: datetime) -> int:
    """发出每日摘要 to everybody with something new for whom the hour has come; how many went out. One transaction a person."""
    local = moment.astimezone(OFFICE_ZONE)
    waiting = defaultdict(list)
    for pk, user in selectors.unsent().filter(user__is_active=True).order_by("pk").values_list("pk", "user"):
        waiting[user].append(pk)
    hours, calendar = selectors.hours_of(waiting), work_calendar()
    ready = [user for user in waiting if may_send(local, hours.get(user, DEFAULT_HOURS), calendar)]
    return sum(_send(user, waiting[user], moment, local.date()) for user in ready)


@transaction.atomic
def read_notice(notice: Notice, *, moment: datetime) -> Notice:
    """阅读提醒: when first read; reading again changes nothing."""
    if Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=moment):
        notice.read_at = moment
    return notice


@transaction.atomic
def read_all(*, by: User, moment: datetime) -> int:
    """全部标为已读."""
    return selectors.unread(by).order_by().update(read_at=moment)


def _note(source: str, due: list[Remembrance], today: date) -> int:
    hours, calendar = selectors.hours_of({r.user_id for r in due}), work_calendar()
    sent = selectors.last_sent({r.key for r in due if _before(r)}, source)
    steps = [
        r
        for r in due
        if not _before(r) or step_is_due(sent.get((r.key, _before(r))), today, hours.get(r.user_id, DEFAULT_HOURS), calendar, wait=r.wait)
    ]
    known = set(Notice.objects.filter(source=source, key__in={r.key for r in steps}).values_list("user_id", "key", "step"))
    new = {(r.user_id, r.key, r.step): r for r in steps if (r.user_id, r.key, r.step) not in known}
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=r.user_id, source=source, key=r.key, step=r.step, title=r.title[:200], url=r.url, due_on=r.due_on, noted_on=today
            )
            for r in new.values()
        ],
        ignore_conflicts=True,
    )
    return len(new)


def _before(one: Remembrance) -> int:
    """The step that must have been sent first; 0 for none."""
    return one.step - 1 if one.follows is None else one.follows


def _send(user: int, notices: list[int], moment: datetime, day: date) -> int:
    """One digest; 0 where this person already had today's, also when two workers try at once."""
    if Digest.objects.filter(user=user, day=day).exists():
        return 0
    try:
        with transaction.atomic():
            digest = Digest.objects.create(user_id=user, day=day, sent_at=moment)
            Notice.objects.filter(pk__in=notices, digest__isnull=True).update(digest=digest)
    except IntegrityError:
        return 0
    return 1
