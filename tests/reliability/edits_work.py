"""攻坚推进: every way of changing a task."""

from __future__ import annotations

from datetime import timedelta

from tests.factories.work import make_task
from tests.reliability.edit import Edit
from tests.reliability.fields import as_read, signed, signed_today
from tests.reliability.office import TODAY
from tongpin.domains.work.services import tasks as work

WORK_EDITS = (
    Edit(
        "correct_task",
        lambda o: make_task(o.org),
        lambda r, o, p: work.correct_task(
            r,
            **signed(o),
            **as_read(r),
            title=f"任务{p}",
            area="party",
            requirement="",
            leader=r.leader,
            department=r.department,
            person=r.person,
        ),
    ),
    Edit(
        "report_progress",
        lambda o: make_task(o.org),
        lambda r, o, p: work.report_progress(r, **signed_today(o), **as_read(r), share_done=10 + p, next_step="推进", obstacle=""),
    ),
    Edit(
        "complete_task",
        lambda o: make_task(o.org),
        lambda r, o, p: work.complete_task(r, **signed_today(o), **as_read(r), on=TODAY, result=f"结果{p}"),
    ),
    Edit(
        "postpone_task",
        lambda o: make_task(o.org),
        lambda r, o, p: work.postpone_task(
            r, **signed_today(o), **as_read(r), due_on=r.due_on + timedelta(days=1 + p), reason=f"原因{p}", approved_by="周局长"
        ),
    ),
    Edit(
        "cancel_task",
        lambda o: make_task(o.org),
        lambda r, o, p: work.cancel_task(r, **signed_today(o), **as_read(r), reason=f"原因{p}"),
    ),
)
