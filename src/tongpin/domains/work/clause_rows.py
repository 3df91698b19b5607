"""条款核对行: what a document was split into, as a table that a person corrects and ticks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongpin.domains.work.calculations.splitting import MOST, split_clauses
from tongpin.domains.work.enums import TaskArea
from tongpin.domains.work.services.plans import NewClause
from tongpin.engines.documents.lines import lines_of
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused


@dataclass(frozen=True)
class ClauseRow:
    """核对表的一行: as read, or as corrected by the person."""

    number: str
    text: str
    area: str
    department: Organisation | None
    is_ticked: bool
    doubt: str = ""
    lead: str = ""

    def clause(self) -> NewClause:
        return NewClause(self.number, self.text, self.area, self.department)

    @property
    def height(self) -> int:
        """Rows of the text field that show it whole, within reason."""
        return min(8, max(2, len(self.text) // 28 + self.text.count("\n") + 1))


def read_rows(given: Mapping[str, Any], *, departments: Iterable[Organisation]) -> list[ClauseRow]:
    """拆分 a document (given as ``file`` or ``text``); the department named at the end of a clause is filled in where it exists."""
    upload = given.get("file")
    lines = lines_of(upload.read(), name=upload.name) if upload else given["text"].splitlines()
    found = split_clauses(lines)
    if not found:
        raise Refused("没有读出内容，请核对文件。", field="file")
    if len(found) > MOST:
        raise Refused(f"读出 {len(found)} 条，一次最多核对 {MOST} 条；请分几次粘贴。", field="text")
    known = {name: org for org in departments for name in (org.name, org.short_name) if name}
    return [
        ClauseRow(
            number=one.number,
            text=one.text,
            area=TaskArea.PARTY if one.is_party else TaskArea.BUSINESS,
            department=known.get(one.lead),
            is_ticked=not one.doubt,
            doubt=one.doubt,
            lead=one.lead if one.lead not in known else "",
        )
        for one in found
    ]


def chosen_rows(sent: Any, *, departments: Iterable[Organisation]) -> list[ClauseRow]:
    """核对表 as the person sent it back."""
    by_key = {str(org.pk): org for org in departments}
    count = sent.get("row-count", "")
    rows = []
    for n in range(min(int(count) if count.isascii() and count.isdigit() and len(count) < 5 else 0, MOST)):
        area = sent.get(f"area-{n}", "")
        rows.append(
            ClauseRow(
                number=sent.get(f"number-{n}", "").strip(),
                text=sent.get(f"text-{n}", "").replace("\r\n", "\n").strip(),
                area=area if area in TaskArea.values else TaskArea.BUSINESS,
                department=by_key.get(sent.get(f"department-{n}", "")),
                is_ticked=sent.get(f"pick-{n}") == "1",
            )
        )
    return rows


def shown_rows(rows: Sequence[ClauseRow]) -> list[tuple[int, ClauseRow]]:
    """Rows with their place from 0."""
    return list(enumerate(rows))
