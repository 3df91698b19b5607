"""组织生活: what may be entered only once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.access import make_user
from tests.factories.membership import make_branch
from tests.factories.orglife import HELD, make_action, make_campaign, make_item, make_meeting, make_plan
from tests.factories.orgs import make_org, make_person
from tests.factories.registers import make_document, make_version
from tests.reliability.fields import DAY, signed, signed_today
from tests.reliability.office import TODAY, Office
from tests.reliability.once import Once
from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.models import (
    Campaign,
    CoBuilding,
    LibraryDocument,
    Meeting,
    MeetingItem,
    RequiredStudy,
    StudyGroupMember,
    StudyRecord,
    Suggestion,
    Talk,
    ThemeDay,
    UpwardReport,
    YearNotice,
    YearPlan,
)
from tongpin.domains.orglife.services import (
    agenda,
    agreements,
    campaigns,
    deadlines,
    follow_ups,
    library,
    meetings,
    plans,
    study,
    study_group,
    suggestions,
    talks,
    theme_days,
    votes,
)
from tongpin.engines.activities.services import record_activity
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation

VOTE: dict[str, Any] = {
    "subject": "支部工作报告",
    "method": "open",
    "rule": "ordinary",
    "due": 7,
    "present": 7,
    "issued": None,
    "returned": None,
    "valid": None,
    "no": 0,
    "declared": "passed",
    "counters": "",
    "is_restricted": False,
}


def _meeting(o: Office) -> Meeting:
    return make_meeting(make_branch(o.org), by=o.clerk, kind=MeetingKind.GENERAL)


def _item(o: Office) -> MeetingItem:
    return make_item(_meeting(o))


def _with_person(record: Any) -> tuple[Any, Any]:
    return record, make_person(record.org)


def _absent(o: Office) -> tuple[Meeting, Any]:
    branch = make_branch(o.org)
    person = make_person(branch)
    present = make_person(branch)
    activity = record_activity(
        org=branch,
        kind=MeetingKind.GENERAL.value,
        title="支部党员大会",
        day=HELD,
        present=[present.pk],
        absent={person.pk: "出差"},
        by=o.clerk,
        today=TODAY,
    )
    return meetings.open_file(activity, by=o.clerk), person


def _reader(o: Office) -> tuple[Any, Any]:
    user = make_user(roles=[("viewer", o.org)])
    make_person(o.org, user=user)
    return make_version(o.org), user


def _file(o: Office, kind: str) -> Any:
    return record_activity(org=make_branch(o.org), kind=kind, title="支部活动", day=HELD, by=o.clerk, today=TODAY)


def _group(o: Office) -> Organisation:
    return make_org("党组", make_branch(o.org), OrgLevel.PARTY_GROUP)


ORGLIFE_ONCE = (
    Once(
        "name_study_members",
        "study_group_member_once",
        lambda o: (_group(o), make_person(o.org)),
        lambda r, o, p: study_group.name_study_members(
            org=r[0], people=[r[1]], **signed_today(o), role=("member", "deputy", "secretary", "member")[p], starts_on=DAY
        ),
        lambda r: StudyGroupMember.objects.filter(org=r[0]),
    ),
    Once(
        "name_head_of_study",
        "study_group_one_head",
        lambda o: (_group(o), [make_person(o.org) for _ in range(4)]),
        lambda r, o, p: study_group.name_study_members(org=r[0], people=[r[1][p]], **signed_today(o), role="head", starts_on=DAY),
        lambda r: StudyGroupMember.objects.filter(org=r[0]),
    ),
    Once(
        "record_report",
        "upward_report_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: study_group.record_report(
            org=r, **signed_today(o), kind="study", year=2023, title="学习情况报告", number=f"{p}号", sent_to="市委", sent_on=DAY
        ),
        lambda r: UpwardReport.objects.filter(org=r),
    ),
    Once(
        "sign_co_building",
        "co_building_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: agreements.sign_co_building(
            org=r, **signed_today(o), partner="临江支部", partner_unit="临江局", signed_on=DAY, valid_until=None, content=f"内容{p}"
        ),
        lambda r: CoBuilding.objects.filter(org=r),
    ),
    Once(
        "open_campaign",
        "campaign_title_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: campaigns.open_campaign(
            org=r, **signed(o), title="主题教育", basis=f"方案{p}", starts_on=DAY, ends_on=DAY, scope_note=""
        ),
        lambda r: Campaign.objects.filter(org=r),
    ),
    Once(
        "require_action",
        "campaign_action_number_once",
        lambda o: make_campaign(o.org),
        lambda r, o, p: campaigns.require_action(r, **signed(o), number=1, stage="学习教育", title=f"动作{p}", due_on=r.ends_on),
        lambda r: r.actions.all(),
    ),
    Once(
        "record_done",
        "campaign_record_once",
        lambda o: (make_action(make_campaign(o.org)), make_branch(o.org)),
        lambda r, o, p: campaigns.record_done(r[0], org=r[1], **signed_today(o), done_on=date(2023, 10, 20), note=f"已学习{p}"),
        lambda r: r[0].records.filter(org=r[1]),
    ),
    Once(
        "enter_notice",
        "year_notice_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: deadlines.enter_notice(
            org=r, **signed(o), year=2023, matter=MeetingKind.ORGANISATIONAL_LIFE, due_on=date(2024, 3, 31), document=f"通知{p}"
        ),
        lambda r: YearNotice.objects.filter(org=r),
    ),
    Once(
        "enter_document",
        "library_document_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: library.enter_document(
            org=r, **signed(o), title="工作规则", number="1号", kind="regulation", issued_by=f"机关党委{p}"
        ),
        lambda r: LibraryDocument.objects.filter(org=r),
    ),
    Once(
        "issue_version",
        "library_version_once_a_day",
        lambda o: make_document(o.org),
        lambda r, o, p: library.issue_version(r, **signed(o), label=f"第{p}版", in_force_on=DAY, text="条文", changes="", read_by=None),
        lambda r: r.versions.all(),
    ),
    Once(
        "add_duty",
        "library_duty_once",
        lambda o: make_version(o.org),
        lambda r, o, p: library.add_duty(r, **signed(o), article="第五条", text="每月一次", bearer="各党支部", rhythm=f"每月{p}"),
        lambda r: r.duties.all(),
    ),
    Once(
        "confirm_reading",
        "read_receipt_once",
        _reader,
        lambda r, o, p: library.confirm_reading(r[0], by=r[1], today=TODAY),
        lambda r: r[0].receipts.all(),
    ),
    Once(
        "open_file of a meeting",
        "orglife.Meeting.activity",
        lambda o: _file(o, MeetingKind.GENERAL.value),
        lambda r, o, p: meetings.open_file(r, by=o.clerk),
        lambda r: Meeting.objects.filter(activity=r),
    ),
    Once(
        "open_file of a theme day",
        "orglife.ThemeDay.activity",
        lambda o: _file(o, "orglife.theme_day"),
        lambda r, o, p: theme_days.open_file(r, by=o.clerk),
        lambda r: ThemeDay.objects.filter(activity=r),
    ),
    Once(
        "add_item",
        "meeting_item_number_once",
        _meeting,
        lambda r, o, p: agenda.add_item(
            r,
            **signed(o),
            number=1,
            title=f"议题{p}",
            topic="other",
            reporter="",
            materials="",
            discussion="",
            decision="",
            follow_up="",
            follow_up_by="",
            follow_up_due=None,
        ),
        lambda r: r.items.all(),
    ),
    Once(
        "record_opinion of one person",
        "opinion_once",
        lambda o: _with_person(_item(o)),
        lambda r, o, p: agenda.record_opinion(r[0], **signed(o), person=r[1], position=p + 1, stance="", text=f"意见{p}", is_written=False),
        lambda r: r[0].opinions.all(),
    ),
    Once(
        "record_opinion at one place",
        "opinion_position_once",
        _item,
        lambda r, o, p: agenda.record_opinion(
            r, **signed(o), person=make_person(r.org), position=1, stance="", text=f"意见{p}", is_written=False
        ),
        lambda r: r.opinions.all(),
    ),
    Once(
        "record_recusal",
        "recusal_once",
        lambda o: _with_person(_item(o)),
        lambda r, o, p: agenda.record_recusal(r[0], **signed(o), person=r[1], reason=f"原因{p}"),
        lambda r: r[0].recusals.all(),
    ),
    Once(
        "record_make_up",
        "make_up_once",
        _absent,
        lambda r, o, p: follow_ups.record_make_up(
            r[0], **signed_today(o), person=r[1], day=TODAY, content=f"补课{p}", confirmed_by="支部书记"
        ),
        lambda r: r[0].make_ups.all(),
    ),
    Once(
        "draft_year",
        "year_plan_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: plans.draft_year(org=r, **signed(o), year=2024, months=range(1, 3), day=10 + p),
        lambda r: YearPlan.objects.filter(org=r),
    ),
    Once(
        "add_gathering",
        "planned_gathering_once",
        lambda o: make_plan(make_branch(o.org)),
        lambda r, o, p: plans.add_gathering(
            r, **signed_today(o), kind=MeetingKind.GENERAL, day=date(2024, 3, 25), title=f"大会{p}", theme=""
        ),
        lambda r: r.gatherings.all(),
    ),
    Once(
        "require_study",
        "required_study_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: study.require_study(
            org=r, **signed(o), year=2024, layer="all", title="党章", source=f"来源{p}", due_on=date(2024, 6, 30)
        ),
        lambda r: RequiredStudy.objects.filter(org=r),
    ),
    Once(
        "record_study",
        "study_record_once",
        lambda o: make_person(o.org),
        lambda r, o, p: study.record_study(
            org=o.org,
            **signed_today(o),
            person=r,
            on=DAY,
            way="self",
            title="党章",
            hours=Decimal(1 + p),
            required=None,
            outcome="none",
            outcome_text="",
        ),
        lambda r: StudyRecord.objects.filter(person=r),
    ),
    Once(
        "enter_suggestion",
        "suggestion_once",
        lambda o: make_person(o.org),
        lambda r, o, p: suggestions.enter_suggestion(
            org=o.org, **signed_today(o), campaign="假如我是局长", author=r, on=DAY, title="减表", text=f"说明{p}", answer_due_on=TODAY
        ),
        lambda r: Suggestion.objects.filter(author=r),
    ),
    Once(
        "enter_talk",
        "talk_once",
        lambda o: (make_person(o.org), make_person(o.org)),
        lambda r, o, p: talks.enter_talk(org=o.org, **signed_today(o), on=DAY, kind="heart", talker=r[0], talked_to=r[1], officer=None),
        lambda r: Talk.objects.filter(talker=r[0]),
    ),
    Once(
        "record_vote",
        "vote_once",
        _item,
        lambda r, o, p: votes.record_vote(r, **signed(o), yes=7 - p % 2, abstain=p % 2, **VOTE),
        lambda r: r.votes.all(),
    ),
)
