"""主题党日: entered once, it shows wherever it counts and counts once; the fusion list; measures as of any day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.enterprises import make_enterprise
from tests.factories.orglife import TODAY, gathering, make_meeting, make_members, make_theme_day
from tests.factories.orgs import OrgTree, make_org, make_tree
from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.facts.organisations import branch_facts
from tongpin.domains.orglife.models import ThemeDay
from tongpin.domains.orglife.selectors.theme_days import fusion_links, orphans
from tongpin.domains.orglife.services import theme_days
from tongpin.engines.activities.models import Activity
from tongpin.engines.activities.services import link_activity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import MeasureScope, MeasureSource, gathered
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def clerk(tree: OrgTree) -> User:
    return make_user(roles=[("party_clerk", tree.ningyang), ("clerk", tree.ningyang)])


def measure(code: str, *org_ids: int, year: int = 2023, as_of: date = date(2023, 12, 31)) -> Decimal | None:
    source = next(one for one in gathered(MeasureSource) if one.code == code)
    return source.compute(MeasureScope(org_ids, Period.year(year), as_of)).value


def test_one_theme_day_at_a_firm_shows_everywhere_and_counts_once(tree: OrgTree, clerk: User, client: Client) -> None:
    branch, firm = tree.ningyang_branch, make_enterprise(tree.ningyang, "宁阳磁窑机械有限公司")
    people = make_members(branch, 3)
    theme_day = make_theme_day(
        branch, by=clerk, title="进企业送服务", chair=people[0].pk, recorder=people[1].pk, enterprise_name=firm.name, is_science=True
    )
    assert Activity.objects.count() == 1
    client.force_login(clerk)
    pages = {
        "branch": reverse("orglife:theme_days") + f"?org={branch.code}",
        "firm": reverse("enterprises:enterprise", args=[firm.pk]),
        "person": reverse("orgs:person", args=[people[2].pk]),
        "fusion": reverse("orglife:fusion") + f"?org={tree.ningyang.code}",
        "matrix": reverse("duties:matrix") + f"?org={branch.code}&period=2023",
        "record": reverse("orglife:theme_day", args=[theme_day.pk]),
    }
    for name, url in pages.items():
        found = client.get(url)
        assert found.status_code == 200, name
        if name != "matrix":
            assert "进企业送服务" in found.content.decode(), name
    month = branch_facts([_subject(branch)], Period.parse("2023-11"), date(2023, 11, 30))[branch.pk]
    assert (month["theme_days_held"], month["theme_day_on"]) == (1, date(2023, 11, 20))
    assert firm.name in client.get(pages["fusion"]).content.decode()
    assert measure("orglife.theme_days", branch.pk) == 1
    assert measure("orglife.theme_days", tree.ningyang.pk, branch.pk, tree.ningyang_leaders.pk) == 1
    assert (fusion_links().count(), orphans().count()) == (1, 0)


def _subject(branch: Organisation) -> Subject:
    return Subject(kind="branch", pk=branch.pk, org_id=branch.pk, title=branch.name)


def test_one_held_together_counts_for_each_and_once_in_all(tree: OrgTree, clerk: User) -> None:
    other = make_org("计划科党支部", tree.ningyang, OrgLevel.PARTY_BRANCH)
    theme_day = make_theme_day(tree.ningyang_branch, by=clerk)
    link_activity(theme_day.activity, role="counts", to=other.reference(), by=clerk)
    assert measure("orglife.theme_days", tree.ningyang_branch.pk) == 1
    assert measure("orglife.theme_days", other.pk) == 1
    assert measure("orglife.theme_days", tree.ningyang_branch.pk, other.pk) == 1


def test_what_is_planned_or_called_off_does_not_count(tree: OrgTree, clerk: User) -> None:
    make_theme_day(tree.ningyang_branch, by=clerk, day=date(2024, 2, 1))
    wrong = make_theme_day(tree.ningyang_branch, by=clerk)
    theme_days.cancel_theme_day(wrong, by=clerk, expected=1, reason="重复登记")
    make_theme_day(tree.ningyang_branch, by=clerk, day=date(2023, 12, 5))
    assert measure("orglife.theme_days", tree.ningyang_branch.pk) == 1
    assert measure("orglife.theme_days", tree.ningyang_branch.pk, as_of=date(2023, 12, 4)) == 0


def test_sessions_are_counted_by_kind(tree: OrgTree, clerk: User) -> None:
    for month in (2, 4, 5, 7, 9, 11):
        make_meeting(tree.ningyang_leaders, by=clerk, kind=MeetingKind.CENTRE_GROUP, day=date(2023, month, 10))
    assert measure("orglife.centre_group_sessions", tree.ningyang_leaders.pk) == 6
    assert measure("orglife.centre_group_sessions", tree.ningyang_leaders.pk, as_of=date(2023, 6, 30)) == 3
    assert measure("orglife.group_studies", tree.ningyang_leaders.pk) is None


def test_a_firm_that_is_not_in_the_ledger_is_refused(tree: OrgTree, clerk: User) -> None:
    with pytest.raises(Refused, match="企业台账中没有"):
        make_theme_day(tree.ningyang_branch, by=clerk, enterprise_name="不存在的公司")
    assert not ThemeDay.objects.exists()


def test_another_firm_takes_the_place_and_other_links_stay(tree: OrgTree, clerk: User) -> None:
    first, second = make_enterprise(tree.ningyang, "甲公司"), make_enterprise(tree.ningyang, "乙公司")
    theme_day = make_theme_day(tree.ningyang_branch, by=clerk, enterprise_name=first.name)
    link_activity(theme_day.activity, role="counts", to=tree.ningyang_branch.reference(), by=clerk)
    fields = {**gathering(), "festival": "", "is_science": False, "studied_beforehand": "", "follow_up": "", "enterprise_name": second.name}
    version = Activity.objects.get().version
    theme_days.correct_theme_day(theme_day, by=clerk, today=TODAY, expected=1, activity_version=version, **fields)
    links = {(link.role, link.record_title) for link in Activity.objects.get().links.all()}
    assert links == {("serves", "乙公司"), ("counts", tree.ningyang_branch.name)}
