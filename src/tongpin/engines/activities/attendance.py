"""参加情况说明: who was there and who was not, said as minutes say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tongpin.engines.activities.enums import Capacity
from tongpin.engines.activities.models import Participation


@dataclass(frozen=True)
class AttendanceSummary:
    """到会情况: how many were due and came, and (label, names) in the order of minutes."""

    due: int
    due_present: int
    present: int
    absent: int
    lines: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """应到 12 人，实到 10 人；empty where nobody is entered."""
        if not (self.present or self.absent):
            return ""
        if not self.due or self.due == self.absent:
            return f"参加 {self.present} 人" + (f"，缺席 {self.absent} 人" if self.absent else "")
        others = self.present - self.due_present
        return f"应到 {self.due} 人，实到 {self.due_present} 人" + (f"，另有 {others} 人参加" if others else "")


def summary_of(rows: Sequence[Participation]) -> AttendanceSummary:
    """到会情况 of one activity."""
    present = [row for row in rows if row.is_present]
    lines = []
    for capacity in Capacity:
        inside = [row.name for row in present if row.capacity == capacity and row.person_id is not None]
        if inside:
            lines.append((str(capacity.label), "、".join(inside)))
    if outside := [_from_outside(row) for row in present if row.person_id is None]:
        lines.append(("外单位人员", "、".join(outside)))
    absent = [row for row in rows if not row.is_present]
    if absent:
        lines.append(("缺席", "、".join(f"{row.name}（{row.reason}）" for row in absent)))
    due = [row for row in rows if row.is_due]
    return AttendanceSummary(
        due=len(due), due_present=sum(row.is_present for row in due), present=len(present), absent=len(absent), lines=tuple(lines)
    )


def _from_outside(row: Participation) -> str:
    said = [row.unit, "" if row.capacity == Capacity.ATTENDEE else str(Capacity(row.capacity).label)]
    words = "，".join(word for word in said if word)
    return f"{row.name}（{words}）" if words else row.name
