"""授权服务: give and take back roles; three administrators stay three persons."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from tongpin.foundation.access.models import Grant
from tongpin.foundation.access.roles import all_roles, roles_by_key
from tongpin.foundation.access.selectors import forget_grants, is_operator
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.services import create_user
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import check, snapshot
from tongpin.foundation.orgs.services import add_person, link_user
from tongpin.kernel.errors import Refused

__all__ = ["all_roles", "grant_role", "open_account", "revoke_grant"]

_GRANT = ("user", "role", "org", "with_subtree", "since", "until", "basis")


@transaction.atomic
def open_account(*, username: str, display_name: str, org: Organisation, by: User, person: Person | None = None) -> tuple[User, str]:
    """建立账号: for a person on file, or one registered along with it. Returns the first password once."""
    user, password = create_user(username=username, display_name=display_name, by=by)
    if person is None:
        add_person(name=display_name, org=org, user=user, by=by)
    else:
        link_user(person=person, user=user, by=by)
    return user, password


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    org: Organisation,
    since: date,
    by: User,
    with_subtree: bool = True,
    until: date | None = None,
    basis: str = "",
) -> Grant:
    """授权: the user holds ``role`` for ``org`` (and below) in [since, until)."""
    if role not in roles_by_key():
        raise Refused(f"没有“{role}”这个角色。", field="role")
    if user.is_operator:
        raise Refused("命令行账号由系统维护，不能授权。", field="user")
    if user.pk == by.pk and not is_operator(by):
        raise Refused("不能给自己授权，请由其他安全管理员办理。", field="user")
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    _refuse_joined_administrators(user, role, since)
    grant = Grant(user=user, role=role, org=org, with_subtree=with_subtree, since=since, until=until, basis=basis.strip(), created_by=by)
    check(grant)
    grant.save()
    forget_grants(user)
    record("access_grant.given", by=by, subject=user.reference(), org_id=org.pk, after=_said(grant))
    return grant


@transaction.atomic
def revoke_grant(*, grant: Grant, today: date, by: User) -> None:
    """收回授权: from today it no longer holds; the row stays as history."""
    ends = max(today, grant.since)
    in_force = Q(until__isnull=True) | Q(until__gt=ends)
    if not Grant.objects.filter(in_force, pk=grant.pk).update(until=ends):
        raise Refused("该授权已经失效，无须收回。")
    role = _role_title(grant.role)
    before, grant.until = {"role": role, "until": grant.until and grant.until.isoformat()}, ends
    forget_grants(grant.user)
    after = {"role": role, "until": ends.isoformat()}
    record("access_grant.revoked", by=by, subject=grant.user.reference(), org_id=grant.org_id, before=before, after=after)


def _role_title(key: str) -> str:
    role = roles_by_key().get(key)
    return role.title if role else key


def _said(grant: Grant) -> dict[str, object]:
    """A grant as the audit trail keeps it: role, person and organisation by name, so that it can be read when they are gone."""
    names = {"role": _role_title(grant.role), "user": grant.user.display_name, "org": grant.org.name}
    return {**snapshot(grant, _GRANT), **names}


def _refuse_joined_administrators(user: User, role: str, since: date) -> None:
    """三员分立: system, security and audit administration are never in one hand."""
    roles = roles_by_key()
    rest = Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=since), user=user).values_list("role", flat=True)
    for held in rest:
        known = roles.get(held)
        if known and (role in known.separate_from or held in roles[role].separate_from):
            raise Refused(
                f"{user.display_name}已是{known.title}，按三员分立要求，不能再任{roles[role].title}。请授予其他人员。", field="role"
            )
