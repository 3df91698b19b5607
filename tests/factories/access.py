"""授权: users who hold roles, and the three persons of every page test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.factories.accounts import bare_user
from tests.factories.orgs import OrgTree, make_tree
from tongpin.foundation.access.models import Grant
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation


def make_grant(user: User, role: str, org: Organisation, **values: Any) -> Grant:
    """A grant in force since long ago."""
    user.__dict__.pop("_grants_in_force", None)
    return Grant.objects.create(user=user, role=role, org=org, **{"since": date(2010, 1, 1), **values})


def make_user(username: str = "", *, roles: Sequence[tuple[str, Organisation]] = (), password: str = "", **values: Any) -> User:
    """``make_user(roles=[("clerk", org)])``: a user with roles, sub-trees included."""
    user = bare_user(username, password=password, **values)
    for role, org in roles:
        make_grant(user, role, org)
    return user


@dataclass(frozen=True)
class ThreePersons:
    """三个人: who may edit, who only sees, and who belongs to the other county and must meet 404."""

    tree: OrgTree
    org: Organisation
    editor: User
    viewer: User
    stranger: User


def three_persons(tree: OrgTree | None = None, *, editor_role: str = "clerk", viewer_role: str = "viewer") -> ThreePersons:
    """Editor and viewer of 宁阳, stranger of 东平 with the editor's role."""
    tree = tree or make_tree()
    return ThreePersons(
        tree=tree,
        org=tree.ningyang,
        editor=make_user(roles=[(editor_role, tree.ningyang)], display_name="宁阳台账员"),
        viewer=make_user(roles=[(viewer_role, tree.ningyang)], display_name="宁阳查看员"),
        stranger=make_user(roles=[(editor_role, tree.dongping)], display_name="东平台账员"),
    )
