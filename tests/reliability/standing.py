"""留存: whether what was acknowledged stands in the database, and nothing stands there by half."""

from __future__ import annotations

from typing import Any

from tests.journeys.installation import Installation
from tests.reliability.acknowledged import Receipts
from tests.reliability.actors import ROWS
from tests.reliability.installations import column, rows


def acknowledged_stands(county: Installation, receipts: Receipts) -> None:
    """Every receipt is honoured; every batch is there with all its rows or with none, every event with what it tells of."""
    firms = dict(rows(county, "SELECT credit_code, township FROM enterprises_enterprise"))
    assert set(receipts.keys("firm")) <= set(firms)
    assert all(firms[code] == "蒋集镇" for code in receipts.keys("corrected"))
    assert {int(key) for key in receipts.keys("feedback")} <= set(column(county, "SELECT id FROM desk_feedback"))
    certificates = set(column(county, "SELECT certificate_number FROM enterprises_title"))
    assert set(receipts.keys("certificate")) <= certificates
    assert not set(receipts.keys("undone")) & certificates
    confirmed, undone = batches(county, "confirmed"), batches(county, "undone")
    assert len(certificates) == confirmed * ROWS
    assert told(county).get("import.confirmed", 0) == confirmed + undone
    assert len(firms) == registered(county) + len(certificates), "each certificate came with its firm"


def batches(county: Installation, state: str) -> int:
    """How many batches are in that state."""
    return int(column(county, f"SELECT count(*) FROM dataio_batch WHERE state = '{state}'")[0])


def registered(county: Installation) -> int:
    """How many firms were entered by hand, as the audit trail tells."""
    return int(told(county).get("enterprise.registered", 0))


def told(county: Installation) -> dict[str, Any]:
    """How often each thing stands in the audit trail."""
    return dict(rows(county, "SELECT verb, count(*) FROM audit_auditevent GROUP BY verb"))
