"""公文: writes a draft as .docx in the layout of GB/T 9704-2012, without red head, number or seal.

document = OfficialDocument(title="关于2023年工作情况的报告", addressee="县人民政府：", unit="某县科学技术局", dated=date(2024, 1, 10))
document.heading(1, "主要指标完成情况")
document.paragraph("年末高新技术企业", Text("68"), Footnote("高新技术企业台账68条，见附件1"), "家。")
appendix = document.attachment("数据来源")
appendix.table([TableColumn("序号"), TableColumn("名称", 4, "left")], [["1", "高新技术企业台账"]])
data = document.docx()
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from tongpin.engines.documents.content import (
    Attachment,
    Body,
    Document,
    Footnote,
    Heading,
    Paragraph,
    Piece,
    Table,
    TableColumn,
    Text,
    attachment_label,
    numbered,
    written_date,
)
from tongpin.engines.documents.layout import BODY_SIZE, FANGSONG, HEADING_FACES, HEITI, SONG_TITLE, TITLE_SIZE, characters
from tongpin.engines.documents.text import one_line, width
from tongpin.engines.documents.word.footnotes import Footnotes
from tongpin.engines.documents.word.markup import Element, on_off, paragraph, text_run, w
from tongpin.engines.documents.word.pages import drop_leftovers, lay_out_pages, write_font_table, write_settings
from tongpin.engines.documents.word.styles import (
    ATTACHMENT_LABEL,
    ATTACHMENT_NOTE,
    BODY,
    FLUSH,
    HEADINGS,
    MARK,
    SIGNATURE,
    TITLE,
    style_sheet,
)
from tongpin.engines.documents.word.tables import attachment_table, plain_table

__all__ = ["Attachment", "Footnote", "OfficialDocument", "Paragraph", "Piece", "Table", "TableColumn", "Text"]

SIDE_BLANK = 2


@dataclass
class OfficialDocument(Document):
    """公文稿: a document that can write itself as Word."""

    def docx(self) -> bytes:
        """The file's bytes."""
        return write_docx(self)


def write_docx(content: Document) -> bytes:
    """Writes any content as a .docx."""
    document = docx.Document()
    drop_leftovers(document)
    _replace_styles(document)
    lay_out_pages(document)
    footnotes = Footnotes()
    body = document.element.body
    section = body.sectPr
    for child in list(body):
        if child is not section:
            body.remove(child)
    for element in _elements(content, footnotes):
        section.addprevious(element)
    footnotes.attach(document)
    write_settings(document, has_footnotes=bool(footnotes.count))
    write_font_table(document)
    _write_properties(document, content)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _elements(content: Document, footnotes: Footnotes) -> Iterator[Element]:
    if content.mark:
        yield paragraph(MARK.id, [text_run(content.mark, HEITI, BODY_SIZE)])
        yield _blank()
    if content.number:
        yield paragraph(SIGNATURE.id, [_body_run(content.number)])
        yield _blank()
    yield paragraph(TITLE.id, [text_run(content.title, SONG_TITLE, TITLE_SIZE)])
    yield _blank()
    if content.addressee:
        yield paragraph(FLUSH.id, [_body_run(content.addressee)])
    blocks = list(_blocks(content, footnotes))
    has_end = bool(content.attachments or content.unit or content.dated)
    if blocks and has_end and not content.ends_with_table:
        keep_with_next(blocks[-1])
    yield from blocks
    yield from _attachment_note(content.attachments)
    yield from _signature(content)
    for number, attachment in enumerate(content.attachments, 1):
        yield from _attachment(attachment, attachment_label(number, len(content.attachments)), footnotes)


def _blocks(body: Body, footnotes: Footnotes) -> Iterator[Element]:
    for number, block in numbered(body.blocks):
        match block:
            case Heading(level, text):
                yield paragraph(HEADINGS[level - 1].id, [text_run(number + text, HEADING_FACES[level], BODY_SIZE)])
            case Paragraph(pieces, indented):
                yield paragraph((BODY if indented else FLUSH).id, [_piece(p, footnotes) for p in pieces])
            case Table():
                yield from plain_table(block)
                yield _blank()


def _piece(piece: Piece, footnotes: Footnotes) -> Element:
    match piece:
        case Text(text):
            return _body_run(text)
        case Footnote(text):
            return footnotes.mark(text, BODY_SIZE)


def _body_run(text: str) -> Element:
    return text_run(text, FANGSONG, BODY_SIZE)


def _blank(*, keep_next: bool = False) -> Element:
    return paragraph(FLUSH.id, [], on_off("keepNext", keep_next))


def _attachment_note(attachments: list[Attachment]) -> Iterator[Element]:
    """附件说明: one line below the text, two characters in; further names stand under the first."""
    if not attachments:
        return
    yield _blank(keep_next=True)
    if len(attachments) == 1:
        yield paragraph(ATTACHMENT_NOTE.id, [_body_run(f"附件：{attachments[0].title}")], on_off("keepNext"), _hanging(5, 3))
        return
    for number, attachment in enumerate(attachments, 1):
        words = f"附件：1.\t{attachment.title}" if number == 1 else f"{number}.\t{attachment.title}"
        yield paragraph(ATTACHMENT_NOTE.id, [_body_run(words)], on_off("keepNext"), _hanging(6.5, 4.5 if number == 1 else 1.5))


def keep_with_next(element: Element) -> None:
    """So that no page holds a signature without a line of the text."""
    element.pPr.find(qn("w:pStyle")).addnext(on_off("keepNext"))


def _hanging(left: float, hanging: float) -> Element:
    return w(
        "ind",
        {"leftChars": round(left * 100), "left": characters(left), "hangingChars": round(hanging * 100), "hanging": characters(hanging)},
    )


def _signature(content: Document) -> Iterator[Element]:
    """落款 without seal: the date begins two characters to the right of the unit; the longer of both ends two characters from the edge."""
    if not content.unit and not content.dated:
        return
    unit, day = content.unit, written_date(content.dated) if content.dated else ""
    unit_blank, day_blank = side_blanks(unit, day)
    yield _blank(keep_next=True)
    if unit:
        yield paragraph(SIGNATURE.id, [_body_run(unit)], on_off("keepNext", bool(day)), _right_blank(unit_blank))
    if day:
        yield paragraph(SIGNATURE.id, [_body_run(day)], _right_blank(day_blank))


def side_blanks(unit: str, day: str) -> tuple[float, float]:
    """Characters left free at the right of 署名 and 成文日期, so that the date begins two characters to the right of the unit."""
    if not unit or not day:
        return SIDE_BLANK, SIDE_BLANK
    surplus = width(unit) - width(day) - SIDE_BLANK
    return SIDE_BLANK + max(0.0, -surplus), SIDE_BLANK + max(0.0, surplus)


def _right_blank(count: float) -> Element:
    return w("ind", {"rightChars": round(count * 100), "right": characters(count), "firstLine": 0, "firstLineChars": 0})


def _attachment(attachment: Attachment, label: str, footnotes: Footnotes) -> Iterator[Element]:
    """附件: on a new page, its label at the top left, its title on the third line."""
    yield paragraph(ATTACHMENT_LABEL.id, [text_run(label, HEITI, BODY_SIZE)], on_off("pageBreakBefore"))
    yield _blank()
    yield paragraph(TITLE.id, [text_run(attachment.title, SONG_TITLE, TITLE_SIZE)])
    blocks = attachment.blocks
    if blocks and isinstance(blocks[0], Table):
        title_lines = max(1, -(-width(attachment.title) // 20))
        yield from attachment_table(blocks[0], lines_above=2 + int(title_lines))
        blocks = blocks[1:]
        yield _small_blank()
    elif blocks:
        yield _blank()
    rest = Body()
    rest.blocks = blocks
    yield from _blocks(rest, footnotes)


def _small_blank() -> Element:
    """Word wants a paragraph after a table; this one takes no room."""
    return paragraph(FLUSH.id, [], w("spacing", {"before": 0, "after": 0, "line": 20, "lineRule": "exact"}))


def _replace_styles(document: WordDocument) -> None:
    root = document.styles.element
    for child in list(root):
        root.remove(child)
    for child in list(style_sheet()):
        root.append(child)


def _write_properties(document: WordDocument, content: Document) -> None:
    """文档属性: title and unit; the template's own are taken out."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = (
        one_line(content.title),
        content.unit,
        content.unit,
    )
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language = "zh-CN"
    if content.dated:
        moment = datetime(content.dated.year, content.dated.month, content.dated.day, 1, 0)  # noqa: DTZ001 - the format keeps UTC without saying so
        properties.created = properties.modified = moment
