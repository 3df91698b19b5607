"""攻坚推进: a task with its three owners."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tests.factories.orgs import make_person
from tongpin.domains.work.enums import TaskArea
from tongpin.domains.work.models import Task
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)


def make_task(org: Organisation, **values: Any) -> Task:
    """A business task of the organisation, due at the end of 2024."""
    defaults = {
        "title": f"第{next(_numbers)}项重点任务",
        "area": TaskArea.BUSINESS,
        "department": org,
        "due_on": date(2024, 12, 31),
    }
    for role in ("leader", "person"):
        if role not in values:
            values[role] = make_person(org)
    merged = {**defaults, **values}
    return Task.objects.create(org=org, **{"first_due_on": merged["due_on"], **merged})
