"""A county at work for tests inside this process; every test has its own keys, anchors and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.reliability.office import Office, open_office


@pytest.fixture
def office(transactional_db: None, settings: Any, tmp_path: Path) -> Office:
    """A county with a clerk and the indicators of the product."""
    settings.AUDIT_KEY_FILE = tmp_path / "keys" / "audit.key"
    settings.AUDIT_ANCHOR_FILE = tmp_path / "anchors.log"
    settings.FILES_DIR = tmp_path / "files"
    return open_office()
