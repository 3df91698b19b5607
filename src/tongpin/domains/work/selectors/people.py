"""姓名查询: people and departments as they are written in a cell: "王工", or "王工（办公室）" where two bear the name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import people, people_within
from tongpin.kernel.errors import Refused

_NAME = re.compile(r"^(?P<name>[^（(]+?)\s*(?:[（(](?P<unit>[^）)]+)[）)])?$")


@dataclass(frozen=True)
class Named:
    """名册: whoever may be named in the tasks of an organisation."""

    org: Organisation
    people: dict[str, list[Person]]
    departments: dict[str, Organisation]

    def person(self, text: str, label: str) -> Person | None:
        """The person a cell names; None for an empty cell; Refused with what to write instead."""
        written = text.strip()
        if not written:
            return None
        match = _NAME.match(written)
        found = self.people.get(match["name"], []) if match else []
        if match and match["unit"]:
            found = [p for p in found if match["unit"] in (p.org.name, p.org.short_name)]
        if not found:
            raise Refused(f"{label}“{written}”不在{self.org}的人员中，请核对姓名，或先登记该人员。")
        if len(found) > 1:
            choices = "、".join(f"{p.name}（{p.org.shown_name}）" for p in found)
            raise Refused(f"{label}“{written}”有 {len(found)} 位同名人员，请写成{choices}中的一位。")
        return found[0]

    def department(self, text: str, label: str) -> Organisation | None:
        """The department a cell names."""
        written = text.strip()
        if not written:
            return None
        found = self.departments.get(written)
        if found is None:
            raise Refused(f"{label}“{written}”不在{self.org}的科室中，请核对名称。")
        return found

    def written(self, person: Person | None) -> str:
        """The name as a cell writes it."""
        if person is None:
            return ""
        return person.name if len(self.people.get(person.name, [])) < 2 else f"{person.name}（{person.org.shown_name}）"


def named(org: Organisation) -> Named:
    """名册 of an organisation and everything below it, in two queries."""
    known: dict[str, list[Person]] = {}
    for person in people_within(people().filter(left_on__isnull=True).prefetch_related(None), org):
        known.setdefault(person.name, []).append(person)
    departments: dict[str, Organisation] = {}
    for one in Organisation.objects.filter(path__startswith=org.path, ends_on__isnull=True).order_by("-path"):
        for name in (one.name, one.short_name):
            if name:
                departments[name] = one
    return Named(org, known, departments)
