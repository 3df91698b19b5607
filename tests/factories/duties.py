"""应尽事项: branches, and a source of facts that tells what a test writes down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.factories.orgs import make_org
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import contributors, install
from tongpin.kernel.obligations import DutyAction, Fact, FactSource, Subject
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType

MEETING = "test_meeting"
MEETINGS, MEMBERS = "party.life.life_01_general_meeting", "party.org.org_02_branch_size"


@dataclass
class Told:
    """What the records of a test say: (pk, day) of every meeting held, how many members a branch has; ``calls`` counts the questions."""

    meetings: list[tuple[int, date]] = field(default_factory=list)
    members: dict[int, int] = field(default_factory=dict)
    calls: int = 0

    def held(self, branches: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
        self.calls += 1
        if window is None:
            return {}
        days = [(pk, day) for pk, day in self.meetings if day in window and day <= as_of]
        return {one.pk: {"general_meetings_held": sum(pk == one.pk for pk, _ in days)} for one in branches}

    def size(self, branches: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
        return {one.pk: {"members": self.members[one.pk]} for one in branches if one.pk in self.members}


@contextmanager
def told(*, with_size: bool = True) -> Iterator[Told]:
    """Records that tell of meetings (and sizes), and no others, for as long as the block lasts."""
    records, installed = Told(), dict(contributors())
    for module, extensions in installed.items():
        install(module, [one for one in extensions if not isinstance(one, FactSource | DutyAction)])
    number = ValueType.NUMBER
    sources: list[Any] = [
        FactSource(
            subject="branch",
            facts=(Fact(name="general_meetings_held", title="召开党员大会次数", type=number, unit="次"),),
            record_kinds=(MEETING,),
            collect=records.held,
        )
    ]
    if with_size:
        size = Fact(name="members", title="党员人数", type=number, unit="人")
        sources.append(FactSource(subject="branch", facts=(size,), record_kinds=(MEETING,), collect=records.size))
    install("tests.duties", sources)
    try:
        yield records
    finally:
        install("tests.duties", [])
        for module, extensions in installed.items():
            install(module, extensions)


def make_branch(parent: Organisation, name: str = "", **values: Any) -> Organisation:
    """A Party branch below ``parent``."""
    return make_org(name, parent, OrgLevel.PARTY_BRANCH, **values)
