"""通知: the hours of an organisation."""

from __future__ import annotations

from datetime import time

from tests.reliability.edit import Edit, anew
from tests.reliability.fields import as_read, signed
from tongpin.engines.notifications import services as notifications
from tongpin.engines.notifications.models import NoticeHours

NOTIFICATION_EDITS = (
    Edit(
        "set_hours",
        anew(NoticeHours, lambda o: NoticeHours.objects.create(org=o.org)),
        lambda r, o, p: notifications.set_hours(
            org=o.org,
            **signed(o),
            **as_read(r),
            digest_at=time(9, p),
            quiet_from=time(18),
            quiet_to=time(8),
            workdays_only=True,
            step_workdays=3,
        ),
    ),
)
