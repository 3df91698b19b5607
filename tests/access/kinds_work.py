"""攻坚推进 in the world of the access tests."""

from __future__ import annotations

from typing import Any

from tests.factories.orgs import make_person
from tests.factories.work import make_task
from tongpin.foundation.orgs.models import Organisation


def work_records(org: Organisation, mark: str) -> dict[str, Any]:
    """A task of the place; its responsible person has no account."""
    people = {role: make_person(org, f"{mark}{word}") for role, word in (("leader", "领"), ("person", "责"))}
    return {"task": make_task(org, title=f"{mark}任务", requirement=f"{mark}要求", **people)}
