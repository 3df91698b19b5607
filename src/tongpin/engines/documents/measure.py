"""量版: reads a .docx back and says how it is laid out, and where it departs from GB/T 9704-2012.

for deviation in deviations(measure(data)): ...
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tongpin.engines.documents.layout import (
    BODY_SIZE,
    BOTTOM_MARGIN,
    CHARACTERS,
    LEFT_MARGIN,
    LINES,
    MARGIN_TOLERANCE,
    PAGE_HEIGHT,
    PAGE_NUMBER_SIZE,
    PAGE_WIDTH,
    RIGHT_MARGIN,
    TITLE_SIZE,
    TOP_MARGIN,
    TWIPS_PER_MM,
)

SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")


@dataclass(frozen=True)
class PageNumber:
    """页码: the words around the field, the side and the size of its characters."""

    text: str
    side: str
    size: float
    has_field: bool


@dataclass(frozen=True)
class Measured:
    """版式实测: millimetres and points. ``line_points`` is the exact line height of the body style, ``character_points`` its pitch."""

    page: tuple[float, float]
    top: float
    bottom: float
    left: float
    right: float
    grid: str
    grid_lines: float
    grid_characters: float
    line_points: float
    character_points: float
    body_size: float
    title_size: float
    fonts: frozenset[str]
    bare_runs: tuple[str, ...]
    bare_styles: tuple[str, ...]
    odd_page: PageNumber | None
    even_page: PageNumber | None
    footnotes: int
    header_rows: int
    tables: int

    @property
    def lines(self) -> int:
        """Lines of the body style on a full page."""
        return int((self.page[1] - self.top - self.bottom) / 25.4 * 72 / self.line_points)

    @property
    def characters(self) -> int:
        """Characters of the body style on a full line."""
        return int((self.page[0] - self.left - self.right) / 25.4 * 72 / self.character_points + 0.001)


def measure(data: bytes) -> Measured:
    """What the file says of its own layout."""
    document = docx.Document(BytesIO(data))
    section = document.sections[0]._sectPr
    size, margins, grid = (section.find(qn(f"w:{tag}")) for tag in ("pgSz", "pgMar", "docGrid"))
    page = (_mm(size, "w"), _mm(size, "h"))
    top, bottom, left, right = (_mm(margins, side) for side in ("top", "bottom", "left", "right"))
    styles = {s.get(qn("w:styleId")): s for s in document.styles.element.iter(qn("w:style"))}
    body_size = _points(styles["Normal"], "w:sz", 2)
    has_grid = grid is not None
    grid_pitch = body_size + (_number(grid, "charSpace") / 4096 if has_grid else 0)
    roots = _parts(document)
    runs = [r for root in roots for r in root.iter(qn("w:r")) if _says(r)]
    return Measured(
        page=page,
        top=top,
        bottom=bottom,
        left=left,
        right=right,
        grid=grid.get(qn("w:type"), "") if has_grid else "",
        grid_lines=round((page[1] - top - bottom) * TWIPS_PER_MM / _number(grid, "linePitch"), 2) if has_grid else 0,
        grid_characters=round((page[0] - left - right) / 25.4 * 72 / grid_pitch, 2) if has_grid else 0,
        line_points=_attribute(styles["Normal"], "w:spacing", "line") / 20,
        character_points=body_size + _points(styles["Normal"].find(qn("w:rPr")), "w:spacing", 20),
        body_size=body_size,
        title_size=_points(styles["Title"], "w:sz", 2) if "Title" in styles else 0,
        fonts=frozenset(name for root in [*roots, document.styles.element] for name in _font_names(root)),
        bare_runs=tuple(_says(r) for r in runs if not _names_all(r)),
        bare_styles=tuple(key for key, style in styles.items() if style.get(qn("w:type")) != "numbering" and not _names_all(style)),
        odd_page=_page_number(document.sections[0].footer),
        even_page=_page_number(document.sections[0].even_page_footer) if document.settings.odd_and_even_pages_header_footer else None,
        footnotes=sum(1 for root in roots for _ in root.iter(qn("w:footnoteReference"))),
        header_rows=sum(1 for root in roots for _ in root.iter(qn("w:tblHeader"))),
        tables=sum(1 for root in roots for _ in root.iter(qn("w:tbl"))),
    )


def deviations(found: Measured) -> list[str]:
    """Where the layout departs from the standard, one sentence each; empty where it keeps it."""
    return list(_deviations(found))


def _deviations(found: Measured) -> Iterator[str]:
    for name, is_, wanted, tolerance in (
        ("纸宽", found.page[0], PAGE_WIDTH, 0.5),
        ("纸高", found.page[1], PAGE_HEIGHT, 0.5),
        ("天头", found.top, TOP_MARGIN, MARGIN_TOLERANCE),
        ("订口", found.left, LEFT_MARGIN, MARGIN_TOLERANCE),
        ("右边距", found.right, RIGHT_MARGIN, MARGIN_TOLERANCE),
        ("下边距", found.bottom, BOTTOM_MARGIN, MARGIN_TOLERANCE),
        ("正文字号（磅）", found.body_size, BODY_SIZE, 0),
        ("标题字号（磅）", found.title_size, TITLE_SIZE, 0),
    ):
        if abs(is_ - wanted) > tolerance:
            yield f"{name}应为{wanted:g}，现为{is_:g}。"
    if found.grid != "linesAndChars" or (int(found.grid_lines), int(found.grid_characters)) != (LINES, CHARACTERS):
        yield f"文档网格应为每页{LINES}行、每行{CHARACTERS}字。"
    if (found.lines, found.characters) != (LINES, CHARACTERS):
        yield f"正文应为每页{LINES}行、每行{CHARACTERS}字，现为{found.lines}行、{found.characters}字。"
    if found.bare_runs:
        yield f"有{len(found.bare_runs)}处文字没有写明中西文字体，如“{found.bare_runs[0][:10]}”。"
    if found.bare_styles:
        yield f"样式没有写明中西文字体：{'、'.join(found.bare_styles)}。"
    for name, number, side in (("单页", found.odd_page, "right"), ("双页", found.even_page, "left")):
        if number is None or not number.has_field:
            yield f"{name}没有页码。"
        elif (number.side, number.size) != (side, PAGE_NUMBER_SIZE) or not (number.text.startswith("—") and number.text.endswith("—")):
            yield f"{name}页码应为4号字、两侧加一字线、居{'右' if side == 'right' else '左'}。"
    if found.header_rows < found.tables:
        yield "有表格没有设置重复表头。"


def _parts(document: Any) -> list[Any]:
    """The text, the footers and the footnotes."""
    roots = [document.element.body]
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTER:
            roots.append(relation.target_part.element)
        elif relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            roots.append(parse_xml(relation.target_part.blob))
    return roots


def _says(run: Any) -> str:
    """Text of a run, or the name of what it shows instead."""
    words = "".join(t.text or "" for t in run.iter(qn("w:t"), qn("w:instrText")))
    return words or ("脚注号" if any(run.find(qn(f"w:{tag}")) is not None for tag in ("footnoteReference", "footnoteRef")) else "")


def _names_all(element: Any) -> bool:
    fonts = element.find(qn("w:rPr") + "/" + qn("w:rFonts"))
    return fonts is not None and all(fonts.get(qn(f"w:{script}")) for script in SCRIPTS)


def _font_names(root: Any) -> Iterator[str]:
    for fonts in root.iter(qn("w:rFonts")):
        yield from (fonts.get(qn(f"w:{script}")) for script in SCRIPTS if fonts.get(qn(f"w:{script}")))


def _page_number(footer: Any) -> PageNumber | None:
    if footer.is_linked_to_previous or not footer.paragraphs:
        return None
    paragraph = footer.paragraphs[0]._p
    align = paragraph.find(qn("w:pPr") + "/" + qn("w:jc"))
    sizes = {int(sz.get(qn("w:val"))) / 2 for sz in paragraph.iter(qn("w:sz"))}
    return PageNumber(
        text=footer.paragraphs[0].text,
        side="" if align is None else align.get(qn("w:val")),
        size=sizes.pop() if len(sizes) == 1 else 0,
        has_field=any("PAGE" in (i.text or "") for i in paragraph.iter(qn("w:instrText"))),
    )


def _mm(element: Any, name: str) -> float:
    return round(_number(element, name) / TWIPS_PER_MM, 2)


def _number(element: Any, name: str) -> int:
    """A figure of the file: whole twips, half points or 1/4096 points."""
    return int(Decimal(element.get(qn(f"w:{name}"), 0)))


def _attribute(element: Any, tag: str, name: str) -> float:
    found = next(element.iter(qn(tag)), None)
    return 0 if found is None else _number(found, name)


def _points(element: Any, tag: str, per_point: int) -> float:
    return _attribute(element, tag, "val") / per_point
