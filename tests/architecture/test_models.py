"""Tables: named in both languages, promises with Chinese words, migrations named and complete."""

from __future__ import annotations

import ast
import re

from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.architecture.source import PACKAGE, has_chinese, modules, report
from tests.architecture.test_floors import own_models

BEGINS_WITH_CHINESE = re.compile(r"\s*(?:中文名[:：]\s*)?[\u4e00-\u9fff]")


def own_fields(model: type[models.Model]) -> list[models.Field]:
    """Columns that the model declares itself."""
    return [f for f in model._meta.get_fields() if isinstance(f, models.Field) and not f.primary_key]


def real_models() -> list[type[models.Model]]:
    return [m for m in own_models() if not m._meta.auto_created and not m._meta.proxy]


def test_there_are_models() -> None:
    assert real_models()


def test_every_model_is_named_in_both_languages() -> None:
    findings = []
    for model in real_models():
        if not BEGINS_WITH_CHINESE.match(model.__doc__ or ""):
            findings.append(f"{model.__name__}: the docstring does not begin with the Chinese term")
        if not has_chinese(str(model._meta.verbose_name)) or not has_chinese(str(model._meta.verbose_name_plural)):
            findings.append(f"{model.__name__}: verbose_name or verbose_name_plural is not Chinese")
    assert not findings, report(findings)


def test_every_field_is_named_in_chinese() -> None:
    findings = [
        f"{m.__name__}.{f.name}: {f.verbose_name}" for m in real_models() for f in own_fields(m) if not has_chinese(str(f.verbose_name))
    ]
    assert not findings, report(findings)


def test_every_constraint_explains_itself_in_chinese() -> None:
    findings = [
        f"{m.__name__}: {c.name}"
        for m in real_models()
        for c in m._meta.constraints
        if not has_chinese(str(c.violation_error_message)) or str(c.violation_error_message).startswith("约束")
    ]
    assert not findings, report(findings)


def test_no_model_uses_generic_foreign_keys_or_overrides_save() -> None:
    findings = []
    for model in real_models():
        if any(type(f).__name__ == "GenericForeignKey" for f in model._meta.get_fields(include_hidden=True)):
            findings.append(f"{model.__name__}: generic foreign key (use a Reference)")
        findings += [f"{model.__name__}.{name} is overridden" for name in ("save", "delete") if name in vars(model)]
    assert not findings, report(findings)


def test_money_is_never_a_float() -> None:
    findings = [f"{m.__name__}.{f.name}" for m in real_models() for f in own_fields(m) if isinstance(f, models.FloatField)]
    assert not findings, report(findings)


def test_no_migration_is_missing() -> None:
    loader = MigrationLoader(None)
    with translation.override(None):
        changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    missing = [f"{app}: {operation.describe()}" for app, migrations in changes.items() for m in migrations for operation in m.operations]
    assert not missing, report(missing)


def test_migrations_do_not_branch() -> None:
    assert not MigrationLoader(None).detect_conflicts()


def test_migrations_are_named_for_what_they_do() -> None:
    findings = [p.as_posix() for p in PACKAGE.rglob("migrations/0*.py") if re.search(r"auto_|_\d{4,}_|alter_\w+_and_more", p.stem)]
    assert not findings, report(findings)


def test_every_app_is_named_in_both_languages() -> None:
    own = [a for a in apps.get_app_configs() if a.name.startswith("tongpin.")]
    findings = [f"{a.name}: {a.verbose_name}" for a in own if not has_chinese(str(a.verbose_name))]
    findings += [f"{a.name}: label {a.label}" for a in own if a.label != a.name.split(".")[-1]]
    findings += [f"{a.name}: docstring" for a in own if not BEGINS_WITH_CHINESE.match(a.module.__doc__ or "")]
    assert not findings, report(findings)


def test_selectors_and_services_say_what_they_are() -> None:
    findings = [
        f"{m.place}:{node.lineno} {node.name}"
        for m in modules()
        if m.part in {"selectors", "services", "calculations"}
        for node in m.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not findings, report(findings)


def test_every_module_says_what_it_is() -> None:
    plain = {"apps", "urls"}
    findings = [m.place for m in modules() if m.text.strip() and m.path.stem not in plain and not ast.get_docstring(m.tree)]
    assert not findings, report(findings)
