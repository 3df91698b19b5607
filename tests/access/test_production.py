"""正式运行: in production mode the framework's own inspection finds nothing, and what is unsafe does not start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PRODUCTION = {"TONGPIN_PRODUCTION": "1", "TONGPIN_SECRET_KEY": "9f2c" * 16 + "Kq-_", "TONGPIN_HOSTS": "kjj.example"}
PROBE = """
import json, django
django.setup()
from django.test import Client
from django.conf import settings
def told(answer):
    cookies = {name: {k: v for k, v in morsel.items() if v} for name, morsel in answer.cookies.items()}
    return {"status": answer.status_code, "headers": dict(answer.headers), "cookies": cookies}
client = Client(raise_request_exception=False)
print(json.dumps({
    "secure": told(client.get("/account/sign-in/", secure=True, headers={"host": "kjj.example"})),
    "plain": told(client.get("/account/sign-in/?next=/", headers={"host": "kjj.example"})),
    "foreign": told(client.get("/account/sign-in/", secure=True, headers={"host": "evil.example"})),
    "forwarded": told(client.get("/account/sign-in/", headers={"host": "kjj.example", "x-forwarded-proto": "https"})),
    "named": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.DEBUG],
}))
"""


def run(data: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("TONGPIN_") and k != "DATABASE_URL"}
    environment = {**inherited, "TONGPIN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tongpin.config.settings", **given}
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_the_frameworks_inspection_finds_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "django", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_the_inspection_does_look(tmp_path: Path) -> None:
    """The control: the same inspection of an office without transport encryption speaks up."""
    done = run(tmp_path, "-m", "django", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, TONGPIN_PLAIN_HTTP="1")
    assert done.returncode != 0
    assert "security.W" in done.stderr


@pytest.mark.parametrize("missing", ["TONGPIN_SECRET_KEY", "TONGPIN_HOSTS"])
@pytest.mark.parametrize("command", [("-m", "django", "check"), ("-m", "tongpin", "check"), ("-m", "tongpin", "serve")])
def test_it_does_not_start_without(tmp_path: Path, missing: str, command: tuple[str, ...]) -> None:
    done = run(tmp_path, *command, **{k: v for k, v in PRODUCTION.items() if k != missing})
    assert done.returncode != 0
    assert missing in done.stderr
    assert not list(tmp_path.rglob("secret.key"))


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = run(tmp_path_factory.mktemp("production"), "-c", PROBE, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    answers: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answers


def test_over_tls(probed: dict[str, Any]) -> None:
    assert probed["secure"]["status"] == 200
    assert probed["secure"]["headers"]["Strict-Transport-Security"].startswith("max-age=31536000")
    assert probed["secure"]["cookies"]["csrftoken"]["secure"] is True
    assert probed["named"] == ["__Host-sid", True, True, False]


def test_without_tls_it_only_points_to_tls(probed: dict[str, Any]) -> None:
    assert (probed["plain"]["status"], probed["plain"]["headers"]["Location"]) == (301, "https://kjj.example/account/sign-in/?next=/")


def test_a_header_alone_makes_no_tls(probed: dict[str, Any]) -> None:
    assert probed["forwarded"]["status"] == 301


def test_other_host_names_are_refused(probed: dict[str, Any]) -> None:
    assert probed["foreign"]["status"] == 400
