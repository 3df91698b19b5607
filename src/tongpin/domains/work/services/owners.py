"""责任核对: owners come from the organisation that assigns, or from below it; what a project lacks is said by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongpin.domains.work.models import Project, Task
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused

PEOPLE = (("leader", "责任领导"), ("person", "责任人"))
OWNERS = (("leader", "责任领导"), ("department", "责任科室"), ("person", "责任人"))


def check_owners(org: Organisation, fields: Mapping[str, Any]) -> None:
    """核对责任: each owner that is named belongs to ``org`` and has not left."""
    for name, label in PEOPLE:
        person = fields.get(name)
        if person is None:
            continue
        if not org.contains(person.org):
            raise Refused(f"{label}“{person}”属于{person.org}，应为{org}及所属单位的人员。", field=name)
        if person.left_on is not None:
            raise Refused(f"{label}“{person}”已离开本单位，请另选。", field=name)
    department = fields.get("department")
    if department is not None and not org.contains(department):
        raise Refused(f"责任科室“{department}”不属于{org}，请另选。", field="department")


def missing_owners(record: Project | Task) -> list[str]:
    """缺少的责任: the labels of owners that are not named yet."""
    return [label for name, label in OWNERS if getattr(record, f"{name}_id") is None]
