"""导出留痕: who took the table of all organisations out, and with which filter."""

from __future__ import annotations

from django.db import transaction

from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit


@transaction.atomic
def note_export(*, org_id: int, filter_text: str, rows: int, by: User) -> None:
    """导出应尽事项表, on record."""
    audit.record("duties.exported", by=by, org_id=org_id, detail={"filter": filter_text, "rows": rows})
