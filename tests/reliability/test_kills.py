"""断电一样的中断: kill -9 at any moment of an import and of many writers: wholly or not at all, and nothing acknowledged is lost."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.journeys.conftest import LEDGERS
from tests.journeys.installation import Installation
from tests.reliability.acknowledged import Receipts
from tests.reliability.crowd import Plan
from tests.reliability.installations import (
    column,
    copy_of,
    killed_afterwards,
    program,
    rest,
    settled,
    sound,
    tongpin,
    wait_until,
)
from tests.reliability.standing import acknowledged_stands, batches, told
from tongpin.engines.dataio.models import BatchChange
from tongpin.engines.dataio.selectors import written_models

CROWD = {"register": 2, "feedback": 1, "import": 2, "background": 1}


@dataclass(frozen=True)
class Whole:
    """The import of the ten ledgers that nobody disturbed: what it left, how many writing statements and seconds it took."""

    empty: dict[str, int]
    full: dict[str, int]
    statements: int
    seconds: float


def counts(county: Installation) -> dict[str, int]:
    """How many rows stand in each table that imports write."""
    tables = [model._meta.db_table for model in [*written_models(), BatchChange]]
    return {table: int(column(county, f"SELECT count(*) FROM {table}")[0]) for table in tables}


@pytest.fixture(scope="module")
def whole(original: Installation, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    county = copy_of(original, folder / "data")
    empty, began = counts(county), time.monotonic()
    with killed_afterwards(dying(county, 0, folder)) as process:
        assert process.wait(timeout=120) == 0, (folder / "log").read_text()
    seconds = time.monotonic() - began
    return Whole(empty, counts(county), int((folder / "count").read_text()), seconds)


def dying(county: Installation, statement: int, folder: Path) -> subprocess.Popen[bytes]:
    count = folder / "count"
    return program(county, "tests.reliability.dying", statement, count, "import", *LEDGERS, log=folder / "log")


def wholly_or_not_at_all(county: Installation, whole: Whole) -> bool:
    """Whether the import had come through; anything between is a defect."""
    settled(county)
    left, confirmed = counts(county), batches(county, "confirmed")
    assert left == (whole.full if confirmed else whole.empty)
    assert told(county).get("import.confirmed", 0) == confirmed <= 1
    return bool(confirmed)


def imported_again(county: Installation, whole: Whole, *, is_there: bool) -> None:
    """The same ledgers once more: what was missing is made, what stands is left alone, the audit trail is whole."""
    files = county.answer("import", *LEDGERS)["files"]
    assert not any(file["rows"]["refused"] or file["rows"]["changed"] for file in files)
    assert any(file["rows"]["new"] for file in files) != is_there
    left = counts(county)
    assert {**left, "dataio_batchchange": 0} == {**whole.full, "dataio_batchchange": 0}
    sound(county)


@pytest.mark.parametrize("times", [pytest.param(2, id="small"), pytest.param(40, id="full", marks=pytest.mark.hard)])
def test_an_import_killed_before_one_of_its_statements_wrote_nothing_of_it(
    original: Installation, whole: Whole, tmp_path: Path, times: int
) -> None:
    random = Random(f"statements {times}")
    for number, statement in enumerate([whole.statements, *random.sample(range(1, whole.statements), min(times, whole.statements) - 1)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        county = copy_of(original, folder / "data")
        with killed_afterwards(dying(county, statement, folder)) as process:
            assert process.wait(timeout=120) == -9, (folder / "log").read_text()
        is_there = wholly_or_not_at_all(county, whole)
        assert not is_there, f"killed before statement {statement} of {whole.statements}"
        if number % 4 == 0:
            imported_again(county, whole, is_there=is_there)


@pytest.mark.parametrize("times", [pytest.param(2, id="small"), pytest.param(40, id="full", marks=pytest.mark.hard)])
def test_an_import_killed_at_any_moment_is_there_wholly_or_not_at_all(
    original: Installation, whole: Whole, tmp_path: Path, times: int
) -> None:
    random = Random(f"moments {times}")
    for number in range(times):
        folder = tmp_path / str(number)
        folder.mkdir()
        county = copy_of(original, folder / "data")
        with killed_afterwards(tongpin(county, "import", *LEDGERS, log=folder / "log")):
            rest(random.uniform(0.3, 1.1) * whole.seconds)
        imported_again(county, whole, is_there=wholly_or_not_at_all(county, whole))


@pytest.mark.parametrize("times", [pytest.param(2, id="small"), pytest.param(30, id="full", marks=pytest.mark.hard)])
def test_what_killed_writers_had_acknowledged_is_there(county: Installation, tmp_path: Path, times: int) -> None:
    random, folder = Random(f"writers {times}"), tmp_path / "crowd"
    folder.mkdir()
    receipts = Receipts(folder / "receipts.txt")
    for number in range(times):
        plan = Plan(str(folder), 300, CROWD, round=number)
        killed_at_work(program(county, "tests.reliability.crowd", plan.write(), log=folder / "log"), receipts, random.uniform(0.1, 2.0))
        settled(county)
        acknowledged_stands(county, receipts)
    sound(county)


def killed_at_work(process: subprocess.Popen[bytes], receipts: Receipts, seconds: float) -> None:
    """Kills everybody so long after the first of them got something done."""
    before = receipts.size()
    with killed_afterwards(process):
        wait_until(lambda: receipts.size() > before or process.poll() is not None, 60, "somebody writes")
        rest(seconds)
        assert process.poll() is None, "everybody was still at work"
