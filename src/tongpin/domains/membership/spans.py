"""人员时段: what the register of members says of people through time, for the facts of subjects that may not read the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from tongpin.domains.membership.enums import RightsReason
from tongpin.domains.membership.models import CorrectionMeasure, Member
from tongpin.kernel.occasions import PersonSpans, Span

Rows = Iterator[tuple[date | None, date | None]]


def _of_members(tell: Callable[[Member], Rows]) -> Callable[[Sequence[int], date], Mapping[int, Sequence[Span]]]:
    def find(people: Sequence[int], as_of: date) -> Mapping[int, Sequence[Span]]:
        rows = Member.objects.filter(person__in=list(people), joined_on__isnull=False).order_by("arrived_on", "pk")
        return _known(((member.person_id, tell(member)) for member in rows), as_of)

    return find


def _known(told: Iterable[tuple[int, Iterable[tuple[date | None, date | None]]]], as_of: date) -> Mapping[int, Sequence[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for person, rows in told:
        for start, end in rows:
            if start is None or start > as_of:
                continue
            span = (start, end if end is not None and end <= as_of else None)
            if span not in found[person]:
                found[person].append(span)
    return {person: sorted(rows, key=lambda row: row[0]) for person, rows in found.items()}


def _away(member: Member) -> Rows:
    """外出、出国（境）或者失去联系; of somebody lost nothing tells when they come back."""
    ended = member.left_on if member.back_on is None else member.back_on
    yield member.away_since, ended
    yield member.abroad_since, ended
    if member.is_lost:
        yield member.last_contact_on, member.left_on


def _exempt(member: Member) -> Rows:
    if member.is_exempt:
        yield member.arrived_on, member.left_on


def _probation(member: Member) -> Rows:
    yield member.joined_on, member.full_since if member.full_since is not None else member.left_on


def _full(member: Member) -> Rows:
    """转正以后; who was transferred inside the office has a later row, who left it has none."""
    yield member.full_since, member.left_on


def measures(people: Sequence[int], as_of: date) -> Mapping[int, Sequence[Span]]:
    """处分和限期改正: the days on which 限期改正 began or rights were taken by 留党察看; what for is not told."""
    placed = CorrectionMeasure.objects.filter(member__person__in=list(people)).values_list("member__person", "placed_on", "settled_on")
    punished = Member.objects.filter(person__in=list(people), rights_reason=RightsReason.PROBATION)
    limited = punished.values_list("person", "rights_limited_from", "rights_limited_until")
    return _known(((person, [(start, end)]) for person, start, end in (*placed, *limited)), as_of)


SPANS = [
    PersonSpans(key="away", title="外出", find=_of_members(_away)),
    PersonSpans(key="exempt", title="不作硬性要求", find=_of_members(_exempt)),
    PersonSpans(key="probation", title="预备期", find=_of_members(_probation)),
    PersonSpans(key="full_member", title="正式党员", find=_of_members(_full)),
    PersonSpans(key="measures", title="处分和限期改正", find=measures),
]
