"""核对规则包: every case asked of its rule — what was expected, what came, and the whole way to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tongpin.engines.rules.cases import EXPECTABLE, Case, got, in_words, not_covered
from tongpin.engines.rules.given import WrongFact
from tongpin.engines.rules.pack_text.reading import PackRule, PackText
from tongpin.engines.rules.rule import Rule
from tongpin.engines.rules.trace import TraceLine


@dataclass(frozen=True, slots=True)
class CaseCheck:
    """一个案例的核对结果: ``parts`` are (what, expected, got, whether they agree)."""

    sentence: str
    as_of: date
    parts: tuple[tuple[str, str, str, bool], ...]
    differences: tuple[str, ...]
    trace: tuple[TraceLine, ...]

    @property
    def holds(self) -> bool:
        return not self.differences


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """一条规则的核对结果: its cases, and what no case shows."""

    rule: Rule
    cases: tuple[CaseCheck, ...]
    gaps: tuple[str, ...]

    @property
    def passes(self) -> bool:
        return not self.gaps and all(case.holds for case in self.cases)

    @property
    def failures(self) -> int:
        return len(self.gaps) + sum(not case.holds for case in self.cases)


def check_pack(pack: PackText) -> tuple[RuleCheck, ...]:
    """核对 all rules of a pack that could be read."""
    return tuple(_checked(one) for one in pack.rules)


def _checked(one: PackRule) -> RuleCheck:
    cases = tuple(_asked(case) for case in one.cases)
    # a case that cannot be asked reaches no line
    can_be_asked = all(case.trace for case in cases)
    return RuleCheck(one.rule, cases, tuple(not_covered(one.rule, list(one.cases))) if can_be_asked else ())


def _asked(case: Case) -> CaseCheck:
    differences = tuple(case.differences())
    try:
        answer = case.answer()
    except (WrongFact, ValueError) as error:
        return CaseCheck(case.sentence, case.as_of, (), differences or (str(error),), ())
    return CaseCheck(case.sentence, case.as_of, tuple(_parts(case, got(answer))), differences, answer.trace)


def _parts(case: Case, given: dict[str, object]) -> Iterator[tuple[str, str, str, bool]]:
    for name, wanted in case.expect.items():
        if name in EXPECTABLE:
            yield EXPECTABLE[name], in_words(name, wanted), in_words(name, given[name]), given[name] == wanted
