"""审计被动手脚: whatever somebody with the database's own console does to the trail, ``tongpin audit verify`` says at which event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import LEDGERS
from tests.journeys.installation import Installation
from tests.reliability.installations import change, column, copy_of, sound
from tongpin.foundation.audit import anchors

TRAIL, HEAD = "audit_auditevent", "audit_audithead"
TEXTS = "actor_name, verb, subject_kind, subject_title, outcome, before_text, after_text, detail_text, request_id, ip"
COLUMNS = f"at, actor_id, org_id, subject_pk, format_version, key_id, {TEXTS}"
LAST, PLACE = 7, 4


@dataclass(frozen=True)
class Tampering:
    """手脚: the statements, and what the check must say; the trail has events 1 to ``LAST``."""

    name: str
    statements: Sequence[str]
    seq: int
    kind: str
    is_hard: bool = False


def head_at(seq: int) -> str:
    return f"UPDATE {HEAD} SET seq = {seq}, mac = (SELECT mac FROM {TRAIL} WHERE seq = {seq})"


def altered(name: str, value: str, *, is_hard: bool = True) -> Tampering:
    return Tampering(f"altered {name}", [f"UPDATE {TRAIL} SET {name} = {value} WHERE seq = {PLACE}"], PLACE, "altered", is_hard)


def moved(first: int, by: int) -> list[str]:
    """Events from ``first`` on get other numbers; over a detour, so that no two meet."""
    return [f"UPDATE {TRAIL} SET seq = seq + 100 WHERE seq >= {first}", f"UPDATE {TRAIL} SET seq = seq - {100 - by} WHERE seq > 100"]


def forged(seq: int, prev_mac: str) -> str:
    values = f"SELECT {seq}, {prev_mac}, '{'ab' * 32}', {COLUMNS} FROM {TRAIL} WHERE seq = 1"
    return f"INSERT INTO {TRAIL} (seq, prev_mac, mac, {COLUMNS}) {values}"


TAMPERINGS = (
    altered("after_text", "'{}'", is_hard=False),
    *(altered(name, "'改过'") for name in ("actor_name", "verb", "subject_title", "outcome", "detail_text")),
    *(altered(name, "9") for name in ("actor_id", "org_id", "subject_pk", "format_version")),
    altered("at", "'2020-01-01 00:00:00+00:00'"),
    altered("mac", f"'{'0' * 64}'"),
    Tampering("deleted", [f"DELETE FROM {TRAIL} WHERE seq = {PLACE}"], PLACE, "missing"),
    Tampering(
        "deleted and renumbered",
        [f"DELETE FROM {TRAIL} WHERE seq = {PLACE}", *moved(PLACE + 1, -1), head_at(LAST - 1)],
        PLACE,
        "missing",
        is_hard=True,
    ),
    Tampering("inserted", [*moved(PLACE, 1), forged(PLACE, f"'{'cd' * 32}'"), head_at(LAST + 1)], PLACE, "inserted"),
    Tampering(
        "appended",
        [forged(LAST + 1, f"(SELECT mac FROM {HEAD})"), head_at(LAST + 1)],
        LAST + 1,
        "altered",
        is_hard=True,
    ),
    Tampering("tail cut", [f"DELETE FROM {TRAIL} WHERE seq > {LAST - 2}"], LAST - 1, "truncated"),
    Tampering(
        "tail and head cut, an anchor left", [f"DELETE FROM {TRAIL} WHERE seq > {LAST - 2}", head_at(LAST - 2)], LAST - 1, "truncated"
    ),
    Tampering("emptied", [f"DELETE FROM {TRAIL}"], 1, "truncated", is_hard=True),
    Tampering(
        "swapped",
        [f"UPDATE {TRAIL} SET seq = {new} WHERE seq = {old}" for old, new in ((PLACE, 99), (PLACE + 1, PLACE), (99, PLACE + 1))],
        PLACE,
        "reordered",
    ),
)


@pytest.fixture(scope="module")
def at_work(original: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A county with some events in its trail; the last is anchored outside the database."""
    county = copy_of(original, tmp_path_factory.mktemp("at-work") / "data")
    county.run("import", next(path for path in LEDGERS if path.stem == "荣誉台账"))
    return county


@pytest.fixture
def victim(at_work: Installation, tmp_path: Path, settings: Any) -> Installation:
    """A copy to be tampered with, its triggers dropped."""
    county = copy_of(at_work, tmp_path / "data")
    settings.AUDIT_ANCHOR_FILE = county.folder / "audit-anchors.log"
    anchors.write_anchor(LAST, column(county, f"SELECT mac FROM {HEAD}")[0], datetime.now(tz=UTC))
    if county.database_url:
        change(county, *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in (TRAIL, HEAD)))
    else:
        names = column(county, f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('{TRAIL}', '{HEAD}')")
        assert names
        change(county, *(f"DROP TRIGGER {name}" for name in names))
    return county


def test_a_trail_that_nobody_touched_is_whole(victim: Installation) -> None:
    found = sound(victim)
    assert (found["ok"], found["checked"], found["head_seq"], found["anchors_checked"]) == (True, LAST, LAST, 1)


@pytest.mark.parametrize("tampering", [pytest.param(t, id=t.name, marks=[pytest.mark.hard] if t.is_hard else []) for t in TAMPERINGS])
def test_tampering_is_found_where_it_was_done(victim: Installation, tampering: Tampering) -> None:
    change(victim, *tampering.statements)
    found = victim.answer("audit", "verify", status=1)
    assert not found["ok"]
    assert (found["fault"]["seq"], found["fault"]["kind"]) == (tampering.seq, tampering.kind)
