"""组织生活: every way of changing a meeting, its items and votes, a theme day, a year's plan and a campaign."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.factories.orglife import (
    HELD,
    gathering,
    make_action,
    make_campaign,
    make_done,
    make_gathering,
    make_item,
    make_make_up,
    make_meeting,
    make_members,
    make_notice,
    make_opinion,
    make_plan,
    make_rectification,
    make_recusal,
    make_theme_day,
    make_vote,
)
from tests.factories.orgs import make_org, make_person
from tests.reliability.edit import Edit, said
from tests.reliability.fields import as_read, signed, signed_today
from tests.reliability.office import TODAY, Office
from tongpin.domains.orglife.models import Meeting, MeetingItem, PlannedGathering, YearPlan
from tongpin.domains.orglife.services import agenda, campaigns, closing, deadlines, follow_ups, meetings, plans, theme_days, votes
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation

MEETING = {"for_year": None, "no_first_topic_reason": "", "steps_done": "", "timing_basis": "", "reported_on": None}
THEME_DAY = {"festival": "", "is_science": False, "studied_beforehand": "", "follow_up": "", "enterprise_name": ""}


def _branch(o: Office) -> Organisation:
    return make_org(parent=o.org, level=OrgLevel.PARTY_BRANCH)


def _meeting(o: Office) -> Meeting:
    return make_meeting(o.org, by=o.clerk)


def _complete(o: Office) -> Meeting:
    """A meeting at which nothing is missing."""
    leaders = make_org(parent=o.org, level=OrgLevel.PARTY_GROUP)
    people = make_members(leaders, 3)
    meeting = make_meeting(leaders, by=o.clerk, chair=people[0].pk, recorder=people[1].pk)
    make_item(meeting, materials="学习材料", follow_up_by="办公室", follow_up_due=TODAY)
    return meeting


def _closed(o: Office) -> Meeting:
    meeting = _meeting(o)
    Meeting.objects.filter(pk=meeting.pk).update(closed_on=TODAY, closed_by=o.clerk)
    return Meeting.objects.get(pk=meeting.pk)


def _item(o: Office) -> MeetingItem:
    return make_item(_meeting(o))


def _gathering(o: Office) -> PlannedGathering:
    return make_gathering(make_plan(_branch(o)))


def _plan(o: Office) -> YearPlan:
    return _gathering(o).plan


def _again(version: int, **own: Any) -> dict[str, Any]:
    return {"activity_version": version, **gathering(), **own}


MEETING_EDITS = (
    Edit(
        "correct_meeting",
        _meeting,
        lambda r, o, p: meetings.correct_meeting(r, **signed_today(o), **as_read(r), **_again(r.activity.version, **MEETING)),
        events=2,
    ),
    Edit(
        "cancel_meeting",
        _meeting,
        lambda r, o, p: meetings.cancel_meeting(r, **signed(o), **as_read(r), reason=f"原因{p}"),
        events=2,
    ),
    Edit(
        "close_meeting",
        _complete,
        lambda r, o, p: closing.close_meeting(r, **as_read(r), by=o.clerk, today=TODAY - timedelta(days=p)),
    ),
    Edit(
        "reopen_meeting",
        _closed,
        lambda r, o, p: closing.reopen_meeting(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_item",
        _item,
        lambda r, o, p: agenda.correct_item(r, **signed(o), **as_read(r), **said(r, agenda.ItemFields, title=f"第{p}题")),
    ),
    Edit("remove_item", _item, lambda r, o, p: agenda.remove_item(r, **signed(o), **as_read(r), reason=f"原因{p}")),
    Edit(
        "finish_follow_up",
        _item,
        lambda r, o, p: agenda.finish_follow_up(r, **signed_today(o), **as_read(r), on=HELD + timedelta(days=p)),
    ),
    Edit(
        "correct_opinion",
        lambda o: make_opinion(_item(o), make_person(o.org)),
        lambda r, o, p: agenda.correct_opinion(r, **signed(o), **as_read(r), **said(r, agenda.OpinionFields, text=f"意见{p}")),
    ),
    Edit(
        "remove_opinion",
        lambda o: make_opinion(_item(o), make_person(o.org)),
        lambda r, o, p: agenda.remove_opinion(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "remove_recusal",
        lambda o: make_recusal(_item(o), make_person(o.org)),
        lambda r, o, p: agenda.remove_recusal(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_vote",
        lambda o: make_vote(_item(o)),
        lambda r, o, p: votes.correct_vote(r, **signed(o), **as_read(r), **said(r, votes.VoteFields, subject=f"表决{p}")),
    ),
    Edit(
        "remove_vote",
        lambda o: make_vote(_item(o)),
        lambda r, o, p: votes.remove_vote(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "remove_make_up",
        lambda o: make_make_up(_meeting(o), make_person(o.org)),
        lambda r, o, p: follow_ups.remove_make_up(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_rectification",
        lambda o: make_rectification(_meeting(o)),
        lambda r, o, p: follow_ups.correct_rectification(
            r, **signed(o), **as_read(r), **said(r, follow_ups.RectificationFields, measure=f"措施{p}")
        ),
    ),
    Edit(
        "finish_rectification",
        lambda o: make_rectification(_meeting(o)),
        lambda r, o, p: follow_ups.finish_rectification(r, **signed_today(o), **as_read(r), on=TODAY, result=f"结果{p}"),
    ),
    Edit(
        "remove_rectification",
        lambda o: make_rectification(_meeting(o)),
        lambda r, o, p: follow_ups.remove_rectification(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_theme_day",
        lambda o: make_theme_day(_branch(o), by=o.clerk),
        lambda r, o, p: theme_days.correct_theme_day(r, **signed_today(o), **as_read(r), **_again(r.activity.version, **THEME_DAY)),
        events=2,
    ),
    Edit(
        "cancel_theme_day",
        lambda o: make_theme_day(_branch(o), by=o.clerk),
        lambda r, o, p: theme_days.cancel_theme_day(r, **signed(o), **as_read(r), reason=f"原因{p}"),
        events=2,
    ),
    Edit(
        "change_gathering",
        _gathering,
        lambda r, o, p: plans.change_gathering(r, **signed(o), **as_read(r), **said(r, plans.PlannedFields, title=f"第{p}次大会")),
    ),
    Edit("drop_gathering", _gathering, lambda r, o, p: plans.drop_gathering(r, **signed(o), **as_read(r), reason=f"原因{p}")),
    Edit("confirm_plan", _plan, lambda r, o, p: plans.confirm_plan(r, **signed_today(o), **as_read(r)), events=3),
    Edit(
        "correct_campaign",
        lambda o: make_campaign(o.org),
        lambda r, o, p: campaigns.correct_campaign(r, **signed(o), **as_read(r), **said(r, campaigns.CampaignFields, basis=f"方案{p}")),
    ),
    Edit(
        "correct_action",
        lambda o: make_action(make_campaign(o.org)),
        lambda r, o, p: campaigns.correct_action(r, **signed(o), **as_read(r), **said(r, campaigns.ActionFields, title=f"动作{p}")),
    ),
    Edit(
        "remove_action",
        lambda o: make_action(make_campaign(o.org)),
        lambda r, o, p: campaigns.remove_action(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "withdraw_done",
        lambda o: make_done(make_action(make_campaign(o.org)), _branch(o)),
        lambda r, o, p: campaigns.withdraw_done(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_notice",
        lambda o: make_notice(_branch(o)),
        lambda r, o, p: deadlines.correct_notice(r, **signed(o), **as_read(r), **said(r, deadlines.NoticeFields, document=f"通知{p}")),
    ),
)
