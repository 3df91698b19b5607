"""公文版式: measured against GB/T 9704-2012, in the file itself and as another program prints it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from tongpin.engines.documents.measure import deviations, measure
from tongpin.engines.documents.official import Footnote, OfficialDocument, TableColumn, Text, side_blanks
from tongpin.engines.documents.text import width

Pages = Callable[[bytes], list[list[str]]]
ToPdf = Callable[[bytes, str], bytes]


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(BytesIO(data)).read(name).decode()


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    return [(str(p.style.style_id), p.text) for p in docx.Document(BytesIO(data)).paragraphs]


def test_a_draft_keeps_the_standard(draft: OfficialDocument) -> None:
    found = measure(draft.docx())
    assert deviations(found) == []
    assert (found.page, found.top, found.left) == ((210.01, 297.0), 37.01, 27.99)
    assert (found.lines, found.characters, found.grid) == (22, 28, "linesAndChars")
    assert found.bare_runs == found.bare_styles == ()
    assert found.fonts == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
    assert found.footnotes == 2


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('w:top="2098"', 'w:top="1440"', "天头应为37，现为25.4。"),
        ('w:left="1587"', 'w:left="1800"', "订口应为28"),
        ('w:linePitch="579"', 'w:linePitch="312"', "文档网格应为每页22行、每行28字。"),
        ('w:type="linesAndChars"', 'w:type="lines"', "文档网格应为"),
        (' w:eastAsia="仿宋_GB2312"', "", "没有写明中西文字体，如"),
        ("<w:tblHeader", "<w:noHeader", "没有设置重复表头"),
    ],
)
def test_the_measure_sees_a_departure(draft: OfficialDocument, was: str, becomes: str, told: str) -> None:
    data = draft.docx()
    assert was in part(data, "word/document.xml")
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            new.writestr(item, content.replace(was.encode(), becomes.encode()) if item.filename == "word/document.xml" else content)
    assert any(told in sentence for sentence in deviations(measure(changed.getvalue())))


def test_page_numbers_stand_outside_odd_right_even_left(draft: OfficialDocument) -> None:
    found = measure(draft.docx())
    assert found.odd_page and found.even_page
    assert (found.odd_page.text, found.odd_page.side, found.odd_page.size) == ("— 1 —", "right", 14)
    assert (found.even_page.text, found.even_page.side) == ("— 1 —", "left")
    assert "<w:evenAndOddHeaders" in part(draft.docx(), "word/settings.xml")


def test_headings_are_numbered_and_set_by_level(draft: OfficialDocument) -> None:
    headings = [(style, text) for style, text in paragraphs(draft.docx()) if style.startswith("Heading")]
    assert headings == [
        ("Heading1", "一、主要指标完成情况"),
        ("Heading2", "（一）高新技术企业"),
        ("Heading3", "1. 分乡镇情况"),
        ("Heading4", "（1）存在问题"),
        ("Heading1", "二、下一步打算"),
    ]
    styles = docx.Document(BytesIO(draft.docx())).styles
    faces = [styles[f"heading {n}"].element.find(qn("w:rPr") + "/" + qn("w:rFonts")).get(qn("w:eastAsia")) for n in (1, 2, 3, 4)]
    assert faces == ["黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312"]


def test_numbering_below_a_new_heading_begins_again() -> None:
    document = OfficialDocument(title="题")
    for level in (1, 2, 2, 1, 2, 3, 3):
        document.heading(level, "x")
    texts = [text for style, text in paragraphs(document.docx()) if style.startswith("Heading")]
    assert texts == ["一、x", "（一）x", "（二）x", "二、x", "（一）x", "1. x", "2. x"]
    many = OfficialDocument(title="题")
    for _ in range(21):
        many.heading(1, "")
    texts = [text for style, text in paragraphs(many.docx()) if style.startswith("Heading")]
    assert [texts[n - 1] for n in (9, 10, 11, 19, 20, 21)] == ["九、", "十、", "十一、", "十九、", "二十、", "二十一、"]


def test_a_footnote_stands_right_after_its_number_and_is_words_own(draft: OfficialDocument) -> None:
    data = draft.docx()
    body = part(data, "word/document.xml")
    assert re.search(r">68</w:t></w:r><w:r><w:rPr>.*?</w:rPr><w:footnoteReference w:id=\"1\"/></w:r>", body)
    notes = ElementTree.fromstring(part(data, "word/footnotes.xml"))
    ids = [n.get(qn("w:id")) for n in notes]
    assert ids == ["-1", "0", "1", "2"]
    assert ["".join(n.itertext()).strip() for n in notes][2:] == ["高新技术企业台账68条", "上年末50家"]
    assert "/word/footnotes.xml" in part(data, "[Content_Types].xml")
    assert "footnotes.xml" in part(data, "word/_rels/document.xml.rels")
    assert 'w:footnote w:id="-1"' in part(data, "word/settings.xml")


def test_without_footnotes_there_is_no_footnotes_part() -> None:
    document = OfficialDocument(title="题")
    document.paragraph("无注。")
    assert "word/footnotes.xml" not in zipfile.ZipFile(BytesIO(document.docx())).namelist()


def test_a_draft_has_no_red_head_number_or_signer(draft: OfficialDocument) -> None:
    texts = [text for _, text in paragraphs(draft.docx())]
    assert texts[0] == "送审稿"
    assert not any(word in text for text in texts for word in ("签发人", "号〕", "文件"))
    bare = [text for _, text in paragraphs(OfficialDocument(title="题", mark="").docx()) if text]
    assert bare == ["题"]


def test_control_characters_and_markup_are_only_text(draft: OfficialDocument, hostile: str) -> None:
    texts = [text for _, text in paragraphs(draft.docx())]
    assert '含控制字符，<w:p>&amp;"#let x = 1 $a$ #read("/etc/passwd")' in texts
    hostile_everywhere = OfficialDocument(title=hostile, mark=hostile, addressee=hostile, unit=hostile, dated=date(2024, 1, 1))
    hostile_everywhere.paragraph(Text(hostile), Footnote(hostile))
    hostile_everywhere.attachment(hostile).table([TableColumn(hostile)], [[hostile]], title=hostile, unit=hostile)
    for name in ("word/document.xml", "word/footnotes.xml", "docProps/core.xml"):
        ElementTree.fromstring(part(hostile_everywhere.docx(), name))


def test_the_attachment_note_hangs_and_each_attachment_opens_a_page(draft: OfficialDocument) -> None:
    data = draft.docx()
    styled = paragraphs(data)
    assert [t for s, t in styled if s == "GwAttachmentNote"] == ["附件：1.\t数据来源", "2.\t未予输出的语句"]
    labels = [p for p in docx.Document(BytesIO(data)).paragraphs if p.style.style_id == "GwAttachmentLabel"]
    assert [p.text for p in labels] == ["附件1", "附件2"]
    assert all(p._p.pPr.find(qn("w:pageBreakBefore")) is not None for p in labels)
    alone = OfficialDocument(title="题")
    alone.attachment("数据来源")
    assert [t for s, t in paragraphs(alone.docx()) if s in ("GwAttachmentNote", "GwAttachmentLabel")] == ["附件：数据来源", "附件"]


@pytest.mark.parametrize(
    ("unit", "day", "blanks"),
    [
        ("清源县科学技术局", "2024年1月10日", (2.5, 2)),
        ("清源县人民政府办公室科学技术局", "2024年1月10日", (2, 8.5)),
        ("县科技局", "2024年12月31日", (7, 2)),
        ("县科技局", "", (2, 2)),
    ],
)
def test_the_date_begins_two_characters_right_of_the_unit(unit: str, day: str, blanks: tuple[float, float]) -> None:
    found = side_blanks(unit, day)
    assert found == blanks
    if day:
        assert (28 - found[1] - width(day)) - (28 - found[0] - width(unit)) == 2


def test_a_table_repeats_its_header_and_goes_on_under_its_own_words(draft: OfficialDocument) -> None:
    data = draft.docx()
    document = docx.Document(BytesIO(data))
    assert all(t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in document.tables)
    sources = document.tables[1:]
    assert len(sources) == [text for _, text in paragraphs(data)].count("续表\t单位：家") + 1 > 1
    assert [row.cells[0].text for table in sources for row in table.rows[1:]] == [str(n) for n in range(1, 81)]


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="格数"):
        OfficialDocument(title="题").table([TableColumn("甲"), TableColumn("乙")], [["1"]])


def test_nothing_of_the_template_is_left(draft: OfficialDocument) -> None:
    names = set(zipfile.ZipFile(BytesIO(draft.docx())).namelist())
    assert not {n for n in names if "theme" in n or "thumbnail" in n or "customXml" in n or "Effects" in n}
    core = part(draft.docx(), "docProps/core.xml")
    assert "python-docx" not in core and "清源县科学技术局" in core


def test_another_program_prints_22_lines_of_28_characters(to_pdf: ToPdf, pages: Pages) -> None:
    document = OfficialDocument(title="题", mark="")
    document.paragraph("国" * (26 + 28 * 70))
    printed = pages(to_pdf(document.docx(), "docx"))
    assert printed[1] == ["国" * 28] * 22 + ["—2—"]
    assert printed[2] == ["国" * 28] * 22 + ["—3—"]


def test_another_program_prints_each_piece_of_a_table_on_its_own_page(draft: OfficialDocument, to_pdf: ToPdf, pages: Pages) -> None:
    printed = pages(to_pdf(draft.docx(), "docx"))
    first = next(n for n, lines in enumerate(printed) if lines[0].replace(" ", "") == "附件1")
    last = next(n for n, lines in enumerate(printed) if lines[0].replace(" ", "") == "附件2")
    assert last - first > 1
    assert all(lines[0].startswith("续表") for lines in printed[first + 1 : last])
    assert all(any("企业名称" in line for line in lines) for lines in printed[first:last])
    assert "".join(printed[first - 1]).replace(" ", "").endswith("2024年1月10日—" + f"{first}—")
