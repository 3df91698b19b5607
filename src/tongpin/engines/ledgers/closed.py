"""不外显的更改: amends a record while the trail keeps which columns changed, never what they say; sealed words included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction

from tongpin.engines.ledgers.services import tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.records import OwnedRecord, changed_fields, check, refusing_clash, save_versioned, snapshot

R = TypeVar("R", bound=OwnedRecord)


@transaction.atomic
def amend_closed(record: R, *, verb: str, by: User, expected: int, values: Mapping[str, Any], sealed: Mapping[str, str] | None = None) -> R:
    """更改不外显的栏目: sets ``values``, and the words of ``sealed`` fields, where the record is still at version ``expected``."""
    standing = type(record)._base_manager.get(pk=record.pk)
    before = snapshot(standing, values)
    words = {name: text for name, text in (sealed or {}).items() if text != words_of(getattr(standing, name))}
    for name, value in {**values, **words}.items():
        setattr(record, name, value)
    _, changed = changed_fields(before, record, values)
    new = [*changed, *words]
    if not new:
        return record
    check(record)
    with refusing_clash(record):
        save_versioned(record, expected=expected, fields=(*values, *words))
        reference = record.reference()
        tell(record.org_id, reference.kind)
        columns = [str(record._meta.get_field(name).verbose_name) for name in new]  # type: ignore[union-attr]
        audit.record(verb, by=by, subject=reference, org_id=record.org_id, detail={"columns": columns})
    return record


def words_of(sealed: Any) -> str:
    """密封字段的文字; empty where nothing is sealed."""
    return sealed.reveal() if sealed is not None else ""
