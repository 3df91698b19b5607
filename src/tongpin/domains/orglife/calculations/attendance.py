"""到会情况: who was due, who came, who chaired; the numbers that minutes, sign-in sheets and votes start from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attendee:
    """参会人: ``person_id`` is None for an outsider known by name; ``is_due`` False for those who only sat in (列席)."""

    person_id: int | None
    name: str
    is_present: bool
    is_due: bool = True
    capacity: str = ""
    reason: str = ""
    may_vote: bool = True
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """到会情况 of one gathering."""

    people: Sequence[Attendee]

    @property
    def due(self) -> list[Attendee]:
        """应到."""
        return [one for one in self.people if one.is_due]

    @property
    def present(self) -> list[Attendee]:
        """实到, of those due."""
        return [one for one in self.people if one.is_due and one.is_present]

    @property
    def absent(self) -> list[Attendee]:
        """缺席, of those due."""
        return [one for one in self.people if one.is_due and not one.is_present]

    @property
    def observers(self) -> list[Attendee]:
        """列席."""
        return [one for one in self.people if not one.is_due and one.is_present]

    @property
    def voters_due(self) -> list[Attendee]:
        """应到有表决权."""
        return [one for one in self.due if one.may_vote]

    @property
    def voters_present(self) -> list[Attendee]:
        """实到有表决权."""
        return [one for one in self.present if one.may_vote]

    def of(self, capacity: str) -> list[Attendee]:
        """Those who took part in that capacity (chair, recorder, speaker)."""
        return [one for one in self.people if one.capacity == capacity]

    @property
    def words(self) -> str:
        """ "应到 16 人，实到 14 人"."""
        return f"应到 {len(self.due)} 人，实到 {len(self.present)} 人"
