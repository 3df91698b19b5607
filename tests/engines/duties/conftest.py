"""Duties are judged on 2026-07-01 from what a test tells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.access import make_user
from tests.factories.duties import Told, told
from tests.factories.orgs import OrgTree, make_tree
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation


@pytest.fixture
def records() -> Iterator[Told]:
    with told() as found:
        yield found


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def branch(tree: OrgTree) -> Organisation:
    return tree.ningyang_branch


@pytest.fixture
def clerk(tree: OrgTree) -> User:
    return make_user(roles=[("party_clerk", tree.ningyang)], display_name="党务干部")
