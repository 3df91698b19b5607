"""工作记录 in the world of the access tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.accounts import bare_user
from tests.factories.activities import make_activity, make_book, make_kind
from tests.factories.orgs import make_person
from tongpin.foundation.orgs.models import Organisation

DAY = date(2023, 11, 8)


def activity_records(org: Organisation, mark: str) -> dict[str, Any]:
    """An internal activity, one that is 限知悉, a plan, and a kind of the place's own."""
    people = [make_person(org, f"{mark}走访人")]
    words = {"place": f"{mark}会议室", "summary": f"{mark}走访情况"}
    return {
        "activity": make_activity(org, title=f"{mark}走访", day=DAY, present=people, outcomes={"requests": f"{mark}诉求"}, **words),
        "restricted_activity": make_activity(org, title=f"{mark}谈话", day=DAY, confidentiality="restricted", present=people, **words),
        "planned_activity": make_activity(org, title=f"{mark}计划", day=date(2024, 6, 1), state="planned", **words),
        # a bureau's kind is its counties' too: the city's has ended, so that it names itself on no page of theirs
        "activity_kind": make_kind(org, f"{mark}联学", ends_on=None if org.parent_id else date(2021, 1, 1)),
        "minutes_book": make_book(org, bare_user(), title=f"{mark}支部党员大会会议记录"),
    }
