"""One county's ledgers, taken in once for the tests that only look or put back what they change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction

from tongpin.config.commands import cli

LEDGERS = sorted((Path(__file__).parent.parent / "data" / "county-2023").glob("*.xlsx"))


def run(*arguments: object, status: int = 0) -> str:
    """A command of ``tongpin`` in this process."""
    result = CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result.stdout


def answer(*arguments: object, status: int = 0) -> Any:
    """What the command says as JSON."""
    return json.loads(run(*arguments, "--json", status=status))


def measure(code: str, year: int = 2023, **options: object) -> Any:
    """A figure at the end of a year with its rows."""
    return answer("measure", code, "--period", year, "--as-of", options.get("as_of", f"{year}-12-31"), "--rows")


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """What the import of the ten ledgers answered; the module's tests run inside a transaction that is rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        run("setup", "--org", "宁阳县科学技术局", "--level", "县", "--code", "NY")
        yield answer("import", *LEDGERS)
        transaction.set_rollback(True)
