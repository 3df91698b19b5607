"""断电: a process killed in the middle of an import or an undo leaves all or nothing, and the batch can then be confirmed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

STEP = Path(__file__).with_name("killed_import.py")
REPOSITORY = Path(__file__).parents[3]
ROWS = 3_000


def start(folder: Path, *step: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env = {**kept, "TONGPIN_TESTING": "1", "TONGPIN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "tongpin.config.settings"}
    env["PYTHONPATH"] = str(REPOSITORY)
    return subprocess.Popen([sys.executable, str(STEP), *step], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(folder: Path, *step: str) -> subprocess.CompletedProcess[str]:
    process = start(folder, *step)
    out, errors = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, errors)


QUESTIONS = {
    "state": "select state from dataio_batch",
    "people": "select count(*) from orgs_person",
    "changes": "select coalesce(sum(rows), 0) from dataio_batchchange",
    "confirmed": "select count(*) from audit_auditevent where verb = 'import.confirmed'",
    "undone": "select count(*) from audit_auditevent where verb = 'import.undone'",
}


def look(folder: Path) -> dict[str, Any]:
    """What another process finds in the database."""
    with closing(sqlite3.connect(folder / "tongpin.sqlite3")) as database:
        return {name: database.execute(question).fetchone()[0] for name, question in QUESTIONS.items()}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    done = run(folder, "prepare", str(ROWS))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def office(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "office"))


BEFORE = {"state": "parsed", "people": 0, "changes": 0, "confirmed": 0, "undone": 0}
AFTER = {"state": "confirmed", "people": ROWS, "changes": ROWS, "confirmed": 1, "undone": 0}
BACK = {"state": "undone", "people": 0, "changes": ROWS, "confirmed": 1, "undone": 1}


@pytest.mark.parametrize("when", ["writing", "telling"])
def test_killed_while_writing_nothing_is_half_done(office: Path, when: str) -> None:
    assert run(office, "confirm", when).returncode == -signal.SIGKILL
    assert look(office) == BEFORE
    assert run(office, "confirm", "never").returncode == 0
    assert look(office) == AFTER


def test_killed_while_taking_back_all_stays(office: Path) -> None:
    run(office, "confirm", "never")
    assert run(office, "undo", "telling").returncode == -signal.SIGKILL
    assert look(office) == AFTER
    assert run(office, "undo", "never").returncode == 0
    assert look(office) == BACK


def test_two_who_confirm_at_once_write_once(office: Path) -> None:
    both = [start(office, "confirm", "never") for _ in range(2)]
    refusals = [process.communicate(timeout=300)[1] for process in both]
    assert sorted(process.returncode for process in both) == [0, 1]
    assert any("不能再次确认" in words for words in refusals)
    assert look(office) == AFTER


@pytest.mark.hard
def test_killed_at_any_moment(office: Path) -> None:
    """Thirty random moments; whatever is stored afterwards is before or after, never between."""
    chance = random.Random(2023)
    for _ in range(30):
        run(office, "confirm", str(chance.randrange(1, 1_500)))
        found = look(office)
        assert found in (BEFORE, AFTER)
        if found == AFTER:
            break
    run(office, "confirm", "never")
    assert look(office) == AFTER
