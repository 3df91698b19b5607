"""工作记录: every way of changing an activity and a kind that a bureau added."""

from __future__ import annotations

from datetime import timedelta

from tests.factories.activities import make_activity, make_kind
from tests.reliability.edit import Edit
from tests.reliability.fields import DAY, as_read, signed, signed_today
from tongpin.engines.activities import services as activities
from tongpin.engines.activities.enums import ActivityState

ACTIVITY_EDITS = (
    Edit(
        "correct_activity",
        lambda o: make_activity(o.org, day=DAY),
        lambda r, o, p: activities.correct_activity(r, **signed_today(o), **as_read(r), title=f"第{p}厂走访"),
    ),
    Edit(
        "hold_activity",
        lambda o: make_activity(o.org, day=DAY, state=ActivityState.PLANNED),
        lambda r, o, p: activities.hold_activity(r, **signed_today(o), **as_read(r), summary=f"情况{p}"),
    ),
    Edit(
        "cancel_activity",
        lambda o: make_activity(o.org, day=DAY, state=ActivityState.PLANNED),
        lambda r, o, p: activities.cancel_activity(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "withdraw_activity",
        lambda o: make_activity(o.org, day=DAY),
        lambda r, o, p: activities.withdraw_activity(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "change_kind",
        lambda o: make_kind(o.org),
        lambda r, o, p: activities.change_kind(
            r,
            **signed(o),
            **as_read(r),
            outcomes=(),
            title=r.title,
            area=r.area,
            roster=r.roster,
            study_hours=r.study_hours,
            basis=f"纪要{p}",
            starts_on=r.starts_on,
        ),
    ),
    Edit(
        "end_kind",
        lambda o: make_kind(o.org),
        lambda r, o, p: activities.end_kind(r, **signed(o), **as_read(r), on=DAY - timedelta(days=p)),
    ),
)
