"""附件: small real files, and a kind of record to hang them on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tongpin.foundation.files.models import Attachment, StoredFile
from tongpin.foundation.files.services import attach, store
from tongpin.kernel import extensions
from tongpin.kernel.extensions import RecordKind
from tongpin.kernel.reference import Reference

PDF = b"%PDF-1.4 evidence"
THING = Reference("thing", 7, "合同一")


def make_file(content: bytes = PDF, name: str = "证明.pdf", *, org: Any = 1, by: Any = None) -> StoredFile:
    """A stored file."""
    return store(io.BytesIO(content), name=name, org=org, by=by)


def make_attachment(content: bytes = PDF, *, to: Reference = THING, by: Any = None, name: str = "证明.pdf") -> Attachment:
    """A stored file hung on a record."""
    return attach(make_file(content, name, by=by), to=to, by=by)


@contextmanager
def thing_kind(*viewers: Any) -> Iterator[None]:
    """While it lasts, record 7 of kind "thing" is there for these viewers and for nobody else."""

    def fetch(pk: int, viewer: Any) -> Reference | None:
        return THING if pk == THING.pk and viewer in viewers else None

    extensions.install(
        "tests.factories.files", [RecordKind(kind="thing", title="事项", url_name="jobs:detail", permission="", fetch=fetch)]
    )
    try:
        yield
    finally:
        extensions.install("tests.factories.files", [])
