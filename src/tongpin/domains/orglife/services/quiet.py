"""只记事不记内容: changes whose trail says that something was changed and names only what everybody may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction

from tongpin.engines.ledgers.services import tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.records import OwnedRecord, changed_fields, check, refusing_clash, save_versioned, snapshot

R = TypeVar("R", bound=OwnedRecord)


@transaction.atomic
def amend_quietly(record: R, *, verb: str, by: User, expected: int, values: Mapping[str, Any], told: Iterable[str]) -> R:
    """更改而不记内容: sets ``values`` where the record is still at ``expected``; the trail keeps only what is ``told`` of them."""
    before = snapshot(type(record)._base_manager.get(pk=record.pk), values)
    for name, value in values.items():
        setattr(record, name, value)
    if not changed_fields(before, record, values)[1]:
        return record
    check(record)
    with refusing_clash(record):
        save_versioned(record, expected=expected, fields=values)
        reference = record.reference()
        tell(record.org_id, reference.kind)
        old, new = changed_fields(before, record, list(told))
        audit.record(verb, by=by, subject=reference, org_id=record.org_id, before=old, after=new)
    return record
