"""脚注: Word's own footnotes part, numbered through the document."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from tongpin.engines.documents.layout import FOOTNOTE_SIZE, SONGTI
from tongpin.engines.documents.word.markup import Element, paragraph, run_properties, text_run, w
from tongpin.engines.documents.word.styles import BODY, FOOTNOTE_MARK, FOOTNOTE_TEXT

SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


class Footnotes:
    """脚注集: collects the notes while the text is written; ``attach`` adds the part to the document."""

    def __init__(self) -> None:
        self.root = w("footnotes")
        for kind, number in SEPARATORS:
            line = paragraph(
                BODY.id, [w("r", None, run_properties(SONGTI, FOOTNOTE_SIZE), w(kind))], w("ind", {"firstLine": 0, "firstLineChars": 0})
            )
            self.root.append(w("footnote", {"type": kind, "id": number}, line))
        self.count = 0

    def mark(self, text: str, size: float) -> Element:
        """The mark to stand in the text; the note itself is kept."""
        self.count += 1
        own_number = w("r", None, run_properties(SONGTI, FOOTNOTE_SIZE), w("footnoteRef"))
        note = paragraph(FOOTNOTE_TEXT.id, [own_number, text_run(f"  {text}", SONGTI, FOOTNOTE_SIZE)])
        self.root.append(w("footnote", {"id": self.count}, note))
        return w("r", None, _mark_properties(size), w("footnoteReference", {"id": self.count}))

    def attach(self, document: WordDocument) -> None:
        """Adds the part, where there is a note at all."""
        if not self.count:
            return
        blob = serialize_part_xml(self.root)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _mark_properties(size: float) -> Element:
    properties = run_properties(SONGTI, size, w("vertAlign", {"val": "superscript"}))
    properties.insert(0, w("rStyle", {"val": FOOTNOTE_MARK}))
    return properties
