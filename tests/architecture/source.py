"""The product's own source, read once: modules as syntax trees, templates and other texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SRC = REPOSITORY / "src"
PACKAGE = SRC / "tongpin"
FLOORS = ("foundation", "engines", "domains", "interfaces")


@dataclass(frozen=True)
class Module:
    """One Python file: ``name`` as it is imported, ``place`` relative to the repository."""

    path: Path

    @property
    def name(self) -> str:
        parts = self.path.relative_to(SRC).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def place(self) -> str:
        return self.path.relative_to(REPOSITORY).as_posix()

    @property
    def app(self) -> str:
        """ "tongpin.domains.service" for everything in that folder; "tongpin.kernel", "tongpin.config" for the rest."""
        return app_of(self.name)

    @property
    def part(self) -> str:
        """The first name inside the app: "services" for services.py and for services/anything.py."""
        inside = self.name.removeprefix(self.app).lstrip(".")
        return inside.split(".")[0]

    @property
    def text(self) -> str:
        return _text(self.path)

    @property
    def tree(self) -> ast.Module:
        return _tree(self.path)

    def __str__(self) -> str:
        return self.place


def app_of(name: str) -> str:
    """The app folder that a module name lies in."""
    parts = name.split(".")
    return ".".join(parts[: 3 if len(parts) > 1 and parts[1] in FLOORS else 2])


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path), str(path))


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the product except migrations."""
    return tuple(Module(p) for p in sorted(PACKAGE.rglob("*.py")) if "migrations" not in p.parts)


@cache
def module_names() -> frozenset[str]:
    return frozenset(m.name for m in modules())


@cache
def apps_on_floors() -> tuple[str, ...]:
    """Every folder on a floor, as a module name."""
    return tuple(
        f"tongpin.{floor}.{folder.name}"
        for floor in FLOORS
        for folder in sorted((PACKAGE / floor).iterdir())
        if folder.is_dir() and any(folder.glob("*.py"))
    )


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Files of the product with these endings (templates, styles, scripts, rule texts)."""
    return tuple(p for p in sorted(PACKAGE.rglob("*")) if p.suffix in suffixes and "vendor" not in p.parts)


def imports(module: Module) -> Iterator[tuple[int, str, str]]:
    """(line, imported module, imported name or "") of every import of our own package, wherever it stands."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "tongpin":
                    yield node.lineno, alias.name, ""
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "tongpin":
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield (node.lineno, full, "") if full in module_names() else (node.lineno, node.module, alias.name)


def report(findings: list[str]) -> str:
    """One finding per line, for the message of a failed assertion."""
    return "\n" + "\n".join(f"  {f}" for f in sorted(findings))


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)
