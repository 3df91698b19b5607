"""From outside an app only its front doors are imported; a view never touches tables; nothing is imported inside a function."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.front_doors import DOMAIN_DOORS, DOORS, UNBOUND, WIRING
from tests.architecture.source import REPOSITORY, Module, app_of, apps_on_floors, imports, modules, report

DOCUMENT = REPOSITORY / "docs" / "architecture.md"


def may_import(importer: str, target: str, name: str) -> bool:
    """Whether a module of app ``importer`` may take ``name`` from module ``target`` of another app."""
    app = app_of(target)
    if importer == app or importer in UNBOUND or app in {"tongpin.kernel", "tongpin"}:
        return True
    part = target.removeprefix(app).lstrip(".").split(".")[0]
    if part in WIRING.get(importer, {}).get(app, ()):
        return True
    if app.startswith("tongpin.domains."):
        return part in DOMAIN_DOORS or part in DOORS.get(app, {})
    names = DOORS.get(app, {}).get(part)
    return names is not None and (not names or name in names)


CASES = [
    ("tongpin.domains.service", "tongpin.domains.enterprises.selectors", "firm", True),
    ("tongpin.domains.service", "tongpin.domains.enterprises.models", "Enterprise", False),
    ("tongpin.domains.service", "tongpin.domains.enterprises.services.titles", "grant", True),
    ("tongpin.interfaces.terminal", "tongpin.domains.work.schedule.psplib", "read_psplib", True),
    ("tongpin.domains.service", "tongpin.domains.service.models", "CreditLine", True),
    ("tongpin.domains.service", "tongpin.foundation.accounts.models", "User", True),
    ("tongpin.domains.service", "tongpin.foundation.accounts.models", "Session", False),
    ("tongpin.domains.service", "tongpin.foundation.orgs.records", "OwnedRecord", True),
    ("tongpin.domains.service", "tongpin.kernel.money", "MoneyUnit", True),
    ("tongpin.interfaces.desk", "tongpin.engines.indicators.models", "Observation", False),
    ("tongpin.config", "tongpin.interfaces.terminal.serving", "serve", True),
]


@pytest.mark.parametrize(("importer", "target", "name", "allowed"), CASES)
def test_the_rule_itself(importer: str, target: str, name: str, allowed: bool) -> None:
    assert may_import(importer, target, name) is allowed


def test_only_front_doors_are_used() -> None:
    findings = [
        f"{m.place}:{line} imports {target}{'.' + name if name else ''}"
        for m in modules()
        for line, target, name in imports(m)
        if not may_import(m.app, target, name)
    ]
    assert not findings, report(findings)


def test_doors_lead_into_rooms_that_exist() -> None:
    unknown = [app for app in DOORS if app not in apps_on_floors()]
    assert not unknown, report(unknown)


def test_the_table_in_the_document_is_this_table() -> None:
    shown = dict(re.findall(r"^\| `([a-z.]+)` \| (.+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    expected = {
        app.removeprefix("tongpin."): " ".join(
            f"`{module}`" + (f" ({', '.join(names)})" if names else "") for module, names in sorted(doors.items())
        )
        for app, doors in DOORS.items()
    }
    assert {app: text for app, text in shown.items() if app in expected} == expected


def imports_inside_functions(tree: ast.Module) -> list[int]:
    """Lines of imports that stand inside a function; ``ready`` of an app is the one place where Django asks for them."""
    return [
        inner.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "ready"
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


# The command line answers --help without setting Django up; the child that parses a workbook limits itself before it loads the parser.
LATE_IMPORTS = {
    "src/tongpin/config/cli.py": "Django is set up before the commands are loaded",
    "src/tongpin/domains/work/schedule/solving.py": "the solver takes a second and 200 MB that no page needs which levels nothing",
    "src/tongpin/engines/dataio/reading/child.py": "limits are set before the parser is loaded",
}


def test_no_import_inside_a_function() -> None:
    assert imports_inside_functions(ast.parse("def f():\n    import os\n")) == [2]
    assert imports_inside_functions(ast.parse("import os\n\ndef f():\n    return os\n")) == []
    findings = [f"{m.place}:{line}" for m in modules() if m.place not in LATE_IMPORTS for line in imports_inside_functions(m.tree)]
    assert not findings, report(findings)


def calculation_modules() -> list[Module]:
    return [m for m in modules() if m.part == "calculations"]


def test_calculations_are_pure() -> None:
    """Dataclasses in, dataclasses out: no tables, no clock."""
    findings = []
    for m in calculation_modules():
        for node in ast.walk(m.tree):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            findings += [
                f"{m.place}:{node.lineno} imports {n}" for n in names if n.split(".")[0] == "django" or n == "tongpin.kernel.clock"
            ]
    assert not findings, report(findings)
