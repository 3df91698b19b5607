"""演示主题教育: a campaign of the department's Party committee, what it requires, and which branches have done it."""

from __future__ import annotations

from datetime import date, timedelta

from tongpin.demo.party.department import Department
from tongpin.domains.orglife.services.campaigns import open_campaign, record_done, require_action
from tongpin.foundation.accounts.models import User

BEGAN = timedelta(days=95)
LASTS = timedelta(days=150)
ACTIONS = (
    # stage, action, days from the start by which it is to be done, branches that are late with it or have not done it
    ("学习研讨", "支部集中学习并交流研讨", 30, ()),
    ("查摆问题", "对照检查，列出问题清单", 60, ("ZB09",)),
    ("集中整改", "逐项整改并向党员通报", 90, ("ZB04", "ZB14")),
    ("开门教育", "到服务对象中听取意见", 140, ()),
)
SELDOM = 3
"""Of the action that is still running, every third branch is through."""


def campaign(made: Department, *, by: User, today: date) -> None:
    """一项主题教育 of this half year, most of it done, two branches behind with one action."""
    began = today - BEGAN
    opened = open_campaign(
        org=made.orgs["ST-JW"],
        by=by,
        title="作风建设学习教育",
        basis=f"江科党〔{began.year}〕12号",
        starts_on=began,
        ends_on=began + LASTS,
        scope_note="全体党支部；离退休干部党支部结合实际开展",
    )
    for number, (stage, title, days, behind) in enumerate(ACTIONS, 1):
        due = began + timedelta(days=days)
        action = require_action(opened, by=by, number=number, stage=stage, title=title, due_on=due)
        for place, (code, branch) in enumerate(sorted(made.branches.items())):
            waits = due > today and place % SELDOM
            if code in behind or waits:
                continue
            done = min(due - timedelta(days=3 + place % 7), today)
            record_done(action, org=branch.org, by=by, today=today, done_on=done, note="已按要求完成")
