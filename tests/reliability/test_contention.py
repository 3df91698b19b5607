"""同时办理: many write, read, export and back up at once: nobody is told that the database is locked, and what was acknowledged stands."""

from __future__ import annotations

import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys.installation import Installation
from tests.reliability.acknowledged import Receipts
from tests.reliability.crowd import Plan, Result, largest_log, results
from tests.reliability.installations import column, killed_afterwards, program, sound
from tests.reliability.standing import acknowledged_stands, registered

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Crowd:
    seconds: int
    actors: dict[str, int]
    slowest: float

    def __str__(self) -> str:
        return f"{sum(self.actors.values())} processes, {self.seconds} s"


SMALL = Crowd(6, {"register": 2, "feedback": 1, "import": 2, "read": 1, "export": 1, "background": 1, "backup": 1}, slowest=20)
FULL = Crowd(120, {"register": 6, "feedback": 4, "import": 6, "read": 8, "export": 1, "background": 1, "backup": 1}, slowest=10)
crowds = pytest.mark.parametrize("crowd", [pytest.param(SMALL, id="small"), pytest.param(FULL, id="full", marks=pytest.mark.hard)])


def gather(county: Installation, folder: Path, crowd: Crowd, mode: str = "IMMEDIATE") -> Plan:
    folder.mkdir()
    plan = Plan(str(folder), crowd.seconds, crowd.actors, mode=mode)
    log = folder / "log"
    with killed_afterwards(program(county, "tests.reliability.crowd", plan.write(), log=log)) as process:
        status = process.wait(timeout=crowd.seconds + 120)
    assert status == 0, log.read_text()
    return plan


def faults(found: list[Result]) -> list[str]:
    return [error for result in found for error in [*result.errors, *result.refused]]


@crowds
def test_nobody_is_locked_out_and_what_was_acknowledged_stands(county: Installation, tmp_path: Path, crowd: Crowd) -> None:
    plan = gather(county, tmp_path / "crowd", crowd)
    found = results(plan)
    assert not faults(found), faults(found)[:5]
    assert len(found) == sum(crowd.actors.values())
    assert all(result.done for result in found), "everybody got something done"
    writers = [s for result in found if result.actor in ("register", "feedback") for s in result.seconds]
    assert max(writers) < crowd.slowest
    assert largest_log(plan) <= 100 * MEGABYTE
    acknowledged_stands(county, Receipts(plan.receipts))
    assert registered(county) == len(Receipts(plan.receipts).keys("firm")), "nothing that nobody was told of"
    backups_hold_what_was_known(plan, found)
    sound(county)


def backups_hold_what_was_known(plan: Plan, found: list[Result]) -> None:
    made = [note for result in found for note in result.notes]
    assert made
    for number, note in enumerate(made):
        with tarfile.open(note["path"]) as archive:
            names = archive.getnames()
            stored = [name for name in names if name.startswith("files/")]
            assert all(len(Path(name).name) == 64 for name in stored), "originals only, no drafts"
            if "database.sqlite3" not in names:
                continue
            copy = Path(plan.folder) / f"opened-{number}"
            archive.extract("database.sqlite3", copy)
        (copy / "database.sqlite3").rename(copy / "tongpin.sqlite3")
        kept = set(column(Installation(copy), "SELECT credit_code FROM enterprises_enterprise"))
        assert set(Receipts(plan.receipts).keys("firm", first=note["known"])) <= kept


@pytest.mark.hard
def test_control_with_deferred_transactions_many_are_locked_out(county: Installation, tmp_path: Path) -> None:
    if county.database_url:
        pytest.skip("a switch of SQLite")
    plan = gather(county, tmp_path / "crowd", Crowd(6, {"register": 4, "feedback": 2, "import": 2}, slowest=20), mode="DEFERRED")
    locked = [fault for fault in faults(results(plan)) if "locked" in fault]
    assert locked, "the control: read-then-write transactions collide"
