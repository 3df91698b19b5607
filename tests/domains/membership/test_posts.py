"""岗位、亮牌、本人资料与更正申请: what a plaque shows to everybody, and that nothing else does; one's own data and its correction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.membership import make_case, make_duty_post, make_member, make_request, make_step
from tests.factories.orgs import make_person
from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.enums import Standing
from tongpin.domains.membership.facts.posts import collect_branches, collect_posts, post_subjects
from tongpin.domains.membership.models import CorrectionRequest, DutyPost
from tongpin.domains.membership.panels import requests_to_answer
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period

TODAY = date(2026, 6, 12)
CANARY = "密语金丝雀"

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="director")


@pytest.fixture
def branch(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang_branch


def words(**values: Any) -> dict[str, Any]:
    return {
        "kind": "vanguard",
        "title": "高企申报服务岗",
        "duty": "一次告知，全程帮办",
        "pledge": "当日答复",
        "pledged_on": date(2026, 3, 1),
        "starts_on": date(2026, 3, 1),
        **values,
    }


WRONG_POSTS: list[tuple[str, dict[str, Any]]] = [
    ("撤岗日期须晚于", {"ends_on": date(2026, 3, 1)}),
    ("须一并填写", {"review": "good"}),
    ("不再亮牌", {"ends_on": date(2026, 4, 1), "token": "abc"}),
]


@pytest.mark.parametrize(("said", "values"), WRONG_POSTS)
def test_the_database_refuses_a_post(branch: Organisation, said: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_duty_post(make_member(branch), **values)
    record = make_duty_post(make_member(branch))
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused, match=said):
        check(record)


WRONG_REQUESTS: list[tuple[str, dict[str, Any]]] = [
    ("须有答复日期和答复内容", {"state": "done"}),
    ("答复日期不能早于", {"state": "done", "answer": "已更正", "answered_on": date(2026, 5, 31)}),
]


@pytest.mark.parametrize(("said", "values"), WRONG_REQUESTS)
def test_the_database_refuses_a_request(branch: Organisation, said: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(make_member(branch), **values)
    record = make_request(make_member(branch))
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused, match=said):
        check(record)


def test_a_post_is_held_once(branch: Organisation) -> None:
    member = make_member(branch)
    make_duty_post(member)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_duty_post(member)


def test_posts_are_for_members_in_the_register(persons: ThreePersons, branch: Organisation) -> None:
    for values in ({"standing": Standing.ACTIVIST}, {"left_on": date(2026, 1, 1), "left_for": "transferred"}):
        with pytest.raises(Refused, match="不是在册党员"):
            services.set_up_post(member=make_member(branch, **values), by=persons.editor, today=TODAY, **words())
    with pytest.raises(Refused, match="还没有到"):
        services.set_up_post(member=make_member(branch), by=persons.editor, today=TODAY, **words(starts_on=date(2026, 6, 13)))


def test_a_plaque_from_hanging_to_taking_down(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    member = make_member(branch, "王明", joined_on=date(2012, 6, 20))
    post = services.set_up_post(member=member, by=persons.editor, today=TODAY, **words())
    assert client.get(reverse("membership:plaque", args=["a" * 32])).status_code == 404
    client.force_login(persons.editor)
    assert client.get(reverse("membership:plaque_code", args=[post.pk])).status_code == 404
    client.post(reverse("membership:plaque_switch", args=[post.pk]))
    post.refresh_from_db()
    assert post.token is not None and len(post.token) >= 32
    code = client.get(reverse("membership:plaque_code", args=[post.pk]))
    assert b'xmlns="http://www.w3.org/2000/svg"' in code.content and code["Content-Type"] == "image/svg+xml"
    address = reverse("membership:plaque", args=[post.token])
    client.logout()
    page = client.get(address).content.decode()
    assert [w for w in ("王明", "高企申报服务岗", "一次告知", "当日答复", "机关党支部") if w not in page] == []
    assert [w for w in ("2012-06-20", "2013-06-20", "2026-03-01", "评议") if w in page] == []
    assert post.token not in str(list(AuditEvent.objects.values()))
    client.force_login(persons.editor)
    client.post(reverse("membership:plaque_switch", args=[post.pk]))
    client.logout()
    assert client.get(address).status_code == 404


def test_ending_a_post_takes_its_plaque_down(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    post = services.set_up_post(member=make_member(branch), by=persons.editor, today=TODAY, **words())
    services.show_plaque(post, by=persons.editor, expected=1)
    address = reverse("membership:plaque", args=[post.token])
    assert client.get(address).status_code == 200
    services.review_post(post, by=persons.editor, today=TODAY, expected=2, review="good", on=date(2026, 6, 1))
    services.end_post(post, by=persons.editor, today=TODAY, expected=3, on=date(2026, 6, 10))
    assert client.get(address).status_code == 404
    for act in (services.end_post, services.show_plaque):
        more = {"today": TODAY, "on": TODAY} if act is services.end_post else {}
        with pytest.raises(Refused, match="已经撤销"):
            act(post, by=persons.editor, expected=4, **more)


def test_three_persons(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    post = make_duty_post(make_member(branch))
    url, edit = reverse("membership:post", args=[post.pk]), reverse("membership:post_edit", args=[post.pk])
    for user, sees, edits in ((persons.editor, 200, 200), (persons.viewer, 200, 404), (persons.stranger, 404, 404)):
        client.force_login(user)
        assert (client.get(url).status_code, client.get(edit).status_code) == (sees, edits)


# --- one's own -------------------------------------------------------------------------------------------------------------
def test_own_data_and_its_correction(persons: ThreePersons, branch: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2026-06-12")
    own = make_user(roles=[("party_member", branch)])
    make_member(branch, person=make_person(persons.org, "王明", user=own))
    make_member(branch, "李强")
    client.force_login(own)
    page = client.get(reverse("membership:own")).content.decode()
    assert "王明" in page and "李强" not in page
    answer = client.post(reverse("membership:request_new"), {"item": "入党日期", "wanted": CANARY})
    assert answer.status_code == 302
    assert CANARY in client.get(answer["Location"]).content.decode()
    asked = CorrectionRequest.objects.get()
    assert client.get(reverse("membership:request_answer", args=[asked.pk])).status_code == 404
    client.force_login(persons.stranger)
    assert client.get(reverse("membership:request_answer", args=[asked.pk])).status_code == 404
    client.force_login(persons.editor)
    assert "王明申请更正资料" in client.get(reverse("desk:todo")).content.decode()
    sent = {"state": "done", "answer": "已按档案更正", "version": 1}
    assert client.post(reverse("membership:request_answer", args=[asked.pk]), sent).status_code == 302
    assert client.get(reverse("membership:request_answer", args=[asked.pk])).status_code == 404
    asked.refresh_from_db()
    assert (asked.state, asked.answered_on) == ("done", TODAY)
    with pytest.raises(Refused, match="已经答复"):
        services.answer_correction(asked, by=persons.editor, today=TODAY, expected=2, state="done", answer="再答")
    assert CANARY not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize(("day", "said"), [("2026-06-16", "前答复。"), ("2026-06-17", "已超期")])
def test_a_request_is_answered_within_15_days(
    persons: ThreePersons, branch: Organisation, monkeypatch: pytest.MonkeyPatch, day: str, said: str
) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", day)
    make_request(make_member(branch, "王明"))

    class Request:
        user = persons.editor

        def visible(self, rows: Any, permission: str) -> Any:
            return rows

    (todo,) = requests_to_answer(Request())
    assert (todo.due_on, said in todo.reason) == (date(2026, 6, 16), True)


def test_own_way_without_contents(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    own = make_user(roles=[("party_member", branch)])
    case = make_case(branch, person=make_person(persons.org, "王明", user=own))
    make_step(case, 1, note=CANARY)
    client.force_login(own)
    page = client.get(reverse("membership:own")).content.decode()
    assert "递交入党申请书" in page and "党组织派人谈话" in page and CANARY not in page
    client.force_login(make_user(roles=[("party_member", branch)]))
    assert "递交入党申请书" not in client.get(reverse("membership:own")).content.decode()


# --- facts -----------------------------------------------------------------------------------------------------------------
def test_facts_of_posts(branch: Organisation) -> None:
    member = make_member(branch, left_on=date(2026, 5, 1), left_for="transferred")
    post = make_duty_post(member)
    make_duty_post(make_member(branch), kind="volunteer")
    subjects = post_subjects([branch.pk], TODAY)
    assert len(subjects) == DutyPost.objects.count() == 2
    assert collect_posts(subjects, None, TODAY)[post.pk] == {"post_active": True, "holder_left_on": date(2026, 5, 1)}
    assert "holder_left_on" not in collect_posts(subjects, None, date(2026, 4, 30))[post.pk]
    asked = [Subject(kind="branch", pk=branch.pk, org_id=branch.pk, title="")]
    assert collect_branches(asked, Period.year(2026), TODAY) == {branch.pk: {"vanguard_posts": 1, "promises": 2}}
    assert collect_branches(asked, Period.year(2025), TODAY) == {branch.pk: {"vanguard_posts": 0, "promises": 0}}
    assert collect_branches(asked, None, TODAY) == {}
    assert selectors.posts_on(TODAY).count() == 2
