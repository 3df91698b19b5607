"""专班的事实: whether a task force that lasts and has the members has a Party branch, for the rules of 应尽事项."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from tongpin.domains.work.enums import ForceKind
from tongpin.domains.work.models import Force, ForceMember
from tongpin.foundation.orgs.selectors import organisations
from tongpin.kernel.dates import months_between
from tongpin.kernel.obligations import Fact, FactSource, Subject
from tongpin.kernel.occasions import holds_on, spans
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType

KINDS = (ForceKind.TASK_FORCE, ForceKind.HEADQUARTERS)
LASTING_MONTHS, ENOUGH_MEMBERS = 6, 3
"""From where on a task force should have a branch; of several, one of which this is so and that has none is told."""


@dataclass(frozen=True)
class Standing:
    """一个在办专班 on a day."""

    months: int
    full_members: int
    has_branch: bool

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """The one with the highest rank is told."""
        fits = self.months >= LASTING_MONTHS and self.full_members >= ENOUGH_MEMBERS
        return fits, not self.has_branch, self.months, self.full_members


def unit_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """单位在办专班的事实; a unit without any tells nothing. A constant number of queries."""
    units = dict(organisations().filter(pk__in=[one.org_id for one in subjects]).values_list("pk", "path"))
    running = Q(ended_on__isnull=True) | Q(ended_on__gt=as_of)
    below = Q(pk__in=[])
    for path in units.values():
        below |= Q(org__path__startswith=path)
    forces = list(Force.objects.filter(running, below, kind__in=KINDS, founded_on__lte=as_of).select_related("org"))
    full = _full_members(forces, as_of)
    found: dict[int, Mapping[str, Any]] = {}
    for one in subjects:
        rows = [_standing(f, full.get(f.pk, 0), as_of) for f in forces if f.org.path.startswith(units[one.org_id])]
        if rows:
            told = max(rows, key=lambda row: row.rank)
            found[one.pk] = {
                "project_months": told.months,
                "project_full_members": told.full_members,
                "project_has_branch": told.has_branch,
            }
    return found


def _standing(force: Force, full_members: int, as_of: date) -> Standing:
    """Where no end is planned, it has lasted as long as it stands."""
    until = force.term_until if force.term_until is not None else max(as_of, force.founded_on)
    founded, ended = force.branch_founded_on, force.branch_ended_on
    has_branch = founded is not None and founded <= as_of and (ended is None or ended > as_of)
    return Standing(months_between(force.founded_on, until), full_members, has_branch)


def _full_members(forces: Sequence[Force], as_of: date) -> Mapping[int, int]:
    on_it = Q(ends_on__isnull=True) | Q(ends_on__gt=as_of)
    rows = ForceMember.objects.filter(on_it, force__in=forces, starts_on__lte=as_of, person__isnull=False)
    people = {(force, person) for force, person in rows.values_list("force", "person") if person is not None}
    known = spans("full_member", {person for _, person in people}, as_of)
    found: dict[int, int] = {}
    for force, person in people:
        if any(holds_on(span, as_of) for span in known.get(person, ())):
            found[force] = found.get(force, 0) + 1
    return found


FORCE_FACTS = FactSource(
    subject="unit",
    facts=(
        Fact(name="project_months", title="工程、专班计划持续时间", type=ValueType.NUMBER, unit="个月"),
        Fact(name="project_full_members", title="工程、专班正式党员人数", type=ValueType.NUMBER, unit="人"),
        Fact(name="project_has_branch", title="工程、专班已成立党支部", type=ValueType.YES_NO),
    ),
    record_kinds=("force", "member"),
    collect=unit_facts,
)
