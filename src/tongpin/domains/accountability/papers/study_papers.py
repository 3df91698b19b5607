"""专题研究资料文稿: the figures for the Party group's half-yearly study, in the layout of GB/T 9704."""

from __future__ import annotations

from tongpin.domains.accountability.selectors.study import StudyPack
from tongpin.engines.documents.content import Document, written_date
from tongpin.engines.documents.official import write_docx
from tongpin.foundation.orgs.models import Organisation


def study_document(org: Organisation, pack: StudyPack) -> bytes:
    """专题研究资料: what is on record, and by name what is lacking."""
    title = f"{pack.period.title}全面从严治党工作专题研究资料"
    document = Document(title=title, mark="送审稿", unit=org.name, dated=pack.as_of)
    document.paragraph(f"以下数据由系统根据责任状、工单、责任清单和廉政风险点台账生成，截至{written_date(pack.as_of)}。")
    document.heading(1, "专题研究情况")
    if not pack.studies:
        document.paragraph(pack.light[2])
    for reference, day in pack.studies:
        document.paragraph(f"{written_date(day)}，{reference.title}。")
    document.heading(1, "责任落实情况")
    for line in pack.lines:
        document.paragraph(f"{line.label}：{line.value}。")
        for name in line.names:
            document.paragraph(f"——{name}。")
    document.heading(1, "需要研究决定的事项")
    document.paragraph("（由党组研究后填写）")
    return write_docx(document)
