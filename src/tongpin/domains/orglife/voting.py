"""表决计算: whether enough came, and whether a matter passed; whole numbers only, so that exactly half is exactly half."""

from __future__ import annotations

from dataclasses import dataclass

from tongpin.domains.orglife.enums import MeetingKind, TopicNature, VoteOutcome, VoteRule


@dataclass(frozen=True, slots=True)
class Share:
    """份额: ``top``/``bottom`` of a base, reached (``strict`` False) or exceeded."""

    top: int
    bottom: int
    strict: bool = False

    def reached(self, part: int, base: int) -> bool:
        """Whether ``part`` is enough of ``base``; nothing is enough of nobody."""
        if base <= 0:
            return False
        have, need = part * self.bottom, base * self.top
        return have > need if self.strict else have >= need

    def least(self, base: int) -> int:
        """The smallest number that is enough of ``base``."""
        need = base * self.top
        return need // self.bottom + 1 if self.strict else -(-need // self.bottom)

    @property
    def words(self) -> str:
        """ "超过二分之一", "不少于三分之二"."""
        part = {(1, 2): "二分之一", (2, 3): "三分之二", (4, 5): "五分之四"}[(self.top, self.bottom)]
        return f"{'超过' if self.strict else '不少于'}{part}"


RULES = {
    TopicNature.ADMISSION: VoteRule.ADMISSION,
    TopicNature.CONVERSION: VoteRule.ADMISSION,
    TopicNature.PERSONNEL: VoteRule.PERSONNEL,
    TopicNature.ELECTION: VoteRule.ELECTION,
}


def rule_for(nature: str) -> VoteRule:
    """表决规则 that a topic is usually voted under."""
    return next((rule for topic, rule in RULES.items() if topic == nature), VoteRule.ORDINARY)


HALF = Share(1, 2)
MORE_THAN_HALF = Share(1, 2, strict=True)
TWO_THIRDS = Share(2, 3)
FOUR_FIFTHS = Share(4, 5)

ATTENDANCE: dict[str, Share] = {
    MeetingKind.PARTY_GROUP: HALF,
    MeetingKind.GENERAL: HALF,
    MeetingKind.COMMITTEE: HALF,
    MeetingKind.DEMOCRATIC_LIFE: TWO_THIRDS,
}
"""到会要求 of the kinds of meetings that have one."""

VOTERS_PRESENT: dict[str, Share] = {
    VoteRule.ORDINARY: HALF,
    VoteRule.ADMISSION: MORE_THAN_HALF,
    VoteRule.PERSONNEL: TWO_THIRDS,
    VoteRule.ELECTION: FOUR_FIFTHS,
}


def attendance_needed(kind: str, *, with_personnel: bool = False) -> Share | None:
    """到会要求 of a meeting; a Party group that appoints somebody needs two thirds. None where no rule asks for a number."""
    if kind == MeetingKind.PARTY_GROUP and with_personnel:
        return TWO_THIRDS
    return ATTENDANCE.get(kind)


@dataclass(frozen=True, slots=True)
class Tally:
    """票数: totals only; for a show of hands there are no papers."""

    rule: str
    due: int
    present: int
    yes: int
    issued: int | None = None
    returned: int | None = None


def base_of(rule: str) -> str:
    """分母: "present" for elections, "due" for everything else."""
    return "present" if rule == VoteRule.ELECTION else "due"


def judge_tally(tally: Tally) -> VoteOutcome:
    """表决结果: enough voters present, no more papers back than given out, more than half of the base in favour."""
    if not VOTERS_PRESENT[tally.rule].reached(tally.present, tally.due):
        return VoteOutcome.NO_QUORUM
    if tally.issued is not None and tally.returned is not None and tally.returned > tally.issued:
        return VoteOutcome.VOID
    base = tally.present if base_of(tally.rule) == "present" else tally.due
    return VoteOutcome.PASSED if MORE_THAN_HALF.reached(tally.yes, base) else VoteOutcome.FAILED


def words_of(tally: Tally) -> str:
    """一句话: how the result came about."""
    share, outcome = VOTERS_PRESENT[tally.rule], judge_tally(tally)
    if outcome is VoteOutcome.NO_QUORUM:
        least = share.least(tally.due)
        return f"应到有表决权 {tally.due} 人，实到 {tally.present} 人，到会须{share.words}（至少 {least} 人），表决无效。"
    if outcome is VoteOutcome.VOID:
        return f"发出 {tally.issued} 票，收回 {tally.returned} 票，收回多于发出，本次投票无效，应重新投票。"
    base, name = (tally.present, "实到会有表决权") if base_of(tally.rule) == "present" else (tally.due, "应到有表决权")
    least = MORE_THAN_HALF.least(base)
    return f"{name} {base} 人，赞成须超过半数（至少 {least} 票），赞成 {tally.yes} 票，{outcome.label}。"
