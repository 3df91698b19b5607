"""Settings that hold for every test; fixtures shared by all."""

from __future__ import annotations

import os

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
