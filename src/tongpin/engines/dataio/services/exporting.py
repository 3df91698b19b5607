"""导出服务: every export is on record: who, which list, which filter, how many rows."""

from __future__ import annotations

from django.db import transaction

from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit


@transaction.atomic
def note_export(*, title: str, filter_text: str, rows: int, org_id: int | None, by: User) -> None:
    """记录导出."""
    after = {"清单": title, "筛选": filter_text or "全部", "行数": rows}
    audit.record("export.made", by=by, org_id=org_id, after=after)
