"""业务状态: one hash over everything that imports may write, to prove that an undo restored the state before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Model

from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.extensions import ImportSheet, contributors

_NOT_BUSINESS = frozenset({"version", "created_at", "updated_at"})


def written_models() -> list[type[Model]]:
    """Records that belong to an organisation in every app that contributes a ledger, and rows that hang on such records."""
    modules = [module for module, extensions in contributors().items() if any(isinstance(e, ImportSheet) for e in extensions)]
    found = []
    for config in apps.get_app_configs():
        if not any(module == config.name or module.startswith(config.name + ".") for module in modules):
            continue
        owned = [model for model in config.get_models() if issubclass(model, OwnedRecord)]
        hanging = [m for m in config.get_models() if m not in owned and any(f.related_model in owned for f in m._meta.concrete_fields)]
        found += owned + hanging
    return sorted(found, key=lambda model: model._meta.label)


def state_hash(org: Organisation) -> str:
    """SHA-256 over the business values of all records of ``org``; versions and times of saving do not count."""
    digest = hashlib.sha256()
    for model in written_models():
        for line in _lines(model, org):
            digest.update(line)
    return digest.hexdigest()


def _lines(model: type[Model], org: Organisation) -> Iterator[bytes]:
    fields = [field for field in model._meta.concrete_fields if field.name not in _NOT_BUSINESS]
    names = [field.attname for field in fields]
    rows = model._default_manager.order_by("pk")
    if any(field.name == "org" for field in fields):
        rows = rows.filter(org=org)
    for row in rows.values_list(*names).iterator(chunk_size=2000):
        body = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        yield json.dumps([model._meta.label, body], ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)
