"""The floors: every app stands in the contracts, and foreign keys follow the same order as imports."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.source import REPOSITORY, app_of, apps_on_floors, report

CONTRACTS: list[dict[str, Any]] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]


def contract(container: str) -> list[str]:
    """The layers of a container, highest first."""
    layers: list[str] = next(c["layers"] for c in CONTRACTS if c.get("containers") == [container])
    return layers


def height(app: str) -> tuple[int, int, str]:
    """Where an app stands: floor, layer on the floor (higher number is higher up), and its name to tell neighbours apart."""
    floors = contract("tongpin")
    floor = app.split(".")[1]
    layers = contract(f"tongpin.{floor}")
    name = app.split(".")[2]
    layer = next(i for i, names in enumerate(layers) if name in [n.strip() for n in names.split("|")])
    return -floors.index(floor), -layer, name


def may_point(source: str, target: str) -> bool:
    """Whether a table of app ``source`` may have a foreign key to a table of app ``target``."""
    if source == target:
        return True
    return height(source)[:2] > height(target)[:2]


def test_every_app_stands_in_the_inside_contract() -> None:
    inside = next(c["containers"] for c in CONTRACTS if len(c.get("containers", [])) > 1)
    assert sorted(inside) == sorted(apps_on_floors())


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("tongpin.domains.service", "tongpin.domains.enterprises", True),
        ("tongpin.domains.enterprises", "tongpin.domains.service", False),
        ("tongpin.domains.service", "tongpin.domains.programs", False),
        ("tongpin.domains.service", "tongpin.foundation.orgs", True),
        ("tongpin.foundation.orgs", "tongpin.engines.dataio", False),
        ("tongpin.foundation.orgs", "tongpin.foundation.accounts", True),
    ],
)
def test_the_rule_itself(source: str, target: str, allowed: bool) -> None:
    assert may_point(source, target) is allowed


def own_models() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("tongpin.")]


def test_foreign_keys_point_down() -> None:
    findings = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
        and field.related_model.__module__.startswith("tongpin.")
        and not may_point(app_of(model.__module__), app_of(field.related_model.__module__))
    ]  # fmt: skip
    assert not findings, report(findings)


def test_a_folder_nobody_placed_breaks_the_contracts(tmp_path: Path) -> None:
    """The control: the same contracts over a copy with one stray folder and one upward import must turn red."""
    package = tmp_path / "tongpin"
    for folder in ("config", "demo", "interfaces", "domains", "engines", "foundation", "kernel", "stray"):
        (package / folder).mkdir(parents=True)
        (package / folder / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "kernel" / "money.py").write_text("import tongpin.domains\n", encoding="utf-8")
    floors = next(c for c in CONTRACTS if c.get("containers") == ["tongpin"])
    (tmp_path / ".importlinter").write_text(
        "[importlinter]\nroot_package = tongpin\n\n[importlinter:contract:floors]\nname = floors\ntype = layers\n"
        "containers = tongpin\nexhaustive = true\nlayers =\n    " + "\n    ".join(floors["layers"]) + "\n",
        encoding="utf-8",
    )
    linter = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run(
        [linter, "--no-cache", "--config", ".importlinter"], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert answer.returncode == 1
    assert "tongpin.stray" in answer.stdout
    assert "tongpin.kernel is not allowed to import tongpin.domains" in answer.stdout
