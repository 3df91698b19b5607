"""PDF: the same content as the Word draft, set with the fonts that come with the product, as PDF/A-2b.

    data = render_pdf(document)

All text travels as data and is printed as it is; it is never read as a typesetting command.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from tongpin.engines.documents.content import Block, Document, Footnote, Heading, Paragraph, Table, attachment_label, numbered, written_date
from tongpin.engines.documents.layout import (
    BODY_SIZE,
    BOTTOM_MARGIN,
    CHARACTER_PITCH,
    LEFT_MARGIN,
    LINE_PITCH,
    RIGHT_MARGIN,
    TABLE_SIZE,
    TOP_MARGIN,
)
from tongpin.engines.documents.official import side_blanks
from tongpin.engines.documents.text import width
from tongpin.engines.documents.word.tables import CELL_MARGINS, WIDE_FIGURE, column_widths

TEMPLATE = Path(__file__).parent / "official.typ"
_CODE = re.compile(r"[!-~]+")
FONTS = Path(pylopdf_fonts_zh_cn.serif_path()).parent


def render_pdf(content: Document) -> bytes:
    """The file's bytes."""
    rendered: bytes = typst.compile(
        str(TEMPLATE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_content(content), ensure_ascii=False)},
        pdf_standards="a-2b",
    )
    return rendered


def _content(content: Document) -> dict[str, Any]:
    unit, dated = content.unit, written_date(content.dated) if content.dated else ""
    unit_blank, date_blank = side_blanks(unit, dated)
    total = len(content.attachments)
    return {
        "title": content.title,
        "mark": content.mark,
        "number": content.number,
        "addressee": content.addressee,
        "unit": unit,
        "dated": dated,
        "day": content.dated and (content.dated.year, content.dated.month, content.dated.day),
        "unit_blank": unit_blank,
        "date_blank": date_blank,
        "blocks": _blocks(content.blocks),
        "attachments": [
            {"label": attachment_label(number, total), "title": attachment.title, "blocks": _blocks(attachment.blocks)}
            for number, attachment in enumerate(content.attachments, 1)
            for n, a in enumerate(content.attachments, 1)
        ],
        "layout": {
            "top": TOP_MARGIN,
            "bottom": BOTTOM_MARGIN,
            "left": LEFT_MARGIN,
            "right": RIGHT_MARGIN,
            "body_size": BODY_SIZE,
            "line_points": LINE_PITCH / 20,
            "tracking": CHARACTER_PITCH / 20 - BODY_SIZE,
        },
    }


def _blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [_block(number, block) for number, block in numbered(blocks)]


def _block(number: str, block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": number + text}
        case Paragraph(pieces, indented):
            held = [{"note": p.text} if isinstance(p, Footnote) else {"text": p.text} for p in pieces]
            return {"kind": "paragraph", "indented": indented, "pieces": held}
        case Table(columns, rows, title, unit):
            rooms = [(wide - CELL_MARGINS) / (TABLE_SIZE * 20) for wide in column_widths(block)]
            cells = [[_breakable(cell, room) for cell, room in zip(row, rooms, strict=True)] for row in rows]
            heads = [{"title": c.title, "share": c.share, "align": c.align} for c in columns]
            return {"kind": "table", "columns": heads, "rows": cells, "title": title, "unit": unit}


def _breakable(cell: str, room: float) -> str:
    """Codes wider than their column may break anywhere, as Word breaks them."""
    return _CODE.sub(lambda code: "\u200b".join(code[0]) if width(code[0], half=WIDE_FIGURE) > room else code[0], cell)
