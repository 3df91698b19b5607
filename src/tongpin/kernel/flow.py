"""流转: states of a record, the moves between them, and who may make each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tongpin.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Move:
    """办理动作: ``verb`` is the button, from any of ``sources`` to ``target``, with ``permission``; a reason where asked."""

    key: str
    verb: str
    sources: tuple[str, ...]
    target: str
    permission: str
    needs_reason: bool = False


@dataclass(frozen=True)
class Flow:
    """流程: the moves of one kind of record."""

    title: str
    labels: dict[str, str]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        unknown = {s for m in self.moves for s in (*m.sources, m.target)} - set(self.labels)
        if unknown:
            raise ValueError(f"{self.title}: states without a label: {sorted(unknown)}")

    def open_moves(self, state: str, permissions: Iterable[str]) -> list[Move]:
        """What somebody with these permissions can do now."""
        held = set(permissions)
        return [m for m in self.moves if state in m.sources and m.permission in held]

    def take(self, key: str, *, state: str, reason: str = "") -> Move:
        """The move ``key`` from ``state``; Refused where the state does not allow it or a reason is missing."""
        move = next(m for m in self.moves if m.key == key)
        if state not in move.sources:
            raise Refused(f"{self.title}当前为“{self.labels[state]}”，不能{move.verb}。")
        if move.needs_reason and not reason.strip():
            raise Refused(f"{move.verb}须填写理由。", field="reason")
        return move
