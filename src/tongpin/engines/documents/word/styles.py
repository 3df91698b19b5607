"""样式: the whole style sheet of an official document; nothing is left to a program's defaults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tongpin.engines.documents.layout import (
    BODY_SIZE,
    FANGSONG,
    FOOTNOTE_SIZE,
    HEADING_FACES,
    HEITI,
    LINE_PITCH,
    PAGE_NUMBER_SIZE,
    SONG_TITLE,
    SONGTI,
    TABLE_SIZE,
    TITLE_SIZE,
    Typeface,
    characters,
)
from tongpin.engines.documents.word.markup import Element, on_off, run_properties, w

TABLE_LINE = 360


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """段落样式: ``line`` in twips, exact; ``indent`` first-line indent in characters; ``outline`` level for navigation."""

    id: str
    name: str
    face: Typeface = FANGSONG
    size: float = BODY_SIZE
    align: str = "both"
    line: int = LINE_PITCH
    indent: int = 0
    outline: int | None = None
    keep_next: bool = False


BODY = ParagraphStyle("Normal", "Normal", indent=2)
FLUSH = ParagraphStyle("GwFlush", "公文顶格")
TITLE = ParagraphStyle("Title", "Title", SONG_TITLE, TITLE_SIZE, "center", keep_next=True)
MARK = ParagraphStyle("GwMark", "公文稿别", HEITI)
HEADINGS = tuple(
    ParagraphStyle(f"Heading{n}", f"heading {n}", face, indent=2, outline=n - 1, keep_next=True) for n, face in HEADING_FACES.items()
)
SIGNATURE = ParagraphStyle("GwSignature", "公文落款", align="right")
ATTACHMENT_NOTE = ParagraphStyle("GwAttachmentNote", "公文附件说明", align="left")
ATTACHMENT_LABEL = ParagraphStyle("GwAttachmentLabel", "公文附件", HEITI, align="left", keep_next=True)
TABLE_TITLE = ParagraphStyle("GwTableTitle", "公文表题", HEITI, TABLE_SIZE, "left", keep_next=True)
TABLE_TEXT = ParagraphStyle("GwTableText", "公文表格", FANGSONG, TABLE_SIZE, "left", TABLE_LINE)
TABLE_HEAD = ParagraphStyle("GwTableHead", "公文表头", HEITI, TABLE_SIZE, "center", TABLE_LINE)
PAGE_NUMBER = ParagraphStyle("Footer", "footer", SONGTI, PAGE_NUMBER_SIZE, "left", 400)
FOOTNOTE_TEXT = ParagraphStyle("FootnoteText", "footnote text", SONGTI, FOOTNOTE_SIZE, "left", 240)
PARAGRAPH_STYLES = (
    BODY,
    FLUSH,
    TITLE,
    MARK,
    *HEADINGS,
    SIGNATURE,
    ATTACHMENT_NOTE,
    ATTACHMENT_LABEL,
    TABLE_TITLE,
    TABLE_TEXT,
    TABLE_HEAD,
    PAGE_NUMBER,
    FOOTNOTE_TEXT,
)
FOOTNOTE_MARK = "FootnoteReference"
TABLE_STYLE = "GwTable"


def style_sheet() -> Element:
    """The styles part."""
    return w(
        "styles",
        None,
        _defaults(),
        *(_paragraph_style(s) for s in PARAGRAPH_STYLES),
        _footnote_mark(),
        _table_style(),
    )


def _defaults() -> Element:
    properties = run_properties(FANGSONG, BODY_SIZE, w("lang", {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}))
    return w("docDefaults", None, w("rPrDefault", None, properties), w("pPrDefault", None, w("pPr")))


def _paragraph_style(style: ParagraphStyle) -> Element:
    attributes = {"type": "paragraph", "styleId": style.id} | (
        {"default": "1"} if style is BODY else {"customStyle": "1"} if style.id.startswith("Gw") else {}
    )
    head: list[Element] = [w("name", {"val": style.name})]
    if style is not BODY:
        head.append(w("basedOn", {"val": BODY.id}))
    if style.outline is not None or style is TITLE:
        head.append(w("next", {"val": BODY.id}))
    return w("style", attributes, *head, w("qFormat"), _paragraph_properties(style), run_properties(style.face, style.size))


def _paragraph_properties(style: ParagraphStyle) -> Element:
    parts: Sequence[Element] = (
        *([on_off("keepNext")] if style.keep_next else []),
        on_off("widowControl", False),
        on_off("autoSpaceDE", False),
        on_off("autoSpaceDN", False),
        on_off("adjustRightInd", False),
        on_off("snapToGrid", False),
        w("spacing", {"before": 0, "after": 0, "line": style.line, "lineRule": "exact"}),
        w("ind", {"left": 0, "right": 0, "firstLineChars": style.indent * 100, "firstLine": characters(style.indent)}),
        w("jc", {"val": style.align}),
        *([w("outlineLvl", {"val": style.outline})] if style.outline is not None else []),
    )
    return w("pPr", None, *parts)


def _footnote_mark() -> Element:
    properties = run_properties(SONGTI, BODY_SIZE, w("vertAlign", {"val": "superscript"}))
    return w("style", {"type": "character", "styleId": FOOTNOTE_MARK}, w("name", {"val": "footnote reference"}), properties)


def _table_style() -> Element:
    borders = w(
        "tblBorders",
        None,
        *(
            w(edge, {"val": "single", "sz": 4, "space": 0, "color": "000000"})
            for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
        ),
    )
    margins = w(
        "tblCellMar",
        None,
        *(w(edge, {"w": wide, "type": "dxa"}) for edge, wide in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80))),
    )
    return w(
        "style",
        {"type": "table", "styleId": TABLE_STYLE, "customStyle": "1"},
        w("name", {"val": "公文表格框线"}),
        w("pPr", None, w("spacing", {"before": 0, "after": 0, "line": TABLE_LINE, "lineRule": "exact"})),
        run_properties(FANGSONG, TABLE_SIZE),
        w("tblPr", None, borders, margins),
    )
