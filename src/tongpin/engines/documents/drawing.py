"""图: drawings (SVG) as PDF pages and as a picture, set with the fonts that come with the product.

data = drawing_pdf([svg_of_page_1, svg_of_page_2], width=420, height=297, title="挂图作战")
picture = drawing_png(svg, width=420, height=297)
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

FACE = "Noto Sans SC"
TEMPLATE = Path(__file__).parent / "drawing.typ"
FONTS = Path(pylopdf_fonts_zh_cn.serif_path()).parent
PICTURE_DOTS = 144


def drawing_pdf(drawings: Sequence[str], *, width: float, height: float, title: str) -> bytes:
    """Every drawing on a page of ``width`` × ``height`` millimetres."""
    return _compiled(drawings, width, height, title, "pdf")


def drawing_png(drawing: str, *, width: float, height: float, title: str) -> bytes:
    """One drawing as a picture, 144 dots to the inch."""
    return _compiled([drawing], width, height, title, "png")


def _compiled(drawings: Sequence[str], width: float, height: float, title: str, form: str) -> bytes:
    data = {"drawings": list(drawings), "width": width, "height": height, "title": title}
    found: bytes = typst.compile(  # type: ignore[call-overload]  # its own types forget that a number of dots may go with any form
        str(TEMPLATE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format=form,
        ppi=PICTURE_DOTS,
    )
    return found
