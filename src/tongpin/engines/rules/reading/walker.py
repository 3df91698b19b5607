"""逐项读取: where in a rule file we are, and everything that is wrong there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tongpin.kernel.values import ValueType


@dataclass(frozen=True, slots=True)
class Problem:
    """规则文件的问题."""

    file: str
    key: str
    expected: str

    def __str__(self) -> str:
        return f"规则文件 {self.file}，{self.key}：{self.expected}"


@dataclass
class Walker:
    """逐项读取: walks one file and remembers where it is, the names declared so far, and the heads of tables."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    types: dict[str, ValueType] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    # --- where we are ---------------------------------------------------------------------------------------------------
    @contextmanager
    def at(self, *steps: object) -> Iterator[None]:
        self.path.extend(str(s) for s in steps)
        try:
            yield
        finally:
            del self.path[len(self.path) - len(steps) :]

    def wrong(self, expected: str) -> None:
        self.problems.append(Problem(self.file, ".".join(self.path) or "全文", expected))

    def mapping(self, content: Any, allowed: set[str], required: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
        """The content as a mapping with known keys only; {} and a problem otherwise."""
        if not isinstance(content, dict):
            self.wrong(f"应为若干“名称: 内容”，可用的名称有 {'、'.join(sorted(allowed))}。")
            return {}
        for key in content.keys() - allowed:
            self.wrong(f"不认识“{key}”，可用的名称有 {'、'.join(sorted(allowed))}。")
        for key in sorted(required - content.keys()):
            self.wrong(f"缺少“{key}”。")
        return content

    def listing(self, content: Any, *, least: int = 0) -> list[Any]:
        if content is None and not least:
            return []
        if not isinstance(content, list) or len(content) < least:
            self.wrong(f"应为清单（每项以“- ”开头），至少 {least} 项。")
            return []
        return content

    def text(self, content: Any, *, required: bool = True) -> str:
        if content is None and not required:
            return ""
        if not isinstance(content, str) or (required and not content.strip()):
            self.wrong("应为文字。")
            return ""
        return content.strip()

    def choice(self, content: Any, allowed: type[StrEnum], fallback: Any) -> Any:
        try:
            return allowed(content)
        except ValueError:
            self.wrong(f"应为 {'、'.join(allowed)} 之一，现为“{content}”。")
            return fallback

    def yes_no(self, given: Mapping[str, Any], name: str) -> bool:
        """A mark that is false unless written."""
        with self.at(name):
            marked = given.get(name, False)
            if not isinstance(marked, bool):
                self.wrong("应为 true 或 false。")
            return bool(marked)

    def field(self, given: Mapping[str, Any], name: str, *, required: bool = True) -> str:
        with self.at(name):
            return self.text(given.get(name), required=required)
