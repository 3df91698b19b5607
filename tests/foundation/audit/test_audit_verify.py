"""Every way of tampering is found, at the right event and by its right name; the untouched chain passes."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.audit import doors_open, make_event, make_events, run_sql, tamper
from tongpin.foundation.audit import anchors, services
from tongpin.foundation.audit.chain import SIGNED_FIELDS, body, sign
from tongpin.foundation.audit.keys import key
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.audit.verify import Fault, FaultKind, verify
from tongpin.kernel.errors import Refused

EVENTS, HEAD = "audit_auditevent", "audit_audithead"
CLERK = SimpleNamespace(pk=5, display_name="张三", get_username=lambda: "zhangsan")
pytestmark = pytest.mark.django_db


def found() -> tuple[int, str] | None:
    report = verify()
    return (report.fault.seq, report.fault.kind.value) if report.fault else None


def test_an_untouched_chain_passes() -> None:
    make_events(5)
    report = verify()
    assert (report.ok, report.checked, report.head_seq) == (True, 5, 5)
    assert str(verify()).startswith("审计链完整，共核对 5 条")


def test_an_empty_chain_passes() -> None:
    assert verify().ok


@pytest.mark.parametrize(
    "change",
    [
        "actor_name = '李四'",
        "verb = 'audit.resumed'",
        'after_text = \'{"title":"改过"}\'',
        "after_text = ''",
        "detail_text = 'not json'",
        "org_id = 9",
        "at = '2020-01-01 00:00:00+00:00'",
        "ip = '1.1.1.1'",
        "subject_pk = 8",
        "mac = 'f' || substr(mac, 2)",
    ],
)
def test_an_altered_event_is_found(change: str) -> None:
    make_events(5)
    if change.startswith("mac"):
        change = "mac = '" + "0" * 63 + "1'"
    tamper(f"UPDATE {EVENTS} SET {change} WHERE seq = 3")
    assert found() == (3, "altered")


@pytest.mark.parametrize("moment", ["garbage", "2023-13-45 00:00:00"])
def test_an_event_the_database_cannot_read_is_found(moment: str) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL refuses a moment that is none")
    make_events(5)
    tamper(f"UPDATE {EVENTS} SET at = '{moment}' WHERE seq = 3")
    assert found() == (3, "altered")


def test_a_deleted_event_is_found() -> None:
    make_events(5)
    tamper(f"DELETE FROM {EVENTS} WHERE seq = 3")
    assert found() == (3, "missing")


def test_a_deleted_event_is_found_where_the_rest_was_renumbered() -> None:
    make_events(5)
    with doors_open():
        run_sql(f"DELETE FROM {EVENTS} WHERE seq = 3")
        run_sql(f"UPDATE {EVENTS} SET seq = 3 WHERE seq = 4")
        run_sql(f"UPDATE {EVENTS} SET seq = 4 WHERE seq = 5")
        run_sql(f"UPDATE {HEAD} SET seq = 4")
    assert found() == (3, "missing")


def forge(seq: int, prev_mac: str) -> None:
    event = AuditEvent.objects.order_by("seq").first()
    assert event is not None
    event.seq, event.prev_mac, event.mac = seq, prev_mac, "ab" * 32
    event.save(force_insert=True)


def test_an_inserted_event_is_found() -> None:
    events = make_events(4)
    with doors_open():
        run_sql(f"UPDATE {EVENTS} SET seq = 5 WHERE seq = 4")
        run_sql(f"UPDATE {EVENTS} SET seq = 4 WHERE seq = 3")
        run_sql(f"UPDATE {HEAD} SET seq = 5")
        forge(3, "cd" * 32)
    assert events[1].seq == 2
    assert found() == (3, "inserted")


def test_an_appended_forgery_is_found() -> None:
    events = make_events(3)
    with doors_open():
        forge(4, events[-1].mac)
    assert found() == (4, "inserted")


def test_swapped_events_are_found() -> None:
    make_events(5)
    with doors_open():
        run_sql(f"UPDATE {EVENTS} SET seq = 99 WHERE seq = 3")
        run_sql(f"UPDATE {EVENTS} SET seq = 3 WHERE seq = 4")
        run_sql(f"UPDATE {EVENTS} SET seq = 4 WHERE seq = 99")
    assert found() == (3, "reordered")


def test_a_cut_tail_is_found_by_the_head() -> None:
    make_events(5)
    tamper(f"DELETE FROM {EVENTS} WHERE seq > 3")
    assert found() == (4, "truncated")


def set_head(event: AuditEvent) -> None:
    run_sql(f"UPDATE {HEAD} SET seq = %s, mac = %s", [event.seq, event.mac])


def test_a_cut_tail_with_its_head_is_found_by_the_anchor_and_only_by_it() -> None:
    events = make_events(5)
    services.anchor_now()
    with doors_open():
        run_sql(f"DELETE FROM {EVENTS} WHERE seq > 3")
        set_head(events[2])
    assert found() == (4, "truncated")
    anchors.anchor_file().unlink()
    assert found() is None


def test_a_head_set_back_is_found() -> None:
    events = make_events(5)
    with doors_open():
        set_head(events[2])
    assert found() == (4, "head_mismatch")


def test_a_head_with_another_code_is_found() -> None:
    make_events(5)
    tamper(f"UPDATE {HEAD} SET mac = '{'0' * 64}'")
    assert found() == (5, "head_mismatch")


def resign(event: AuditEvent, prev_mac: str) -> None:
    """What somebody who has the key could do."""
    values = tuple(getattr(event, name) for name in SIGNED_FIELDS)
    mac = sign(key(event.key_id), event.seq, prev_mac, body(values))
    run_sql(f"UPDATE {EVENTS} SET prev_mac = %s, mac = %s, actor_name = %s WHERE seq = %s", [prev_mac, mac, event.actor_name, event.seq])
    event.prev_mac, event.mac = prev_mac, mac


def test_a_branch_is_found() -> None:
    events = make_events(4)
    with doors_open():
        resign(events[2], "ee" * 32)
        resign(events[3], events[2].mac)
        set_head(events[3])
    assert found() == (3, "forked")


def test_a_chain_rewritten_with_the_key_is_found_by_the_anchor() -> None:
    events = make_events(3)
    services.anchor_now()
    with doors_open():
        events[1].actor_name = "李四"
        resign(events[1], events[0].mac)
        resign(events[2], events[1].mac)
        set_head(events[2])
    assert found() == (3, "anchor_mismatch")
    anchors.anchor_file().unlink()
    assert found() is None


def test_an_unknown_key_is_named(audit_files: Path) -> None:
    make_events(2)
    (audit_files / "keys" / "audit.key").unlink()
    assert found() == (1, "key_unknown")


def test_an_old_key_cannot_sign_again() -> None:
    make_event()
    services.rotate_key(by=CLERK)
    old = AuditEvent.objects.get(seq=1).key_id
    tamper(f"UPDATE {HEAD} SET key_id = %s", [old])
    make_event()
    assert found() == (3, "forked")


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {EVENTS} SET actor_name = '李四' WHERE seq = 2",
        f"DELETE FROM {EVENTS} WHERE seq = 2",
        f"DELETE FROM {HEAD}",
        f"UPDATE {HEAD} SET seq = 1",
        f"UPDATE {HEAD} SET mac = '{'0' * 64}'",
    ],
)
def test_the_database_itself_refuses(statement: str) -> None:
    make_events(3)
    with pytest.raises(DatabaseError), transaction.atomic():
        run_sql(statement)
    assert found() is None


def test_the_back_door_of_this_database_is_closed() -> None:
    make_events(3)
    columns = ", ".join(f'"{field.column}"' for field in AuditEvent._meta.concrete_fields)
    chosen = columns.replace('"actor_name"', "'李四'")
    statement = {
        "sqlite": f"INSERT OR REPLACE INTO {EVENTS} ({columns}) SELECT {chosen} FROM {EVENTS} WHERE seq = 2",
        "postgresql": f"TRUNCATE {EVENTS}",
    }[connection.vendor]
    with pytest.raises(DatabaseError), transaction.atomic():
        run_sql(statement)
    assert found() is None


def test_the_last_event_takes_no_second_successor() -> None:
    events = make_events(3)
    with pytest.raises(DatabaseError), transaction.atomic():
        forge(9, events[1].prev_mac)


@pytest.mark.django_db(transaction=True)
def test_an_anchor_is_written_every_so_many_events_and_only_on_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "ANCHOR_EVERY", 2)
    with transaction.atomic():
        make_events(2)
        assert anchors.anchors() == []
    assert [anchor.seq for anchor in anchors.anchors()] == [2]
    with transaction.atomic():
        make_events(2)
        transaction.set_rollback(True)
    assert [anchor.seq for anchor in anchors.anchors()] == [2]
    assert verify().anchors_checked == 1


def test_the_present_head_is_anchored_once() -> None:
    assert not services.anchor_now()
    make_event()
    assert [services.anchor_now(), services.anchor_now()] == [True, False]


def test_a_line_cut_by_a_crash_is_passed_over() -> None:
    make_event()
    services.anchor_now()
    with anchors.anchor_file().open("a") as out:
        out.write('{"kind": "anch')
    assert len(anchors.anchors()) == 1
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_a_restored_database_only_reads_until_the_reason_is_recorded() -> None:
    events = make_events(5)
    services.anchor_now()
    with doors_open():
        run_sql(f"DELETE FROM {EVENTS} WHERE seq > 3")
        set_head(events[2])
    assert "第 3 条" in services.read_only_mode()
    with pytest.raises(services.AuditBroken):
        make_event()
    with pytest.raises(Refused):
        services.resume(by=CLERK, reason=" ")
    assert services.resume(by=CLERK, reason="从备份恢复，局长批准").detail["last_anchor_seq"] == 5
    assert services.read_only_mode() == ""
    make_event()
    assert verify().ok
    assert len(anchors.anchor_file().read_text().splitlines()) == 2


def test_a_missing_head_stops_writing() -> None:
    make_event()
    tamper(f"DELETE FROM {HEAD}")
    with pytest.raises(services.AuditBroken):
        make_event()
    assert found() == (1, "head_mismatch")


def test_every_kind_of_fault_has_words() -> None:
    assert all("第 1 条：" in Fault(1, kind).message for kind in FaultKind)
