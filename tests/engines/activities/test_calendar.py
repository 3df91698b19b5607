"""日程: what is planned stands in the calendar of who may see it, what was held in that of who was there."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import HttpRequest

from tests.factories.access import make_user
from tests.factories.activities import make_activity
from tests.factories.orgs import make_person, make_tree
from tongpin.engines.activities.calendar import calendar_entries
from tongpin.engines.activities.enums import ActivityState, Confidentiality
from tongpin.foundation.access.doors import look_as
from tongpin.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


def titles(user: User) -> list[str]:
    return [entry.title for entry in calendar_entries(look_as(HttpRequest(), user), date(2024, 3, 1), date(2024, 4, 1))]


def test_planned_is_seen_by_those_who_may_and_held_by_those_who_were_there() -> None:
    tree = make_tree()
    clerk, viewer = (make_user(roles=[(role, tree.ningyang)]) for role in ("clerk", "viewer"))
    foreign = make_user(roles=[("clerk", tree.dongping)])
    there = make_person(tree.ningyang, user=viewer)
    make_activity(tree.ningyang, title="计划走访", day=date(2024, 3, 20), state=ActivityState.PLANNED)
    make_activity(tree.ningyang, title="已走访", day=date(2024, 3, 5), present=[there])
    make_activity(tree.ningyang, title="已取消", day=date(2024, 3, 6), state=ActivityState.CANCELLED, reason="改期", present=[there])
    make_activity(tree.ningyang, title="四月走访", day=date(2024, 4, 1), state=ActivityState.PLANNED)
    make_activity(tree.ningyang, title="限知悉", day=date(2024, 3, 7), present=[there], confidentiality=Confidentiality.RESTRICTED)
    planned, held = f"计划走访（{tree.ningyang.shown_name}）", f"已走访（{tree.ningyang.shown_name}）"
    assert titles(clerk) == [planned]
    assert titles(viewer) == [held, planned]
    assert titles(foreign) == []
