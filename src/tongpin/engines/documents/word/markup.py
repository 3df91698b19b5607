"""标记: builds WordprocessingML elements; every run names its font for all four kinds of script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tongpin.engines.documents.layout import BODY_SIZE, SQUEEZE, Typeface

Element = Any
Attributes = Mapping[str, object]


def w(tag: str, attributes: Attributes | None = None, *children: Element) -> Element:
    """``w("ind", {"left": 640})`` is ``<w:ind w:left="640"/>``."""
    element = OxmlElement(f"w:{tag}")
    for name, value in (attributes or {}).items():
        element.set(qn(f"w:{name}"), str(value))
    for child in children:
        element.append(child)
    return element


def on_off(tag: str, state: bool = True) -> Element:
    """A switch, written out either way."""
    return w(tag, {"val": "1" if state else "0"})


def fonts(face: Typeface) -> Element:
    """字体 for Western, East Asian and complex script alike, so that no program chooses one of its own."""
    return w("rFonts", {"ascii": face.name, "hAnsi": face.name, "eastAsia": face.name, "cs": face.name})


def run_properties(face: Typeface, size: float, *last: Element) -> Element:
    """字符格式: font, black, size in points; the body size is set so that 28 characters fill a line in every program alike."""
    half_points = round(size * 2)
    return w(
        "rPr",
        None,
        fonts(face),
        on_off("snapToGrid", False),
        w("color", {"val": "000000"}),
        w("spacing", {"val": SQUEEZE if size == BODY_SIZE else 0}),
        w("sz", {"val": half_points}),
        w("szCs", {"val": half_points}),
        *last,
    )


def text_run(text: str, face: Typeface, size: float) -> Element:
    """文字串: line breaks and tabs in the text become Word's own."""
    run = w("r", None, run_properties(face, size))
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(w("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                run.append(w("tab"))
            if part:
                run.append(_text(part))
    return run


def _text(content: str) -> Element:
    element = w("t")
    element.text = content
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def field_runs(instruction: str, shown: str, face: Typeface, size: float) -> list[Element]:
    """域: five runs, so that the number keeps its font when Word works it out."""

    def run(child: Element) -> Element:
        return w("r", None, run_properties(face, size), child)

    code = w("instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        run(w("fldChar", {"fldCharType": "begin"})),
        run(code),
        run(w("fldChar", {"fldCharType": "separate"})),
        text_run(shown, face, size),
        run(w("fldChar", {"fldCharType": "end"})),
    ]


def paragraph(style: str, runs: Iterable[Element], *properties: Element) -> Element:
    """段落 in a style; further ``properties`` in the order of the schema."""
    return w("p", None, w("pPr", None, w("pStyle", {"val": style}), *properties), *runs)
