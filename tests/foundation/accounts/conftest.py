"""Quick hashing, so that the tests count attempts and not seconds."""

from __future__ import annotations

from typing import Any

import pytest

PASSWORD = "Right-Horse-7"


@pytest.fixture(autouse=True)
def _quick_hashing(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def password() -> str:
    """A password that the rules accept."""
    return PASSWORD
