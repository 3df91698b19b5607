"""页面: paper, margins, character grid, page numbers, settings and the font table with stand-ins."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml

from tongpin.engines.documents.layout import (
    BOTTOM_MARGIN,
    CHARACTER_SPACE,
    LEFT_MARGIN,
    LINE_PITCH,
    NUMBER_BELOW_TEXT,
    PAGE_HEIGHT,
    PAGE_NUMBER_SIZE,
    PAGE_WIDTH,
    RIGHT_MARGIN,
    SONGTI,
    TOP_MARGIN,
    TYPEFACES,
    twips,
)
from tongpin.engines.documents.word.footnotes import SEPARATORS
from tongpin.engines.documents.word.markup import Element, field_runs, on_off, paragraph, text_run, w
from tongpin.engines.documents.word.styles import PAGE_NUMBER

LEFTOVERS = frozenset(
    {
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
        RELATIONSHIP_TYPE.THEME,
        RELATIONSHIP_TYPE.CUSTOM_XML,
        RELATIONSHIP_TYPE.NUMBERING,
        RELATIONSHIP_TYPE.WEB_SETTINGS,
    }
)
FONT_TABLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable"


def lay_out_pages(document: WordDocument) -> None:
    """GB/T 9704 page: 天头37mm, 订口28mm, 版心156mm×225mm, 22行×28字, page numbers outside right and left."""
    section = document.sections[0]
    properties = section._sectPr
    for child in list(properties):
        properties.remove(child)
    size = {"w": twips(PAGE_WIDTH), "h": twips(PAGE_HEIGHT)}
    margins = {
        "top": twips(TOP_MARGIN),
        "right": twips(RIGHT_MARGIN),
        "bottom": twips(BOTTOM_MARGIN),
        "left": twips(LEFT_MARGIN),
        "header": twips(15),
        "footer": twips(BOTTOM_MARGIN - NUMBER_BELOW_TEXT) - PAGE_NUMBER.line // 2,
        "gutter": 0,
    }
    grid = {"type": "linesAndChars", "linePitch": LINE_PITCH, "charSpace": CHARACTER_SPACE}
    for element in (w("pgSz", size), w("pgMar", margins), w("docGrid", grid)):
        properties.append(element)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, "right")
    _page_number(section.even_page_footer, "left")


def _page_number(footer: Element, side: str) -> None:
    """ "— 1 —", one character in from the outer edge."""
    footer.is_linked_to_previous = False
    root = footer._element
    for child in list(root):
        root.remove(child)
    runs = [
        text_run("— ", SONGTI, PAGE_NUMBER_SIZE),
        *field_runs("PAGE", "1", SONGTI, PAGE_NUMBER_SIZE),
        text_run(" —", SONGTI, PAGE_NUMBER_SIZE),
    ]
    indent = w("ind", {side: round(PAGE_NUMBER_SIZE * 20), f"{side}Chars": 100, "firstLine": 0, "firstLineChars": 0})
    root.append(paragraph(PAGE_NUMBER.id, runs, indent, w("jc", {"val": side})))


def write_settings(document: WordDocument, *, has_footnotes: bool) -> None:
    """设置: odd and even pages differ; characters keep the grid (no squeezing of punctuation, no space between scripts)."""
    root = document.settings.element
    for child in list(root):
        root.remove(child)
    compatibility = {
        "compatibilityMode": "15",
        "overrideTableStyleFontSizeAndJustification": "1",
        "enableOpenTypeFeatures": "1",
        "doNotFlipMirrorIndents": "1",
    }
    separators = [w("footnotePr", None, *(w("footnote", {"id": number}) for _, number in SEPARATORS))] if has_footnotes else []
    for element in (
        w("zoom", {"percent": 100}),
        w("defaultTabStop", {"val": 420}),
        on_off("evenAndOddHeaders"),
        w("characterSpacingControl", {"val": "doNotCompress"}),
        *separators,
        w(
            "compat",
            None,
            w("spaceForUL"),
            w("balanceSingleByteDoubleByteWidth"),
            w("doNotLeaveBackslashAlone"),
            w("ulTrailSpace"),
            w("doNotExpandShiftReturn"),
            w("useFELayout"),
            *(
                w("compatSetting", {"name": n, "uri": "http://schemas.microsoft.com/office/word", "val": v})
                for n, v in compatibility.items()
            ),
        ),
        w("themeFontLang", {"val": "en-US", "eastAsia": "zh-CN"}),
    ):
        root.append(element)


def write_font_table(document: WordDocument) -> None:
    """字体表: every font with the names that may stand in for it where it is not installed."""
    table = w("fonts")
    for face in TYPEFACES:
        table.append(
            w(
                "font",
                {"name": face.name},
                w("altName", {"val": face.stand_ins[0]}),
                w("panose1", {"val": face.panose}),
                w("charset", {"val": "86"}),
                w("family", {"val": "auto"}),
                w("pitch", {"val": "variable"}),
            )
        )
    part = document.part.part_related_by(FONT_TABLE)
    part._blob = serialize_part_xml(table)


def drop_leftovers(document: WordDocument) -> None:
    """Takes the template's thumbnail, theme and sample data out, so that nothing of them reaches the office's file."""
    for owner in (document.part.package.rels, document.part.rels):
        for key in [k for k, relation in owner.items() if relation.reltype in LEFTOVERS]:
            del owner[key]
