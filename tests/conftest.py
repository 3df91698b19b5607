"""Settings that hold for every test; fixtures shared by all."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("office", deadline=None, max_examples=60, derandomize=True)
hypothesis_settings.register_profile("hard", deadline=None, max_examples=2000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "office"))


def pytest_configure(config: pytest.Config) -> None:
    """Never the developer's own data: ``make test`` gives every run a place of its own."""
    if os.environ.get("TONGPIN_TESTING") != "1" or not os.environ.get("TONGPIN_DATA"):
        pytest.exit("run make test, or set TONGPIN_TESTING=1 TONGPIN_DATA=$(mktemp -d) before pytest", returncode=4)


@pytest.fixture(autouse=True)
def _office_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the date or the proxies of the machine it runs on."""
    for name in ("TONGPIN_TODAY", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Tables straight from the models, in seconds; tests/config/test_migrations.py holds the migrations to the same tables."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """What migrations do beside making tables: the trail is closed to everything but adding."""
    from django.db import connection

    from tongpin.foundation.audit.doors import close_doors

    with django_db_blocker.unblock():
        close_doors(connection)
