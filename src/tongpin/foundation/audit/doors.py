"""数据库关门: triggers that refuse changing or removing audit events, for SQLite and PostgreSQL.

Used by the migration, and by the test run's ``flush``. The owner of a database can still drop a trigger; the chain and its anchors show it.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

EVENTS = "audit_auditevent"
HEAD = "audit_audithead"
REFUSAL = "审计记录只能追加，不能修改或删除"

_SQLITE_CLOSE = [
    f"CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON {EVENTS} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON {EVENTS} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON {HEAD} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER audit_head_forward BEFORE UPDATE ON {HEAD} WHEN NEW.seq <> OLD.seq + 1 BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
]
_SQLITE_OPEN = [
    "DROP TRIGGER IF EXISTS audit_event_no_update",
    "DROP TRIGGER IF EXISTS audit_event_no_delete",
    "DROP TRIGGER IF EXISTS audit_head_no_delete",
    "DROP TRIGGER IF EXISTS audit_head_forward",
]
_POSTGRES_CLOSE = [
    f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    f"CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON {EVENTS} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    f"CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON {EVENTS} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    f"CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON {HEAD} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    f"CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON {HEAD} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    f"CREATE TRIGGER audit_head_forward BEFORE UPDATE ON {HEAD} FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1) EXECUTE FUNCTION audit_refuse()",
]
_POSTGRES_OPEN = [
    f"DROP TRIGGER IF EXISTS audit_event_no_change ON {EVENTS}",
    f"DROP TRIGGER IF EXISTS audit_event_no_truncate ON {EVENTS}",
    f"DROP TRIGGER IF EXISTS audit_head_no_delete ON {HEAD}",
    f"DROP TRIGGER IF EXISTS audit_head_no_truncate ON {HEAD}",
    f"DROP TRIGGER IF EXISTS audit_head_forward ON {HEAD}",
    "DROP FUNCTION IF EXISTS audit_refuse()",
]


def close_doors(connection: BaseDatabaseWrapper) -> None:
    """关门: puts the triggers in place."""
    _run(connection, _POSTGRES_CLOSE if connection.vendor == "postgresql" else _SQLITE_CLOSE)


def open_doors(connection: BaseDatabaseWrapper) -> None:
    """开门: removes the triggers; for undoing the migration and for tests."""
    _run(connection, _POSTGRES_OPEN if connection.vendor == "postgresql" else _SQLITE_OPEN)


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
