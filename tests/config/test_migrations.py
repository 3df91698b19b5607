"""迁移: they lead to the very tables that the tests use, which come straight from the models."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

pytestmark = pytest.mark.django_db


def _tables(database: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """Of every table, index and trigger the words that SQLite was told; columns may stand in another order."""
    with database.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        told = cursor.fetchall()
    return {name: sorted(re.findall(r"\w+|[<>=!]+", sql)) for name, sql in told}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="one database is enough for what Django writes from the same operations")
def test_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    environment = {**os.environ, "TONGPIN_DATA": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "tongpin", "migrate"], env=environment, check=True, capture_output=True)
    settings = {**connection.settings_dict, "NAME": str(tmp_path / "tongpin.sqlite3")}
    migrated = _tables(ConnectionHandler({"default": settings})["default"])
    migrated.pop("django_migrations")
    modelled = _tables(connection)
    assert migrated.keys() == modelled.keys()
    assert [name for name in modelled if modelled[name] != migrated[name]] == []


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
