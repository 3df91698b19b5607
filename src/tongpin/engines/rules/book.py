"""规则手册: all rules of ``tongpin/rulebook``, read and checked once when the process starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import yaml

from tongpin.engines.rules.reading import Problem, RuleReader
from tongpin.engines.rules.rule import Rule
from tongpin.engines.rules.yaml_text import read_yaml, yaml_trouble

RULEBOOK_CHECKS = "rulebook"
"""Under this tag stands whatever is checked of the rulebook at the start; ``tongpin serve`` refuses to start where one fails."""
RULEBOOK = Path(__file__).resolve().parents[2] / "rulebook"


class RulebookError(Exception):
    """规则手册有误: raised on first use; the start-up check lists the same problems."""


@dataclass(frozen=True)
class Book:
    """规则手册: rules by key, and the problems of the files that could not be read."""

    rules: Mapping[str, Rule]
    problems: tuple[Problem, ...]

    @cached_property
    def duties(self) -> tuple[Rule, ...]:
        """应尽事项的规则, by code."""
        return tuple(sorted((r for r in self.rules.values() if r.duty), key=lambda r: r.duty.code if r.duty else ""))

    @cached_property
    def duty_named(self) -> Mapping[str, Rule]:
        """The rule of a duty by its code and by its key: asked for every finding of a page."""
        return {name: r for r in self.duties if r.duty for name in (r.duty.code, r.key)}


def rule_files(folder: Path) -> list[Path]:
    """Rule files below a folder, without the cases beside them."""
    return sorted(f for f in folder.rglob("*.yaml") if not f.name.endswith(".cases.yaml"))


def read_book(folder: Path) -> Book:
    """Reads all rules below ``folder``; never raises for a bad file."""
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    for file in rule_files(folder):
        place = file.relative_to(folder)
        key = ".".join(place.with_suffix("").parts)
        reader = RuleReader(f"rulebook/{place.as_posix()}")
        try:
            rule = reader.rule(read_yaml(file.read_text(encoding="utf-8")), key)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            reader.wrong(yaml_trouble(error) if isinstance(error, yaml.YAMLError) else "文件应为 UTF-8 编码。")
        else:
            if not reader.problems:
                twin = next((r for r in rules.values() if rule.duty and r.duty and r.duty.code == rule.duty.code), None)
                if twin:
                    with reader.at("duty", "code"):
                        reader.wrong(f"编号已用于 {twin.file}。")
                rules[key] = rule
        problems += reader.problems
    return Book(rules, tuple(problems))


@cache
def book() -> Book:
    """The product's rulebook."""
    return read_book(RULEBOOK)


def checked_book() -> Book:
    """The same, refused where any file has a mistake."""
    read = book()
    if read.problems:
        raise RulebookError("\n".join(map(str, read.problems)))
    return read


def rule(key: str) -> Rule:
    """The rule of that key; RulebookError where the rulebook has a mistake or no such rule."""
    read = checked_book()
    if key not in read.rules:
        raise RulebookError(f"规则手册里没有“{key}”，现有：{'、'.join(read.rules)}。")
    return read.rules[key]


def duty_rules() -> list[Rule]:
    """应尽事项的规则, by code."""
    return list(checked_book().duties)


def duty_rule(name: str) -> Rule:
    """The rule of a duty by its code (LIFE-01) or its key; RulebookError where there is none."""
    found = checked_book().duty_named.get(name)
    if not found:
        raise RulebookError(f"没有编号或名称为“{name}”的应尽事项规则。")
    return found
