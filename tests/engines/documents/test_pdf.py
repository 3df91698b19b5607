"""PDF: the same content, archival, with its own fonts, and no way for text to become a command."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdf

from tongpin.engines.documents.official import OfficialDocument, TableColumn
from tongpin.engines.documents.pdf import render_pdf

Pages = Callable[[bytes], list[list[str]]]


def test_the_content_is_all_there(draft: OfficialDocument, pages: Pages) -> None:
    printed = pages(render_pdf(draft))
    text = "\n".join(line for page in printed for line in page)
    for words in ("送审稿", "一、主要指标完成情况", "（1）存在问题", "高新技术企业台账68条", "清源县科学技术局", "2024年1月10日"):
        assert words in text
    assert '<w:p>&amp;"#let x = 1 $a$ #read("/etc/passwd")' in text.replace("\n", "")
    assert [line for page in printed for line in page if "号新材料" in line][-1].startswith("80")


def test_a_continued_table_says_so_on_every_page(draft: OfficialDocument, pages: Pages) -> None:
    printed = pages(render_pdf(draft))
    first = next(n for n, lines in enumerate(printed) if lines[0] == "附件1")
    assert not any("续表" in line for line in printed[first])
    assert printed[first + 1][0].startswith("续表")


def test_22_lines_of_28_characters(pages: Pages) -> None:
    document = OfficialDocument(title="题", mark="")
    document.paragraph("国" * (26 + 28 * 50))
    assert pages(render_pdf(document))[1] == ["国" * 28] * 22 + ["—2—"]


def test_it_is_archival_and_brings_its_fonts(draft: OfficialDocument) -> None:
    reader = pypdf.PdfReader(BytesIO(render_pdf(draft)))
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert b"<pdfaid:part>2</pdfaid:part>" in reader.root_object["/Metadata"].get_data()
    fonts = {str(f["/BaseFont"]) for page in reader.pages for f in (o.get_object() for o in page["/Resources"]["/Font"].values())}
    assert all("NotoS" in name for name in fonts)
    assert reader.metadata and reader.metadata.title and reader.metadata.title.startswith("清源县科学技术局")


def test_a_long_code_breaks_inside_its_cell(pages: Pages) -> None:
    document = OfficialDocument(title="题", mark="")
    document.table([TableColumn("甲", 1), TableColumn("乙", 9)], [["91350582MA2XT3000191350582MA2XT30001", "x"]])
    assert len(pages(render_pdf(document))[0]) > 5


def test_hostile_text_in_every_place(hostile: str) -> None:
    document = OfficialDocument(title=hostile, mark=hostile, addressee=hostile, unit=hostile)
    document.heading(1, hostile)
    document.attachment(hostile).table([TableColumn(hostile)], [[hostile]], title=hostile, unit=hostile)
    assert render_pdf(document).startswith(b"%PDF")
