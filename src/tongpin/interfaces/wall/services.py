"""作战图办理: what is taken away is on record."""

from __future__ import annotations

from django.db import transaction

from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation


@transaction.atomic
def note_export(*, org: Organisation, form: str, filter_text: str, rows: int, by: User) -> None:
    """导出作战图, on record."""
    audit.record("wall.exported", by=by, org_id=org.pk, detail={"form": form, "filter": filter_text, "rows": rows})
