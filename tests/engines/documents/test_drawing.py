"""图纸: every drawing on a page of its size, its words as words, and as a picture."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from tongpin.engines.documents.drawing import drawing_pdf, drawing_png

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 297" font-family="Noto Sans SC"><text x="9" y="40">{}</text></svg>'
POINT = 25.4 / 72


def test_each_drawing_is_a_page_of_the_size_asked_for() -> None:
    reader = PdfReader(BytesIO(drawing_pdf([SVG.format("第一页"), SVG.format("第二页")], width=420, height=297, title="图")))
    assert len(reader.pages) == 2
    assert [round(float(side) * POINT) for side in (reader.pages[0].mediabox.width, reader.pages[0].mediabox.height)] == [420, 297]
    assert "第二页" in reader.pages[1].extract_text()


def test_a_picture_is_a_png() -> None:
    assert drawing_png(SVG.format("图"), width=100, height=70, title="图").startswith(b"\x89PNG")
