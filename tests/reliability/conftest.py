"""A county at work for tests inside this process; every test has its own keys, anchors and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.installation import Installation
from tests.reliability.installations import copy_of, set_up
from tests.reliability.office import Office, open_office


@pytest.fixture
def office(transactional_db: None, settings: Any, tmp_path: Path) -> Office:
    """A county with a clerk and the indicators of the product."""
    settings.AUDIT_KEY_FILE = tmp_path / "keys" / "audit.key"
    settings.AUDIT_ANCHOR_FILE = tmp_path / "anchors.log"
    settings.FILES_DIR = tmp_path / "files"
    return open_office()


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A county set up once by the command line."""
    return set_up(tmp_path_factory.mktemp("original") / "data")


@pytest.fixture
def county(original: Installation, tmp_path: Path) -> Installation:
    """An installation of the test's own, in which nothing stands yet."""
    return copy_of(original, tmp_path / "data")
