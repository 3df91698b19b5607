"""组件: what the building blocks under ``ui/components/`` take. Include them with one of these as their variable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class StatTile:
    """指标牌: {% include "ui/components/tile.html" with tile=tile %}, inside <div class="tiles">.

    ``value`` is text as printed, "" where missing (then ``reason`` says why); ``url`` opens its trace in the side panel.
    ``completion`` and ``pace`` (序时进度) are in percent; ``facts`` are small (label, text) pairs such as 同比.
    """

    title: str
    value: str
    unit: str = ""
    url: str = ""
    target: str = ""
    completion: Decimal | None = None
    pace: Decimal | None = None
    light: str = ""
    light_word: str = ""
    reason: str = ""
    facts: Sequence[tuple[str, str]] = ()

    @property
    def fill(self) -> str:
        """Width of the bar: completion up to 100."""
        return f"{max(Decimal(0), min(Decimal(100), self.completion or Decimal(0))):.2f}"

    @property
    def pace_at(self) -> str:
        """Where the mark of 序时进度 stands."""
        return f"{max(Decimal(0), min(Decimal(99), self.pace or Decimal(0))):.2f}"


@dataclass(frozen=True)
class Tab:
    """页签: {% include "ui/components/tabs.html" with tabs=tabs %}; each is a page of its own, never tabs within tabs."""

    title: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Moment:
    """经过: one entry of {% include "ui/components/timeline.html" with entries=entries %}.

    ``face`` is "party" or "science" where it means one.
    """

    at: date | datetime
    title: str
    text: str = ""
    url: str = ""
    face: str = ""


@dataclass(frozen=True)
class Confirmation:
    """确认: {% include "ui/components/confirm_button.html" with ask=ask %}: a button that asks before it posts.

    ``text`` says what will happen and whether it can be undone; ``reason_label`` adds a required field named ``reason``.
    """

    key: str
    title: str
    url: str
    text: str
    verb: str = ""
    reason_label: str = ""
    primary: bool = False
