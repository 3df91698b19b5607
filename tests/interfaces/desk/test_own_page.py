"""我的: one page for the person who signed in, with nothing on it that concerns somebody else; the desk's first card and its buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.membership import make_branch, make_case, make_member, make_request, make_step
from tests.factories.orglife import make_item, make_meeting
from tests.factories.orgs import OrgTree, make_person, make_tree
from tests.factories.registers import make_required_study
from tests.factories.work import make_task
from tongpin.domains.membership.models import Member
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.models import Finding
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import OwnPart, gathered

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 15)
Pages = Callable[[User], str]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", DAY.isoformat())


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def branch(tree: OrgTree) -> Organisation:
    return make_branch(tree.ningyang, "机关支部")


def member_of(branch: Organisation, name: str, role: str = "party_member", **values: Any) -> User:
    user = make_user(roles=[(role, branch)], display_name=name)
    person = make_person(branch.parent or branch, name, user=user, is_party_member=True)
    make_member(branch, person=person, **values)
    return user


@pytest.fixture
def page() -> Pages:
    def of(user: User, name: str = "desk:mine") -> str:
        client = Client()
        client.force_login(user)
        found = client.get(reverse(name))
        return found.content.decode() if found.status_code == 200 else ""

    return of


def owed(branch: Organisation, user: User, **values: Any) -> Finding:
    """A finding about one person."""
    fields = {
        "rule_key": "party.education.x",
        "rule_code": "EDU-99",
        "rule_title": "党员每年集中学习",
        "outcome": "not_met",
        "window": "",
        "as_of": DAY,
        "found_at": "2024-01-15T00:00:00Z",
        "subject_kind": "member",
        "subject_pk": user.pk,
        "subject_title": user.display_name,
        "person_pk": user.person.pk,
        "is_personal": True,
        "state": FindingState.SOON,
        "word": "临期",
        "reason": "已登记2学时，尚缺30学时。",
        "due_on": date(2024, 1, 31),
    }
    return Finding.objects.create(org=branch, **{**fields, **values})


def test_a_member_finds_everything_that_is_theirs_on_one_page(tree: OrgTree, branch: Organisation, page: Pages) -> None:
    member, colleague = member_of(branch, "党员甲"), member_of(branch, "党员乙")
    owed(branch, member)
    make_required_study(tree.ningyang, title="党章", year=2024, due_on=date(2024, 3, 31))
    make_task(tree.ningyang, title="整理党员档案", person=member.person, due_on=date(2024, 1, 20))
    make_request(Member.objects.get(person=member.person), item="入党日期")
    text = page(member)
    for words in ("党员每年集中学习", "已登记2学时", "党章", "整理党员档案", "正式党员", "1 项待答复"):
        assert words in text, words
    for name in ("duties:mine", "orglife:required_studies", "work:tasks", "membership:own", "membership:request_new"):
        assert reverse(name) in text, name
    other = page(colleague)
    assert "党章" in other and "正式党员" in other, "the list is for everybody, the data is their own"
    for words in ("党员每年集中学习", "整理党员档案", "待答复", "党员甲"):
        assert words not in other, words


def test_somebody_without_a_role_and_a_stranger_see_nothing_of_it(tree: OrgTree, branch: Organisation, page: Pages) -> None:
    member = member_of(branch, "党员甲")
    owed(branch, member)
    assert page(make_user()) == ""
    stranger = page(make_user(roles=[("party_clerk", tree.dongping)]))
    assert "党员每年集中学习" not in stranger and "我的资料" not in stranger


def test_the_way_into_the_party_stands_there_until_the_file_is_closed(branch: Organisation, page: Pages) -> None:
    user = make_user(roles=[("party_member", branch)], display_name="程某")
    person = make_person(branch.parent or branch, "程某", user=user)
    case = make_case(branch, person=person)
    make_step(case, 1)
    assert "我的发展经过" in page(user)
    type(case).objects.filter(pk=case.pk).update(state="ended", ended_on=DAY)
    assert "我的发展经过" not in page(user)


def test_what_is_done_or_does_not_apply_is_not_owed(branch: Organisation, page: Pages) -> None:
    member = member_of(branch, "党员甲")
    owed(branch, member, state=FindingState.DONE, word="已完成")
    text = page(member)
    assert "我的应尽事项" in text and "没有未完成的应尽事项" in text and "党员每年集中学习" not in text


def test_every_part_names_where_all_of_it_is() -> None:
    parts = gathered(OwnPart)
    assert [part.key for part in parts] == ["duties", "own-path", "own-growth", "own-study", "own-tasks", "own-data"]
    assert all(part.url_name and part.url_title for part in parts)


def test_the_secretary_begins_with_this_week_and_one_click_leads_on(branch: Organisation, page: Pages) -> None:
    secretary = member_of(branch, "书记", role="branch_secretary")
    owed(
        branch,
        secretary,
        rule_key="party.life.life_01_general_meeting",
        rule_code="LIFE-01",
        rule_title="党员大会一般每季度召开一次",
        subject_kind="branch",
        subject_pk=branch.pk,
        subject_title=branch.name,
        person_pk=None,
        is_personal=False,
        window="2024-Q1",
        window_start=date(2024, 1, 1),
        due_on=date(2024, 1, 20),
    )
    text = page(secretary, "desk:home")
    assert text.index("本周要办") < text.index("党员大会一般每季度召开一次") < text.index("以后待办")
    assert f"{reverse('orglife:meeting_new', args=['general_meeting'])}?org={branch.code}" in text


def test_what_an_inspection_would_miss_stands_on_the_desk_of_who_can_mend_it(tree: OrgTree, branch: Organisation, page: Pages) -> None:
    secretary, member = member_of(branch, "书记", role="branch_secretary"), member_of(branch, "党员甲")
    meeting = make_meeting(branch, by=secretary, kind="orglife.general_meeting", title="一季度党员大会", day=date(2024, 1, 10))
    make_item(meeting)
    text = page(secretary, "desk:home")
    assert "2024年已召开 1 次会议，其中 1 次尚未办结" in text and "一季度党员大会" in text and "没有登记主持人" in text
    assert reverse("orglife:pack") in text and f"{reverse('orglife:meetings')}?open=true" in text
    assert "迎检材料" not in page(member, "desk:home")
    type(meeting).objects.filter(pk=meeting.pk).update(closed_on=DAY, closed_by=secretary)
    assert "2024年已召开的 1 次会议都已办结" in page(secretary, "desk:home")


@pytest.mark.parametrize("name", ["desk:home", "desk:mine"])
def test_ten_times_as_much_asks_no_more_questions(tree: OrgTree, branch: Organisation, name: str) -> None:
    secretary = member_of(branch, "书记", role="branch_secretary")
    client = Client()
    client.force_login(secretary)

    def more(number: int) -> int:
        for _ in range(number):
            make_task(tree.ningyang, person=secretary.person, due_on=date(2024, 1, 10))
            make_required_study(tree.ningyang, year=2024, due_on=date(2024, 1, 31))
            owed(branch, secretary, subject_pk=Finding.objects.count() + 1000, due_on=date(2024, 1, 16))
            make_meeting(branch, by=secretary, kind="orglife.committee_meeting", day=date(2024, 1, 10))
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name)).status_code == 200
        return len(asked)

    few = more(10)
    assert more(40) <= few
