"""What a rule is, and the few questions about syntax trees that many rules ask."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rule:
    """``find`` gives the lines that break the rule; ``where`` says which parts of an app it holds for (empty: all).

    ``allowed`` names files that may, each with its reason. ``good`` and ``bad`` are the proof that the rule sees what it says.
    """

    name: str
    why: str
    find: Callable[[ast.Module], Iterator[int]]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    where: frozenset[str] = frozenset()
    allowed: dict[str, str] = field(default_factory=dict)

    def allows(self, place: str) -> bool:
        """Whether the file is excepted, itself or with its folder (a name that ends with a stroke)."""
        return any(place == name or (name.endswith("/") and place.startswith(name)) for name in self.allowed)

    def __str__(self) -> str:
        return self.name


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called: "save" in ``x.y.save()``."""
    return last_name(call.func)


def last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.expr) -> str:
    """ "a.b.c" of a chain of names; calls in between are passed over: "A.objects.filter" of ``A.objects.filter(...)``."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return dotted(node.func)
    return node.id if isinstance(node, ast.Name) else ""


def receiver(call: ast.Call) -> str:
    """What the method is called on, dotted."""
    return dotted(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def names_in(node: ast.AST) -> set[str]:
    """Every name and attribute that occurs below a node."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} | {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, full name) of everything imported, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def imports_any(*prefixes: str) -> Callable[[ast.Module], Iterator[int]]:
    """Finds imports of these modules or names."""

    def find(tree: ast.Module) -> Iterator[int]:
        return (line for line, name in imported(tree) if any(name == p or name.startswith(f"{p}.") for p in prefixes))

    return find
