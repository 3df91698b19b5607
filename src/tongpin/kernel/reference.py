"""引用: points at any record without knowing its table."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reference:
    """引用: ``kind`` is the record kind declared by a domain (``RecordKind``), ``pk`` its key, ``title`` what people call it.

    ``key`` is what people know it by (certificate number, credit code), for machine-readable output. ``org_id``, where known, is whose
    record it is: what is allowed there may be more than may be seen. It does not tell two references apart.
    """

    kind: str
    pk: int
    title: str
    key: str = ""
    org_id: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.title
