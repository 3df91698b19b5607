"""A county's clerk and a ledger over people, alone in the register of ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factories.access import ThreePersons, three_persons
from tests.factories.dataio import PEOPLE
from tongpin.foundation.access.roles import roles_by_key
from tongpin.kernel import extensions
from tongpin.kernel.extensions import ImportSheet


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def roles(settings: Any) -> Iterator[None]:
    """Roles that hold what these tests need, whatever the installation's roles say."""
    settings.ROLES = "tests.factories.dataio.ROLES"
    roles_by_key.cache_clear()
    yield
    roles_by_key.cache_clear()


@pytest.fixture
def people_ledger(monkeypatch: pytest.MonkeyPatch) -> ImportSheet:
    """Only the ledger over people is known."""
    kept = {m: tuple(e for e in given if not isinstance(e, ImportSheet)) for m, given in extensions.contributors().items()}
    kept["tongpin.foundation.orgs.extensions"] = (*kept.get("tongpin.foundation.orgs.extensions", ()), PEOPLE)
    monkeypatch.setattr(extensions, "_installed", kept)
    return PEOPLE


@pytest.fixture
def office(db: None, roles: None, people_ledger: ImportSheet) -> ThreePersons:
    """Editor, viewer and stranger."""
    return three_persons()
