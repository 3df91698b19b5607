"""组织生活 in the world of the access tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.orglife import (
    make_action,
    make_campaign,
    make_done,
    make_entry,
    make_gathering,
    make_item,
    make_make_up,
    make_meeting,
    make_members,
    make_notice,
    make_off_meeting,
    make_opinion,
    make_plan,
    make_rectification,
    make_recusal,
    make_report,
    make_study_member,
    make_theme_day,
    make_vote,
)
from tests.factories.orgs import make_org, make_person
from tongpin.engines.activities.services import record_activity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation

TODAY = date(2024, 1, 15)


def orglife_records(org: Organisation, mark: str, by: User) -> dict[str, Any]:
    """One record of every kind; the branch stands below the place, so that a campaign has somebody to ask."""
    people = make_members(org, 3, mark=mark)
    branch = make_org(f"{mark}第二支部", org, OrgLevel.PARTY_BRANCH)
    meeting = make_meeting(
        org, by=by, title=f"{mark}党组会", chair=people[0].pk, recorder=people[1].pk, absent={people[2].pk: f"{mark}出差"}
    )
    item, theme_day = make_item(meeting, title=f"{mark}议题"), make_theme_day(org, by=by, title=f"{mark}主题党日")
    balloted = make_item(meeting, title=f"{mark}表决议题", topic="other")
    plan, campaign = make_plan(org, basis=f"{mark}支委会"), make_campaign(org, title=f"{mark}主题教育")
    action = make_action(campaign, title=f"{mark}动作")
    bare = record_activity(
        org=org, kind="orglife.general_meeting", by=by, today=TODAY, title=f"{mark}党员大会", day=date(2023, 5, 5), summary=mark
    )
    return {
        "meeting": meeting,
        "meeting_item": item,
        "opinion": make_opinion(item, people[1], text=f"{mark}意见"),
        "recusal": make_recusal(item, people[2], reason=f"{mark}亲属"),
        "vote": make_vote(balloted, subject=f"{mark}表决"),
        "make_up": make_make_up(meeting, people[2], content=f"{mark}自学"),
        "rectification": make_rectification(meeting, problem=f"{mark}问题"),
        "theme_day": theme_day,
        "study_group_member": make_study_member(org, make_person(org, f"{mark}中心组")),
        "upward_report": make_report(org, title=f"{mark}学习报告", sent_to=f"{mark}市委"),
        "year_plan": plan,
        "planned_gathering": make_gathering(plan, title=f"{mark}大会"),
        "campaign": campaign,
        "campaign_action": action,
        "campaign_record": make_done(make_action(campaign), branch, note=f"{mark}已学"),
        "catalogue_entry": make_entry(org, title=f"{mark}专题", ends_on=None if org.parent_id else date(2023, 1, 1)),
        "off_meeting_decision": make_off_meeting(org, title=f"{mark}决定"),
        "year_notice": make_notice(org, document=f"{mark}通知"),
        "party_branch": branch,
        "bare_meeting": bare,
    }
