"""通知查询."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max, Q, QuerySet

from tongpin.engines.notifications.models import Notice, NoticeHours
from tongpin.engines.notifications.timing import DEFAULT_HOURS, Hours
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person


def notices_of(user: User) -> QuerySet[Notice]:
    """本人收到的提醒, the latest digest first."""
    return Notice.objects.filter(user=user, digest__isnull=False).select_related("digest").order_by("-digest__day", "due_on", "pk")


def unread(user: User) -> QuerySet[Notice]:
    """本人未读的提醒."""
    return notices_of(user).filter(read_at__isnull=True)


def unsent() -> QuerySet[Notice]:
    """待发的提醒."""
    return Notice.objects.filter(digest__isnull=True)


def sent_notices(source: str, key_prefix: str) -> QuerySet[Notice]:
    """已发出的提醒 of a source about things whose key begins so, with whom and when."""
    return Notice.objects.filter(source=source, key__startswith=key_prefix, digest__isnull=False).select_related("digest", "user")


def hours_set(org: Organisation) -> NoticeHours | None:
    """本单位设置的通知时间, None where those above (or the product's own) hold."""
    return NoticeHours.objects.filter(org=org).select_related("org").first()


def as_hours(found: NoticeHours | None) -> Hours:
    """通知时间 as values; the product's own where nothing is set."""
    if found is None:
        return DEFAULT_HOURS
    return Hours(found.digest_at, found.quiet_from, found.quiet_to, found.workdays_only, found.step_workdays)


def hours_of(user_ids: Iterable[int]) -> Mapping[int, Hours]:
    """各人适用的通知时间: of the nearest organisation from their own upwards that has set any; three queries for all."""
    paths = dict(Person.objects.filter(user_id__in=list(user_ids), user__isnull=False).values_list("user_id", "org__path"))
    held = {row.org.path: as_hours(row) for row in NoticeHours.objects.select_related("org")}
    return {user: _nearest(path, held) for user, path in paths.items() if user is not None}


def last_sent(keys: Iterable[str], source: str) -> Mapping[tuple[str, int], date]:
    """何时发出: (key, step) → the last day on which anybody was told."""
    rows = Notice.objects.filter(Q(key__in=list(keys)), source=source, digest__isnull=False).order_by()
    return {(r["key"], r["step"]): r["day"] for r in rows.values("key", "step").annotate(day=Max("digest__day"))}


def _nearest(path: str, held: Mapping[str, Hours]) -> Hours:
    """``path`` is "/1/4/": the organisation itself, then those above it."""
    while path and path != "/":
        if path in held:
            return held[path]
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return DEFAULT_HOURS
