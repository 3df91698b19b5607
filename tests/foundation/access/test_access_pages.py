"""账号、授权与角色页面."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_grant, make_user
from tests.factories.orgs import OrgTree, make_person, make_tree
from tongpin.foundation.access.models import Grant
from tongpin.foundation.accounts.models import SignIn, User
from tongpin.foundation.orgs.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_hashing(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def keeper(tree: OrgTree) -> User:
    return make_user("xitong", roles=[("system_admin", tree.ningyang)])


@pytest.fixture
def guard(tree: OrgTree) -> User:
    return make_user("anquan", roles=[("security_admin", tree.ningyang)])


@pytest.fixture
def clerk(tree: OrgTree) -> User:
    return make_user("taizhang", roles=[("clerk", tree.ningyang)], display_name="李文静")


@pytest.fixture
def foreign(tree: OrgTree) -> User:
    return make_user("dongping", roles=[("clerk", tree.dongping)], display_name="钱海涛")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("name", "keeper_sees", "guard_sees"),
    [("users", 200, 200), ("create_user", 200, 404), ("grants", 404, 200), ("roles", 404, 200), ("create_grant", 404, 200)],
)
def test_doors(keeper: User, guard: User, clerk: User, name: str, keeper_sees: int, guard_sees: int) -> None:
    url = reverse(f"access:{name}")
    assert client_of(keeper).get(url).status_code == keeper_sees
    assert client_of(guard).get(url).status_code == guard_sees
    assert client_of(clerk).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_account_pages_stop_at_the_border(keeper: User, guard: User, clerk: User, foreign: User) -> None:
    for user in (keeper, guard):
        client = client_of(user)
        assert client.get(reverse("access:user", args=[clerk.pk])).status_code == 200
        assert client.get(reverse("access:user", args=[foreign.pk])).status_code == 404
        words = client.get(reverse("access:users")).content.decode()
        assert "李文静" in words and "钱海涛" not in words


@pytest.mark.parametrize("name", ["reset_password", "disable_user", "enable_user", "unlock_user", "end_sessions"])
def test_nobody_acts_on_a_foreign_account(keeper: User, guard: User, clerk: User, foreign: User, name: str) -> None:
    url, before = reverse(f"access:{name}", args=[foreign.pk]), User.objects.get(pk=foreign.pk).password
    assert [client_of(user).post(url).status_code for user in (keeper, guard, clerk)] == [404, 404, 404]
    foreign.refresh_from_db()
    assert foreign.is_active and foreign.password == before
    assert client_of(keeper).get(url).status_code in (404, 405)


def test_keeper_opens_an_account_and_shows_the_password_once(keeper: User, guard: User, tree: OrgTree) -> None:
    client = client_of(keeper)
    values = {"username": "xinren", "display_name": "新人", "org": tree.ningyang_office.pk}
    page = client.post(reverse("access:create_user"), values).content.decode()
    user = User.objects.get(username="xinren")
    assert Person.objects.get(user=user).org == tree.ningyang_office
    shown = re.search(r"初始密码</dt><dd>([^<]+)<", page)
    assert shown and user.check_password(shown[1].replace("&amp;", "&")) and user.must_change_password
    assert shown[1] not in client.get(reverse("access:user", args=[user.pk])).content.decode()
    given = {"user": user.pk, "role": "clerk", "org": tree.ningyang.pk, "with_subtree": "on", "since": "2023-01-01", "basis": "会议"}
    assert client_of(guard).post(reverse("access:create_grant"), given).status_code == 302
    assert Grant.objects.get(user=user).created_by == guard


def test_account_for_somebody_already_on_file(keeper: User, tree: OrgTree) -> None:
    person = make_person(tree.ningyang_office, "周正平")
    client, url = client_of(keeper), reverse("access:create_user")
    values = {"username": "juzhang", "display_name": "别人", "org": tree.ningyang_office.pk, "person": person.pk}
    assert "不一致" in client.post(url, values).content.decode()
    client.post(url, {**values, "display_name": "周正平"})
    person.refresh_from_db()
    assert person.user is not None and person.user.username == "juzhang"
    assert Person.objects.count() == 1


def test_keeper_cannot_open_an_account_elsewhere(keeper: User, tree: OrgTree) -> None:
    values = {"username": "xinren", "display_name": "新人", "org": tree.dongping.pk}
    assert client_of(keeper).post(reverse("access:create_user"), values).status_code == 200
    assert not User.objects.filter(username="xinren").exists()


def test_guard_cannot_grant_beyond_the_border(guard: User, clerk: User, foreign: User, tree: OrgTree) -> None:
    client, url = client_of(guard), reverse("access:create_grant")
    given = {"user": clerk.pk, "role": "viewer", "org": tree.city.pk, "since": "2023-01-01", "basis": "会议"}
    client.post(url, given)
    client.post(url, {**given, "org": tree.dongping.pk})
    client.post(url, {**given, "org": tree.ningyang.pk, "user": foreign.pk})
    assert not Grant.objects.filter(role="viewer").exists()
    client.post(url, {**given, "org": tree.ningyang.pk})
    assert Grant.objects.filter(role="viewer", user=clerk).count() == 1


def test_guard_revokes_ones_own_grants_only(guard: User, clerk: User, foreign: User) -> None:
    client = client_of(guard)
    ours, theirs = Grant.objects.get(user=clerk), Grant.objects.get(user=foreign)
    assert client.get(reverse("access:grant", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("access:revoke_grant", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("access:grant", args=[ours.pk])).status_code == 200
    seen = client_of(clerk)
    assert seen.get(reverse("orgs:tree")).status_code == 200
    assert client.post(reverse("access:revoke_grant", args=[ours.pk])).status_code == 302
    assert seen.get(reverse("orgs:tree")).status_code == 404


def test_three_administrators_are_refused_on_the_page(guard: User, keeper: User, tree: OrgTree) -> None:
    given = {"user": keeper.pk, "role": "auditor", "org": tree.ningyang.pk, "since": "2023-01-01", "basis": "会议"}
    assert "三员分立" in client_of(guard).post(reverse("access:create_grant"), given).content.decode()


def test_guard_ends_sessions(guard: User, clerk: User) -> None:
    theirs, client = client_of(clerk), client_of(guard)
    row = SignIn.objects.get(session_key=theirs.session.session_key)
    own = SignIn.objects.get(session_key=client.session.session_key)
    assert client.post(reverse("access:end_session", args=[clerk.pk, own.pk])).status_code == 404
    client.post(reverse("access:end_session", args=[clerk.pk, row.pk]))
    assert theirs.get(reverse("accounts:sessions")).status_code == 302
    again = client_of(clerk)
    client.post(reverse("access:end_sessions", args=[clerk.pk]))
    assert again.get(reverse("accounts:sessions")).status_code == 302


def test_keeper_disables_enables_and_renames(keeper: User, clerk: User) -> None:
    client = client_of(keeper)
    client.post(reverse("access:disable_user", args=[clerk.pk]))
    clerk.refresh_from_db()
    assert not clerk.is_active
    client.post(reverse("access:enable_user", args=[clerk.pk]))
    clerk.refresh_from_db()
    assert clerk.is_active
    client.post(reverse("access:edit_user", args=[clerk.pk]), {"display_name": "李小静", "version": clerk.version})
    clerk.refresh_from_db()
    assert clerk.display_name == "李小静"


def test_roles_screen_shows_every_role(guard: User) -> None:
    words = client_of(guard).get(reverse("access:roles")).content.decode()
    for title in ("系统管理员", "安全管理员", "审计管理员", "局领导", "台账管理员", "科室人员", "只读人员", "党务干部"):
        assert title in words


def test_lists_do_not_query_per_row(guard: User, tree: OrgTree, django_assert_max_num_queries: Any) -> None:
    for number in range(25):
        make_grant(make_user(f"many{number}"), "viewer", tree.ningyang_office)
    client = client_of(guard)
    for name in ("users", "grants"):
        client.get(reverse(f"access:{name}"))
        with django_assert_max_num_queries(14):
            client.get(reverse(f"access:{name}"))
