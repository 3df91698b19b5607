"""安装: installations to be stressed and killed: copied from one that was set up, looked into past the product, run as processes."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.journeys.installation import Installation

ROOT = Path(__file__).resolve().parents[2]
ORG = "NY"
R = TypeVar("R")


def set_up(folder: Path) -> Installation:
    """A county without records, made once; the others are copies of it."""
    made = Installation(folder)
    made.run("setup", "--org", "宁阳县科学技术局", "--code", ORG)
    return made


def copy_of(original: Installation, folder: Path) -> Installation:
    """Another installation in the same state; the original must not be running."""
    shutil.copytree(original.folder, folder)
    return Installation(folder, _copied_database(original.database_url) if original.database_url else "")


def _copied_database(address: str) -> str:
    parts = urlsplit(address)
    name = f"copy_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{parts.path.lstrip("/")}"')
    return urlunsplit(parts._replace(path=f"/{name}"))


def database_file(installation: Installation) -> Path:
    """The SQLite file."""
    return installation.folder / "tongpin.sqlite3"


def rows(installation: Installation, query: str) -> list[tuple[Any, ...]]:
    """What stands in the database, asked past the product."""
    if installation.database_url:
        with psycopg.connect(installation.database_url) as connection:
            return connection.execute(query).fetchall()
    with closing(sqlite3.connect(database_file(installation), timeout=20)) as connection:
        return connection.execute(query).fetchall()


def column(installation: Installation, query: str) -> list[Any]:
    """The first column of the answer."""
    return [row[0] for row in rows(installation, query)]


def change(installation: Installation, *statements: str) -> None:
    """What somebody with the database's own console does."""
    if installation.database_url:
        with psycopg.connect(installation.database_url) as connection:
            for statement in statements:
                connection.execute(statement)
        return
    with closing(sqlite3.connect(database_file(installation), timeout=20)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def program(installation: Installation, module: str, *arguments: object, log: Path) -> subprocess.Popen[bytes]:
    """A test's own program over the installation, as a group of processes of its own; what it says goes into ``log``."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {**installation.environment, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "tongpin.config.settings"}
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def tongpin(installation: Installation, *arguments: object, log: Path) -> subprocess.Popen[bytes]:
    """``tongpin …`` as a group of processes of its own."""
    return program(installation, "tongpin", *arguments, log=log)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """kill -9 for the process and all it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def killed_afterwards(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Whatever happens, nothing is left running."""
    try:
        yield process
    finally:
        kill_group(process)


def wait_until(happened: Callable[[], R], seconds: float, what: str = "") -> R:
    """Looks again and again until there is something, within the limit."""
    limit, pause = time.monotonic() + seconds, threading.Event()
    while not (found := happened()):
        assert time.monotonic() < limit, f"not within {seconds} s: {what}"
        pause.wait(0.02)
    return found


def rest(seconds: float) -> None:
    """The moment before a kill."""
    threading.Event().wait(seconds)


def settled(installation: Installation) -> None:
    """Waits until the server has noticed that whoever was killed is gone; SQLite's locks end with their process."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    if installation.database_url:
        wait_until(lambda: column(installation, others) == [0], 30, "connections of the dead are closed")


def sound(installation: Installation) -> dict[str, Any]:
    """The audit trail as ``tongpin audit verify`` finds it; it must be whole."""
    found = installation.answer("audit", "verify")
    assert found["fault"] is None, found
    return found
