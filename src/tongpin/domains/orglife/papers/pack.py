"""迎检材料包: a ZIP of one organisation's period: contents as docx and xlsx, the papers of every meeting, 待补 for gaps."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from tongpin.domains.orglife.models import Meeting, ThemeDay
from tongpin.domains.orglife.papers.meeting_papers import GAP, minutes, sign_in_sheet, tally_sheet
from tongpin.domains.orglife.papers.theme_day_papers import activity_record
from tongpin.domains.orglife.selectors.agenda import items_of
from tongpin.domains.orglife.selectors.completeness import MissedDuty, shortfalls
from tongpin.domains.orglife.selectors.happenings import gathering_shortfalls
from tongpin.engines.documents.content import Document, TableColumn
from tongpin.engines.documents.official import write_docx
from tongpin.engines.documents.workbook import Sheet, SheetColumn, workbook_bytes
from tongpin.foundation.orgs.models import Organisation

_UNSAFE = re.compile(r'[\\/:*?"<>|\r\n\t]+')


@dataclass(frozen=True, slots=True)
class PackLine:
    """目录行: one paper, where it lies in the pack, and what is still missing."""

    day: date
    kind: str
    title: str
    paper: str
    path: str
    gap: str = ""


@dataclass(frozen=True)
class Pack:
    """材料包: its lines and its bytes."""

    lines: Sequence[PackLine]
    content: bytes


def inspection_pack(
    org: Organisation,
    meetings: Sequence[Meeting],
    theme_days: Sequence[ThemeDay],
    *,
    period_title: str,
    today: date,
    missed: Sequence[MissedDuty] = (),
) -> Pack:
    """迎检材料包 of an organisation for a period: it leaves the office, so that totals kept to a few and what each person said stay out.

    ``missed``: what the rules asked for in the period and nobody entered; the contents list says so.
    """
    lines = [PackLine(one.due_on, "应尽事项", one.title, "没有记录", "", one.reason.rstrip("。")) for one in missed]
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for meeting in meetings:
            _meeting(archive, lines, meeting)
        for theme_day in theme_days:
            _theme_day(archive, lines, theme_day)
        title = f"{org.name}{period_title}组织生活材料目录"
        archive.writestr("目录.docx", _contents_docx(title, org, lines, today))
        archive.writestr("目录.xlsx", _contents_xlsx(title, lines, today))
    return Pack(lines, target.getvalue())


def _meeting(archive: zipfile.ZipFile, lines: list[PackLine], meeting: Meeting) -> None:
    activity = meeting.activity
    folder = f"{safe(meeting.kind_title)}/{activity.day:%Y-%m-%d} {safe(activity.title)}-{meeting.pk}"
    gaps = [one.text.rstrip("。") for one in shortfalls(meeting) if one.blocks]
    papers: list[tuple[str, bytes, str]] = [
        ("会议记录", minutes(meeting, totals=False, opinions=False), "；".join(gaps)),
        ("签到表", sign_in_sheet(meeting), ""),
    ]
    for item in items_of(meeting):
        if votes := list(item.votes.all()):
            papers.append((f"议题{item.number}表决结果统计表", tally_sheet(item, votes, totals=False), ""))
    for name, content, gap in papers:
        path = f"{folder}/{name}.docx"
        archive.writestr(path, content)
        lines.append(PackLine(activity.day, meeting.kind_title, activity.title, name, path, gap))


def _theme_day(archive: zipfile.ZipFile, lines: list[PackLine], theme_day: ThemeDay) -> None:
    activity = theme_day.activity
    folder = f"主题党日/{activity.day:%Y-%m-%d} {safe(activity.title)}-{theme_day.pk}"
    gap = "；".join(gathering_shortfalls(activity))
    for name, content, missing in (("活动记录", activity_record(theme_day), gap), ("签到表", sign_in_sheet(theme_day), "")):
        path = f"{folder}/{name}.docx"
        archive.writestr(path, content)
        lines.append(PackLine(activity.day, "主题党日", activity.title, name, path, missing))


def _contents_docx(title: str, org: Organisation, lines: Sequence[PackLine], today: date) -> bytes:
    document = Document(title=title, mark="", unit=org.name, dated=today)
    missing = sum(1 for line in lines if line.gap)
    document.paragraph(f"共 {len(lines)} 份材料，其中 {missing} 份{GAP}。" if lines else f"该期间没有组织生活记录，{GAP}。")
    columns = [
        TableColumn("序号", 0.6),
        TableColumn("日期", 1.3),
        TableColumn("种类", 1.4),
        TableColumn("名称", 2.6, "left"),
        TableColumn("材料", 1.5, "left"),
        TableColumn("情况", 2.4, "left"),
    ]
    rows = [
        (str(number), f"{line.day:%Y-%m-%d}", line.kind, line.title, line.paper, f"{GAP}：{line.gap}" if line.gap else "已备")
        for number, line in enumerate(lines, 1)
    ]
    if rows:
        document.table(columns, rows)
    return write_docx(document)


def _contents_xlsx(title: str, lines: Sequence[PackLine], today: date) -> bytes:
    sheet = Sheet(
        name="目录",
        title=title,
        note=f"制表日期：{today:%Y-%m-%d}",
        columns=(
            SheetColumn(title="序号", kind="integer", width=6),
            SheetColumn(title="日期", kind="date", width=12),
            SheetColumn(title="种类", width=16),
            SheetColumn(title="名称", width=40),
            SheetColumn(title="材料", width=24),
            SheetColumn(title="情况", width=50),
            SheetColumn(title="文件", width=60),
        ),
        rows=[
            (number, line.day, line.kind, line.title, line.paper, f"{GAP}：{line.gap}" if line.gap else "已备", line.path or None)
            for number, line in enumerate(lines, 1)
        ],
    )
    return workbook_bytes([sheet])


def safe(name: str) -> str:
    """A name that any computer takes as a file name."""
    return _UNSAFE.sub(" ", name).strip(". ")[:60] or "未命名"
