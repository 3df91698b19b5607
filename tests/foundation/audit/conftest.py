"""Every audit test has its own key and anchor files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def audit_files(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_KEY_FILE = tmp_path / "keys" / "audit.key"
    settings.AUDIT_ANCHOR_FILE = tmp_path / "anchors.log"
    return tmp_path
