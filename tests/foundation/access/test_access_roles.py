"""角色: every permission is declared and held, three administrators stay three persons, grants are kept as history."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.access import make_user
from tests.factories.accounts import bare_user, make_operator
from tests.factories.orgs import make_tree
from tongpin.foundation.access import selectors, services
from tongpin.foundation.access.models import Grant
from tongpin.foundation.access.roles import all_roles, known_permissions, permission_matrix, roles_by_key
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel.errors import Refused

TODAY = date(2023, 12, 31)
BUSINESS = ("enterprises", "experts", "programs", "service", "matching", "publicity", "indicators", "reports", "files", "dataio")


def test_every_permission_of_a_role_is_declared() -> None:
    named = {permission for role in all_roles() for permission in role.permissions}
    assert named - set(known_permissions()) == set()


def test_every_declared_permission_is_held_by_some_role() -> None:
    named = {permission for role in all_roles() for permission in role.permissions}
    assert set(known_permissions()) - named == set()


@pytest.mark.parametrize("key", ["system_admin", "security_admin", "auditor"])
def test_administrators_touch_no_business_data(key: str) -> None:
    assert not [p for p in roles_by_key()[key].permissions if p.split(".")[0] in BUSINESS]


def test_only_the_auditor_reads_the_trail() -> None:
    assert [role.key for role in all_roles() if "audit.view" in role.permissions] == ["auditor"]


def test_matrix_shows_each_permission_once_in_words() -> None:
    rows = permission_matrix()
    assert sorted(code for row in rows for code in row.permissions) == sorted(known_permissions())
    clerk = [role.key for role in all_roles()].index("clerk")
    assert {row.title: row.held[clerk] for row in rows}["企业台账"] == "查看、登记修改、导入"
    assert not [held for row in rows for held in row.held if held.isascii() and held]


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["system_admin", "security_admin", "auditor"])
@pytest.mark.parametrize("second", ["system_admin", "security_admin", "auditor"])
def test_three_administrators_are_three_persons(first: str, second: str) -> None:
    if first == second:
        return
    tree, by, user = make_tree(), make_operator(), bare_user()
    services.grant_role(user=user, role=first, org=tree.city, since=TODAY, by=by)
    with pytest.raises(Refused, match="三员分立"):
        services.grant_role(user=user, role=second, org=tree.ningyang, since=TODAY, by=by)


@pytest.mark.django_db
def test_administrator_may_become_another_after_the_first_role_ended() -> None:
    tree, by, user = make_tree(), make_operator(), bare_user()
    given = services.grant_role(user=user, role="auditor", org=tree.city, since=date(2023, 1, 1), by=by)
    services.revoke_grant(grant=given, today=TODAY, by=by)
    services.grant_role(user=user, role="system_admin", org=tree.city, since=TODAY, by=by)


@pytest.mark.django_db
def test_grant_and_revoke_are_audited_and_kept() -> None:
    tree, by, user = make_tree(), make_operator(), bare_user()
    given = services.grant_role(user=user, role="clerk", org=tree.ningyang, since=date(2023, 1, 1), basis="局长办公会", by=by)
    assert selectors.may(user, "enterprises.edit")
    services.revoke_grant(grant=given, today=TODAY, by=by)
    assert not selectors.may(user, "enterprises.edit")
    assert Grant.objects.get().until == TODAY
    assert [e.verb for e in AuditEvent.objects.order_by("seq")] == ["access_grant.given", "access_grant.revoked"]
    with pytest.raises(Refused, match="已经失效"):
        services.revoke_grant(grant=given, today=TODAY, by=by)


@pytest.mark.django_db
def test_grant_refuses_self_twice_unknown_and_operator() -> None:
    tree, by = make_tree(), make_operator()
    admin = make_user(roles=[("security_admin", tree.city)])
    with pytest.raises(Refused, match="自己"):
        services.grant_role(user=admin, role="clerk", org=tree.city, since=TODAY, by=admin)
    with pytest.raises(Refused, match="没有"):
        services.grant_role(user=admin, role="king", org=tree.city, since=TODAY, by=by)
    with pytest.raises(Refused, match="命令行账号"):
        services.grant_role(user=by, role="clerk", org=tree.city, since=TODAY, by=admin)
    user = bare_user()
    services.grant_role(user=user, role="clerk", org=tree.city, since=TODAY, by=admin)
    with pytest.raises(Refused, match="已有同一角色"):
        services.grant_role(user=user, role="clerk", org=tree.city, since=TODAY, by=admin)
