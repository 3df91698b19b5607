"""责任清单文书: the duties of a unit or a person with how often, who, and how each stands, as GB/T 9704 lays it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tongpin.domains.accountability.models import DutyList
from tongpin.domains.accountability.selectors.duty_lists import Fulfilment
from tongpin.engines.documents.content import Document, TableColumn, written_date
from tongpin.engines.documents.official import write_docx


def duty_list_document(duty_list: DutyList, rows: Sequence[Fulfilment], as_of: date) -> bytes:
    """责任清单 as it stands on a day."""
    document = Document(title=duty_list.title, mark="", unit=duty_list.org.name, dated=duty_list.issued_on or as_of)
    whose = f"责任人：{duty_list.person.name}" if duty_list.person else f"责任单位：{duty_list.org.name}"
    document.paragraph(f"{duty_list.get_kind_display()}，{duty_list.year}年度。{whose}。")
    if duty_list.document:
        document.paragraph(f"文号：{duty_list.document}")
    document.heading(1, "责任事项")
    if not rows:
        document.paragraph("还没有责任事项。")
    else:
        columns = [
            TableColumn("序号", 0.6),
            TableColumn("责任内容", 3.6, "left"),
            TableColumn("频次", 1),
            TableColumn("责任人", 1.1),
            TableColumn("佐证要求", 2, "left"),
            TableColumn("履责情况", 1.7, "left"),
        ]
        document.table(columns, [_line(number, one, duty_list) for number, one in enumerate(rows, 1)])
    document.paragraph(f"履责情况按登记和关联的工作记录统计，截至{written_date(as_of)}。")
    return write_docx(document)


def _line(number: int, one: Fulfilment, duty_list: DutyList) -> tuple[str, ...]:
    line, (_, word, reason) = one.line, one.light
    owner = line.owner or duty_list.person
    told = f"{word}：{reason.rstrip('。')}" if reason else word
    return str(number), line.duty, line.get_frequency_display(), owner.name if owner else "未明确", line.evidence, told
