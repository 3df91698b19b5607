"""红黄灯的记忆: what earlier checkpoints leave behind.

The rulebook (``indicators.lights``) judges one checkpoint; here the checkpoints of a year are put in order:
误期的那个月一直是红灯，以后补上的亮黄灯，不转绿灯。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

_WORDS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "blue": "临期", "grey": "未到期", "none": "无灯"}


class Light(StrEnum):
    """灯色."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"
    GREY = "grey"
    NONE = "none"

    @property
    def word(self) -> str:
        """What stands beside the colour."""
        return _WORDS[self.value]

    @property
    def urgency(self) -> int:
        """Red first: the order in which a page lists lights."""
        return (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN, Light.GREY, Light.NONE).index(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """亮灯结论: colour and the reason in one sentence with its numbers."""

    light: Light
    reason: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """检查点: the value at the end of a month, what was expected, what the rule says of it, and the light kept at the time."""

    month: int
    value: Decimal | None
    expected: Decimal | None
    verdict: Verdict
    is_final: bool = False
    recorded: Verdict | None = None

    @property
    def was_missed(self) -> bool:
        """Red: as recorded when the month closed where that was recorded, else as the rows show."""
        return (self.recorded or self.verdict).light is Light.RED


def remembered(earlier: Sequence[Checkpoint], now: Checkpoint) -> Verdict:
    """The light of ``now``: red stays red in its month; green after a missed month is yellow; all else as the rule says."""
    if now.recorded and now.recorded.light is Light.RED and not now.is_final:
        return now.recorded
    missed = sorted({point.month for point in earlier if point.was_missed})
    if now.verdict.light is Light.GREEN and missed:
        return Verdict(Light.YELLOW, f"{months_text(missed)}曾落后于序时进度，后已补上；{now.verdict.reason.replace('亮绿灯', '亮黄灯')}")
    return now.verdict


def months_text(months: Sequence[int]) -> str:
    """ "3月", "3月、5月", "1至4月"."""
    runs: list[list[int]] = []
    for month in sorted(set(months)):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return "、".join(f"{run[0]}月" if len(run) == 1 else f"{run[0]}至{run[-1]}月" for run in runs)
