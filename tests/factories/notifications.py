"""通知: a notice that was sent with a digest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tongpin.engines.notifications.models import Digest, Notice
from tongpin.foundation.accounts.models import User

_numbers = count(1)


def make_notice(user: User, **values: Any) -> Notice:
    """A sent notice, unread, in the digest of its day."""
    day = values.pop("day", date(2024, 1, 15))
    digest, _ = Digest.objects.get_or_create(
        user=user, day=day, defaults={"sent_at": datetime(day.year, day.month, day.day, 1, tzinfo=UTC)}
    )
    number = next(_numbers)
    defaults = {"source": "test", "key": f"thing-{number}", "title": f"第{number}件事到期", "url": "/todo/", "noted_on": day}
    return Notice.objects.create(user=user, **{**defaults, "digest": digest, **values})
