"""攻坚推进文稿: the roster of a force, in the layout of an official document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tongpin.domains.work.models import Force, ForceMember
from tongpin.engines.documents.content import TableColumn, written_date
from tongpin.engines.documents.official import OfficialDocument


def roster_document(force: Force, members: Sequence[ForceMember], on: date) -> bytes:
    """组成人员名单 on a day: who heads it, who belongs to it, what each does."""
    document = OfficialDocument(title=f"{force.name}组成人员名单", mark="", unit=force.org.name, dated=on)
    document.paragraph(f"{written_date(force.founded_on)}，依据{force.document}设立{force.name}。")
    document.paragraph(f"职责任务：{force.duty}")
    if force.branch_name and force.branch_founded_on and force.branch_ended_on is None:
        secretary = f"，书记{force.branch_head}" if force.branch_head else ""
        document.paragraph(f"{written_date(force.branch_founded_on)}成立{force.branch_name}{secretary}。")
    if not members:
        document.paragraph("截至目前没有登记成员。")
        return document.docx()
    columns = [TableColumn("序号"), TableColumn("担任", 2), TableColumn("姓名", 2), TableColumn("单位及职务", 4), TableColumn("分工", 4)]
    rows = [[str(n), m.get_role_display(), m.name, _unit(m), m.duty or "　"] for n, m in enumerate(members, 1)]
    document.table(columns, rows, title=f"截至{written_date(on)}")
    if force.ended_on is not None:
        document.paragraph(f"{written_date(force.ended_on)}完成或撤销。工作结果：{force.result}")
    return document.docx()


def _unit(member: ForceMember) -> str:
    return member.unit or (member.person.org.shown_name if member.person else "　")
