"""设置: what stops the start, and what production turns on. Each case reads the settings in a process of its own."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SHOW = """
import json
from tongpin.config import settings as s
names = "DEBUG SECRET_KEY SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_NAME SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS"
shown = {n: getattr(s, n) for n in names.split()}
shown["database"] = {k: str(v) for k, v in s.DATABASES["default"].items()}
shown["hashers"] = getattr(s, "PASSWORD_HASHERS", [])
shown["proxy"] = getattr(s, "SECURE_PROXY_SSL_HEADER", None)
print(json.dumps(shown))
"""
SECRET = "k" * 50
PRODUCTION = {"TONGPIN_PRODUCTION": "1", "TONGPIN_SECRET_KEY": SECRET, "TONGPIN_HOSTS": "kjj.example"}


def start(data: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Reads the settings with this environment and nothing else of ours."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("TONGPIN_") and k != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", SHOW], env={**inherited, "TONGPIN_DATA": str(data), **given}, capture_output=True, text=True, check=False
    )


def settings(data: Path, **given: str) -> dict[str, Any]:
    started = start(data, **given)
    assert started.returncode == 0, started.stderr
    shown: dict[str, Any] = json.loads(started.stdout)
    return shown


REFUSED = [
    ("no secret in production", {"TONGPIN_PRODUCTION": "1", "TONGPIN_HOSTS": "kjj.example"}, "TONGPIN_SECRET_KEY"),
    ("short secret", {"TONGPIN_SECRET_KEY": "short"}, "TONGPIN_SECRET_KEY"),
    ("no host in production", {"TONGPIN_PRODUCTION": "1", "TONGPIN_SECRET_KEY": SECRET}, "TONGPIN_HOSTS"),
    ("test mode in production", {**PRODUCTION, "TONGPIN_TESTING": "1"}, "TONGPIN_TESTING"),
    ("pinned date in production", {**PRODUCTION, "TONGPIN_TODAY": "2023-12-31"}, "TONGPIN_TODAY"),
    ("unreadable date", {"TONGPIN_TODAY": "2023-2-30"}, "TONGPIN_TODAY"),
    ("unreadable switch", {"TONGPIN_PRODUCTION": "maybe"}, "TONGPIN_PRODUCTION"),
    ("idle time out of range", {"TONGPIN_IDLE_MINUTES": "1"}, "TONGPIN_IDLE_MINUTES"),
    ("unknown database", {"DATABASE_URL": "nosuch://somewhere"}, "DATABASE_URL"),
]


@pytest.mark.parametrize(("given", "named"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_start_is_refused(tmp_path: Path, given: dict[str, str], named: str) -> None:
    started = start(tmp_path, **given)
    assert started.returncode != 0
    assert named in started.stderr.splitlines()[-1]


def test_password_of_the_database_is_not_shown(tmp_path: Path) -> None:
    assert "geheim" not in start(tmp_path, DATABASE_URL="nosuch://app:geheim@host/db").stderr.splitlines()[-1]


def test_secret_is_made_once_and_kept_for_the_owner(tmp_path: Path) -> None:
    first, second = settings(tmp_path), settings(tmp_path)
    kept = tmp_path / "keys" / "secret.key"
    assert first["SECRET_KEY"] == second["SECRET_KEY"] == kept.read_text()
    assert len(kept.read_text()) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_production_expects_https(tmp_path: Path) -> None:
    shown = settings(tmp_path, **PRODUCTION)
    assert shown["SESSION_COOKIE_SECURE"] is shown["CSRF_COOKIE_SECURE"] is shown["SECURE_SSL_REDIRECT"] is True
    assert (shown["SESSION_COOKIE_NAME"], shown["SECURE_HSTS_SECONDS"], shown["DEBUG"]) == ("__Host-sid", 31_536_000, False)
    assert shown["proxy"] is None
    assert not (tmp_path / "keys").exists()


def test_plain_http_in_production_is_an_explicit_switch(tmp_path: Path) -> None:
    shown = settings(tmp_path, **PRODUCTION, TONGPIN_PLAIN_HTTP="1")
    assert (shown["SESSION_COOKIE_SECURE"], shown["SECURE_SSL_REDIRECT"], shown["SECURE_HSTS_SECONDS"]) == (False, False, 0)


def test_forwarded_protocol_is_trusted_only_when_told(tmp_path: Path) -> None:
    assert settings(tmp_path, TONGPIN_BEHIND_PROXY="1")["proxy"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_sqlite_is_the_default_with_immediate_transactions(tmp_path: Path) -> None:
    database = settings(tmp_path)["database"]
    assert database["NAME"] == str(tmp_path / "tongpin.sqlite3")
    assert "IMMEDIATE" in database["OPTIONS"]
    assert "synchronous=FULL" in database["OPTIONS"]
    assert database["ATOMIC_REQUESTS"] == "False"


def test_sqlite_by_address_keeps_the_same_promises(tmp_path: Path) -> None:
    database = settings(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3")["database"]
    assert (database["NAME"], "IMMEDIATE" in database["OPTIONS"]) == (f"{tmp_path}/other.sqlite3", True)


def test_postgres_by_address(tmp_path: Path) -> None:
    database = settings(tmp_path, DATABASE_URL="postgres://app@127.0.0.1:5555/app")["database"]
    assert database["ENGINE"].endswith("postgresql")
    assert "lock_timeout" in database["OPTIONS"]
    assert database["ATOMIC_REQUESTS"] == "False"


def test_quick_password_hashing_only_under_test(tmp_path: Path) -> None:
    assert settings(tmp_path)["hashers"] == []
    assert "MD5" in settings(tmp_path, TONGPIN_TESTING="1")["hashers"][0]
