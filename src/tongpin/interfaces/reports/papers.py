"""报告成文: the year-end report as Word, Excel and PDF; every number leads to the rows it was counted from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tongpin.engines.documents.content import Attachment, Document, Footnote, Piece, TableColumn, Text
from tongpin.engines.documents.fonts import font_notice
from tongpin.engines.documents.official import write_docx
from tongpin.engines.documents.pdf import render_pdf
from tongpin.engines.documents.workbook import Sheet, SheetColumn, workbook_bytes
from tongpin.interfaces.reports.selectors import Report, Source
from tongpin.interfaces.reports.sentences import Filled, Number

MOST_LISTED = 20


def year_end_document(report: Report) -> bytes:
    """Word 文档 in GB/T 9704 layout: a draft, sources as footnotes and as 附件 1, what was withheld as 附件 2."""
    return write_docx(_content(report))


def year_end_pdf(report: Report) -> bytes:
    """PDF of the same content."""
    return render_pdf(_content(report))


def year_end_workbook(report: Report) -> bytes:
    """Excel 数据来源表: the sentences, the figures, and one sheet of rows for each figure."""
    note = f"截至{report.as_of:%Y-%m-%d}"
    sentences = Sheet(
        name="成文内容",
        title=report.title,
        note=note,
        columns=(
            SheetColumn(title="编号", kind="code", width=10),
            SheetColumn(title="所在部分", width=16),
            SheetColumn(title="内容", width=90),
            SheetColumn(title="暂不输出的原因", width=50),
        ),
        rows=[(s.id, s.section, s.text or None, s.withheld or None) for s in report.sentences],
    )
    sources = Sheet(
        name="数据来源",
        title=f"{report.title}数据来源",
        note=note,
        columns=(
            SheetColumn(title="序号", kind="integer", width=6),
            SheetColumn(title="指标", width=26),
            SheetColumn(title="数值", kind="number", width=20),
            SheetColumn(title="计量单位", width=10),
            SheetColumn(title="文中写法", width=16),
            SheetColumn(title="口径", width=60),
            SheetColumn(title="记录数", kind="integer", width=8),
            SheetColumn(title="状态", width=10),
        ),
        rows=[_source_cells(s) for s in report.sources],
    )
    return workbook_bytes([sentences, sources, *(_rows_sheet(report, s) for s in report.sources)])


def _source_cells(source: Source) -> tuple[int | str | Decimal | None, ...]:
    figure = source.figure
    rows = len(figure.references)
    return source.number, figure.title, figure.value, figure.unit, figure.printed, figure.formula, rows, figure.status_title


def _rows_sheet(report: Report, source: Source) -> Sheet:
    figure = source.figure
    return Sheet(
        name=f"{source.number}.{figure.title}",
        title=f"{figure.title}（{figure.printed}）来源记录",
        note=f"{report.org_name}  截至{report.as_of:%Y-%m-%d}  口径：{figure.formula}",
        columns=(
            SheetColumn(title="序号", kind="integer", width=8),
            SheetColumn(title="编号", kind="code", width=28),
            SheetColumn(title="记录", width=60),
        ),
        rows=[(n, r.key, r.title) for n, r in enumerate(figure.references, 1)],
    )


def fonts_notice() -> str:
    """字体提示: which fonts the document asks for and which of them this machine lacks."""
    return font_notice()


def _content(report: Report) -> Document:
    document = Document(title=report.title, unit=report.org_name)
    numbers = {s.figure.code: s for s in report.sources}
    for section in report.sections:
        document.heading(1, section.title)
        for sentence in section.sentences:
            document.paragraph(*_pieces(sentence, numbers))
    if report.sources:
        sources = document.attachment("数据来源")
        sources.table(
            [
                TableColumn("序号", 0.6),
                TableColumn("指标", 2.2, "left"),
                TableColumn("数值", 1.6, "right"),
                TableColumn("口径", 4, "left"),
                TableColumn("记录数", 0.9, "right"),
                TableColumn("状态", 0.9),
            ],
            [_source_row(s) for s in report.sources],
        )
        for source in report.sources:
            _list_rows(sources, source)
    if report.withheld:
        withheld = document.attachment("暂不输出的内容及原因")
        withheld.table(
            [TableColumn("编号", 1), TableColumn("所在部分", 1.6), TableColumn("原因", 6, "left")],
            [(s.id, s.section, f"{s.withheld}。") for s in report.withheld],
        )
    return document


def _list_rows(sources: Attachment, source: Source) -> None:
    """The first rows of a figure; all of them stand in the Excel 数据来源表."""
    figure = source.figure
    listed = figure.references[:MOST_LISTED]
    more = len(figure.references) - len(listed)
    sources.table(
        [TableColumn("序号", 0.6), TableColumn("编号", 2.4, "left"), TableColumn("记录", 5, "left")],
        [(str(n), r.key, r.title) for n, r in enumerate(listed, 1)],
        title=f"{source.number}. {figure.title}（{figure.printed}）",
    )
    if more:
        sources.paragraph(f"另有{more}条记录，见数据来源表。", indented=False)


def _pieces(sentence: Filled, sources: dict[str, Source]) -> Iterator[Piece]:
    """Text with a footnote after each number; a figure used twice in a sentence is footnoted once."""
    noted: set[str] = set()
    for part in sentence.parts:
        yield Text(part.text)
        if isinstance(part, Number) and part.figure.code not in noted:
            noted.add(part.figure.code)
            source = sources[part.figure.code]
            yield Footnote(f"{part.figure.title}，{len(part.figure.references)}条记录，截至{_day(part)}，见附件1第{source.number}项。")


def _day(number: Number) -> str:
    day = number.figure.as_of
    return f"{day.year}年{day.month}月{day.day}日"


def _source_row(source: Source) -> Sequence[str]:
    figure = source.figure
    return (
        str(source.number),
        figure.title,
        figure.printed,
        figure.formula,
        str(len(figure.references)),
        figure.status_title,
    )
