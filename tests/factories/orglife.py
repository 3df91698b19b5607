"""组织生活: people with posts, meetings with items and votes, theme days, plans, campaigns; meetings through their services."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tests.factories.orgs import make_person
from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.models import (
    Campaign,
    CampaignAction,
    CampaignRecord,
    CatalogueEntry,
    MakeUp,
    Meeting,
    MeetingItem,
    OffMeetingDecision,
    Opinion,
    PlannedGathering,
    Rectification,
    Recusal,
    StudyGroupMember,
    ThemeDay,
    UpwardReport,
    Vote,
    YearNotice,
    YearPlan,
)
from tongpin.domains.orglife.services.meetings import enter_meeting
from tongpin.domains.orglife.services.theme_days import enter_theme_day
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person, Post

_numbers = count(1)
TODAY = date(2024, 1, 15)
HELD = date(2023, 11, 20)


def make_members(org: Organisation, number: int = 7, *, mark: str = "") -> list[Person]:
    """People of a Party organisation, each with a post there, the first in the lead."""
    found = []
    for place in range(1, number + 1):
        person = make_person(org, f"{mark}党员{place if mark else next(_numbers)}", is_party_member=True)
        title = "书记" if place == 1 else "委员"
        Post.objects.create(person=person, org=org, title=title, starts_on=date(2020, 1, place), is_lead=place == 1)
        found.append(person)
    return found


def gathering(**values: Any) -> dict[str, Any]:
    """What a person types of a gathering."""
    usual = {
        "title": f"第{next(_numbers)}次会议",
        "day": HELD,
        "at": None,
        "place": "二楼会议室",
        "chair": None,
        "recorder": None,
        "speakers": [],
        "absent": {},
        "observers": [],
        "summary": "学习传达，研究工作。",
    }
    return {**usual, **values}


def make_meeting(org: Organisation, *, by: User, kind: str = MeetingKind.PARTY_GROUP, today: date = TODAY, **values: Any) -> Meeting:
    """A meeting that was held, entered as a clerk enters it."""
    own = {"for_year": None, "no_first_topic_reason": "", "steps_done": "", "timing_basis": "", "reported_on": None}
    return enter_meeting(org=org, kind=kind, by=by, today=today, **{**gathering(), **own, **values})


def make_item(meeting: Meeting, **values: Any) -> MeetingItem:
    """The first topic of a meeting."""
    usual = {"number": meeting.items.count() + 1, "title": "学习重要讲话精神", "topic": "first_topic", "follow_up": "抓好贯彻落实"}
    return MeetingItem.objects.create(org=meeting.org, meeting=meeting, **{**usual, **values})


def make_vote(item: MeetingItem, **values: Any) -> Vote:
    """A ballot of seven, all in favour."""
    usual = {
        "subject": f"第{next(_numbers)}项表决",
        "method": "secret",
        "rule": "ordinary",
        "due": 7,
        "present": 7,
        "issued": 7,
        "returned": 7,
        "valid": 7,
        "yes": 7,
        "no": 0,
        "abstain": 0,
        "declared": "passed",
    }
    return Vote.objects.create(org=item.org, item=item, **{**usual, **values})


def make_opinion(item: MeetingItem, person: Person, **values: Any) -> Opinion:
    return Opinion.objects.create(org=item.org, item=item, person=person, **{"position": 1, "stance": "agree", **values})


def make_entry(org: Organisation, **values: Any) -> CatalogueEntry:
    """A class of topics that an organisation added for itself."""
    number = next(_numbers)
    usual = {"catalogue": "topic", "key": f"other.{number}", "title": f"第{number}类议题", "nature": "other", "materials": "汇报材料"}
    return CatalogueEntry.objects.create(org=org, **{**usual, "basis": "党组会纪要", "starts_on": date(2023, 1, 1), **values})


def make_off_meeting(org: Organisation, **values: Any) -> OffMeetingDecision:
    usual = {"title": f"第{next(_numbers)}项决定", "decided_on": HELD, "way": "secretary", "decided_by": "书记", "reason": "时间紧急"}
    return OffMeetingDecision.objects.create(org=org, **{**usual, **values})


def make_recusal(item: MeetingItem, person: Person, **values: Any) -> Recusal:
    return Recusal.objects.create(org=item.org, item=item, person=person, **{"reason": "亲属关系", **values})


def make_make_up(meeting: Meeting, person: Person, **values: Any) -> MakeUp:
    usual = {"day": date(2023, 11, 28), "content": "学习会议材料", "confirmed_by": "支部书记"}
    return MakeUp.objects.create(org=meeting.org, meeting=meeting, person=person, **{**usual, **values})


def make_rectification(meeting: Meeting, **values: Any) -> Rectification:
    usual = {"problem": "学习不够深入", "measure": "每月集中学习", "owner": "组织委员", "due_on": date(2023, 12, 31)}
    return Rectification.objects.create(org=meeting.org, meeting=meeting, **{**usual, **values})


def make_theme_day(org: Organisation, *, by: User, today: date = TODAY, **values: Any) -> ThemeDay:
    """A theme day that was held."""
    own = {"festival": "", "is_science": False, "studied_beforehand": "", "follow_up": "", "enterprise_name": ""}
    return enter_theme_day(org=org, by=by, today=today, **{**gathering(), **own, **values})


def make_plan(org: Organisation, **values: Any) -> YearPlan:
    return YearPlan.objects.create(org=org, **{"year": 2024, **values})


def make_gathering(plan: YearPlan, **values: Any) -> PlannedGathering:
    usual = {"kind": MeetingKind.GENERAL, "day": date(2024, 3, 25), "title": "2024年3月支部党员大会"}
    return PlannedGathering.objects.create(org=plan.org, plan=plan, **{**usual, **values})


def make_campaign(org: Organisation, **values: Any) -> Campaign:
    usual = {"title": f"第{next(_numbers)}批主题教育", "basis": "方案", "starts_on": date(2023, 9, 1), "ends_on": date(2024, 1, 31)}
    return Campaign.objects.create(org=org, **{**usual, **values})


def make_action(campaign: Campaign, **values: Any) -> CampaignAction:
    usual = {"number": campaign.actions.count() + 1, "stage": "学习教育", "title": "集中学习", "due_on": date(2023, 10, 31)}
    return CampaignAction.objects.create(org=campaign.org, campaign=campaign, **{**usual, **values})


def make_done(action: CampaignAction, org: Organisation, **values: Any) -> CampaignRecord:
    return CampaignRecord.objects.create(org=org, action=action, **{"done_on": date(2023, 10, 20), "note": "已学习", **values})


def make_notice(org: Organisation, **values: Any) -> YearNotice:
    usual = {"year": 2023, "matter": MeetingKind.ORGANISATIONAL_LIFE, "due_on": date(2024, 3, 31), "document": "县委组织部通知"}
    return YearNotice.objects.create(org=org, **{**usual, **values})


def make_study_member(org: Organisation, person: Person, **values: Any) -> StudyGroupMember:
    """A member of the study group since 2023."""
    return StudyGroupMember.objects.create(org=org, person=person, **{"role": "member", "starts_on": date(2023, 1, 1), **values})


def make_report(org: Organisation, **values: Any) -> UpwardReport:
    """The report on the study of 2023, sent in January 2024."""
    title = f"第{next(_numbers)}号学习情况报告"
    defaults = {"kind": "study", "year": 2023, "title": title, "sent_to": "市委", "sent_on": date(2024, 1, 10)}
    return UpwardReport.objects.create(org=org, **{**defaults, **values})
