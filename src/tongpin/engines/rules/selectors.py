"""规则查询: what stands in the rulebook, for pages and for other engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tongpin.engines.rules.book import book, rule
from tongpin.engines.rules.rule import Rule, Version
from tongpin.engines.rules.wording import show_value


@dataclass(frozen=True)
class RuleDescription:
    """规则说明: what a rule says on a day, in words ready for a page."""

    key: str
    title: str
    force: str
    sources: tuple[str, ...]
    note: str
    facts: tuple[str, ...]
    parameters: tuple[tuple[str, str, date], ...]
    lines: tuple[tuple[str, str], ...]
    valid_from: date | None


def list_rules(area: str = "") -> list[Rule]:
    """Rules by key, of one area or all."""
    return [r for key, r in sorted(book().rules.items()) if not area or key.startswith(f"{area}.")]


def describe(key: str, as_of: date) -> RuleDescription:
    """What the rule says on ``as_of``; parameters with their value and the day since which it is in force."""
    return describe_rule(rule(key), as_of)


def describe_rule(found: Rule, as_of: date) -> RuleDescription:
    """The same of a rule in hand."""
    version = found.version_on(as_of)
    return RuleDescription(
        key=found.key,
        title=found.title,
        force=found.force.label,
        sources=tuple(str(s) for s in found.sources),
        note=found.note,
        facts=tuple(t.title + (f"（{t.unit}）" if t.unit else "") for t in found.facts.values()),
        parameters=tuple(_parameters(found, version, as_of)) if version else (),
        lines=tuple((line.when.words(found.titles) if line.when else "其余情形", line.because) for line in found.lines),
        valid_from=version.valid_from if version else None,
    )


def _parameters(found: Rule, version: Version, as_of: date) -> Iterator[tuple[str, str, date]]:
    for name, term in found.parameters.items():
        yield term.title, show_value(version.values[name]) + term.unit, parameter_since(found, name, as_of)


def parameter_since(found: Rule, name: str, as_of: date) -> date:
    """The first day from which the value in force on ``as_of`` has held without a break."""
    held = [v for v in found.versions if v.valid_from <= as_of]
    since = held[-1]
    for version in reversed(held):
        if version.values[name] != since.values[name]:
            break
        since = version
    return since.valid_from
