"""年度计划和主题教育: the year in one go, confirmed into planned activities; required actions done or missing."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.factories.access import make_user
from tests.factories.orglife import TODAY, make_action, make_campaign, make_theme_day
from tests.factories.orgs import OrgTree, make_org, make_tree
from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.models import CampaignRecord, Meeting, PlannedGathering, ThemeDay, YearPlan
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.campaigns import progress
from tongpin.domains.orglife.selectors.plans import next_due, next_planned
from tongpin.domains.orglife.services import campaigns, plans
from tongpin.engines.activities.models import Activity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def clerk(tree: OrgTree) -> User:
    return make_user(roles=[("party_clerk", tree.ningyang)])


def drafted(tree: OrgTree, clerk: User) -> YearPlan:
    return plans.draft_year(org=tree.ningyang_branch, by=clerk, year=2024, months=range(1, 13), day=25)


def test_a_branch_plans_its_year_in_one_go(tree: OrgTree, clerk: User) -> None:
    plan = drafted(tree, clerk)
    kinds = Counter(PlannedGathering.objects.filter(plan=plan).values_list("kind", flat=True))
    assert kinds[MeetingKind.GENERAL] == 4
    assert kinds[MeetingKind.COMMITTEE] == 12
    assert kinds["orglife.theme_day"] == 12
    worked = work_calendar()
    assert [one.day for one in PlannedGathering.objects.all() if not worked.is_workday(one.day).value] == []
    assert PlannedGathering.objects.get(kind="orglife.theme_day", day__month=7).theme.startswith("建党纪念日")
    with pytest.raises(Refused, match="该年度已有计划"):
        drafted(tree, clerk)


def test_only_a_party_organisation_plans(tree: OrgTree, clerk: User) -> None:
    with pytest.raises(Refused, match="切换到相应的党组织"):
        plans.draft_year(org=tree.ningyang, by=clerk, year=2024, months=(1,), day=25)


def test_a_confirmed_plan_becomes_planned_activities(tree: OrgTree, clerk: User) -> None:
    plan = drafted(tree, clerk)
    number = PlannedGathering.objects.count()
    plans.confirm_plan(plan, by=clerk, today=TODAY, expected=1)
    assert Activity.objects.filter(state="planned").count() == number == Meeting.objects.count() + ThemeDay.objects.count()
    with pytest.raises(Refused, match="已经确认"):
        plans.confirm_plan(YearPlan.objects.get(), by=clerk, today=TODAY, expected=2)
    one = PlannedGathering.objects.first()
    assert one is not None
    with pytest.raises(Refused, match="已进入工作记录"):
        plans.drop_gathering(one, by=clerk, expected=one.version, reason="不开")
    found = next_due(plan, date(2024, 3, 1))
    assert found is not None
    assert found.day.month == 3
    assert next_planned(tree.ningyang_branch.pk, MeetingKind.GENERAL, Period.parse("2024-Q2")) is not None


def test_a_plan_is_changed_line_by_line(tree: OrgTree, clerk: User) -> None:
    plan = drafted(tree, clerk)
    one = PlannedGathering.objects.filter(kind=MeetingKind.LECTURE).first()
    assert one is not None
    changed = plans.change_gathering(one, by=clerk, expected=1, kind=one.kind, day=date(2024, 3, 5), title="专题党课", theme="学雷锋")
    assert changed.theme == "学雷锋"
    plans.drop_gathering(changed, by=clerk, expected=2, reason="并入大会")
    with pytest.raises(Refused, match="2024 年内"):
        plans.add_gathering(plan, by=clerk, today=TODAY, kind=MeetingKind.GENERAL, day=date(2025, 1, 1), title="大会", theme="")


def test_required_actions_are_done_or_missing(tree: OrgTree, clerk: User) -> None:
    other = make_org("第二党支部", tree.ningyang, OrgLevel.PARTY_BRANCH)
    campaign = make_campaign(tree.ningyang)
    first, second = make_action(campaign), make_action(campaign, title="调研", due_on=date(2024, 1, 31))
    theme_day = make_theme_day(tree.ningyang_branch, by=clerk, day=date(2023, 10, 10))
    campaigns.record_done(
        first, org=tree.ningyang_branch, by=clerk, today=TODAY, done_on=date(2023, 10, 10), note="", activity=theme_day.activity
    )
    campaigns.record_done(first, org=other, by=clerk, today=TODAY, done_on=date(2023, 11, 10), note="补学")
    found = {row.org: [mark.state for mark in row.marks] for row in progress(campaign, clerk, Permission.VIEW, TODAY)}
    assert found == {tree.ningyang_branch: ["green", "grey"], other: ["yellow", "grey"]}
    earlier = {row.org: [mark.word for mark in row.marks] for row in progress(campaign, clerk, Permission.VIEW, date(2023, 11, 1))}
    assert earlier[other] == ["缺", "未到期"]
    with pytest.raises(Refused, match="已登记完成"):
        campaigns.record_done(first, org=other, by=clerk, today=TODAY, done_on=date(2023, 11, 11), note="再学")
    with pytest.raises(Refused, match="不能移出"):
        campaigns.remove_action(first, by=clerk, expected=1, reason="误登")
    campaigns.withdraw_done(CampaignRecord.objects.get(org=other), by=clerk, expected=1, reason="误登")
    campaigns.remove_action(second, by=clerk, expected=1, reason="并入第一项")


def test_another_organisations_activity_is_no_proof(tree: OrgTree, clerk: User) -> None:
    action = make_action(make_campaign(tree.ningyang))
    theme_day = make_theme_day(tree.ningyang_leaders, by=clerk, day=date(2023, 10, 10))
    with pytest.raises(Refused, match="不是该单位的"):
        campaigns.record_done(
            action, org=tree.ningyang_branch, by=clerk, today=TODAY, done_on=date(2023, 10, 10), note="", activity=theme_day.activity
        )
