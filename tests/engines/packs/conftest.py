"""规则包: the tree of organisations."""

from __future__ import annotations

import pytest

from tests.factories.orgs import OrgTree, make_tree


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()
