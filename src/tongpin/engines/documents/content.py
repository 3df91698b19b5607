"""内容: the neutral content of a document, which Word and PDF are made from.

body.heading(1, "主要指标完成情况")
body.paragraph("年末高新技术企业", Text("68"), Footnote("高新技术企业台账，共68条，见附件1"), "家，比上年增36%。")
body.table([TableColumn("指标", 3), TableColumn("完成数", align="right")], [["高新技术企业", "68"]], unit="家")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tongpin.engines.documents.text import clean_text, one_line

Align = Literal["left", "center", "right"]
_TENS = ("", "十", "二十", "三十", "四十", "五十", "六十", "七十", "八十", "九十")
_UNITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Text:
    """文字."""

    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """脚注: its mark stands right after the piece before it."""

    text: str


Piece = Text | Footnote


@dataclass(frozen=True, slots=True)
class Heading:
    """标题 of level 1 to 4, printed 一、 （一） 1. （1）."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """段落 of text and footnote marks; indented two characters unless it is an address or a note."""

    pieces: tuple[Piece, ...]
    indented: bool = True


@dataclass(frozen=True, slots=True)
class TableColumn:
    """表列: ``share`` of the width against the other columns."""

    title: str
    share: float = 1
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class Table:
    """表格: its header row is repeated on every page."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    unit: str = ""


Block = Heading | Paragraph | Table


@dataclass
class Body:
    """正文: blocks in order."""

    blocks: list[Block] = field(default_factory=list, init=False)

    def heading(self, level: int, text: str) -> None:
        """Adds a heading; its number is worked out when the document is written."""
        if level not in (1, 2, 3, 4):
            raise ValueError(f"标题只有1至4级，现为{level}。")
        self.blocks.append(Heading(level, one_line(text)))

    def paragraph(self, *pieces: str | Piece, indented: bool = True) -> None:
        """Adds a paragraph; a plain string is text."""
        self.blocks.append(Paragraph(tuple(cleaned(p) for p in pieces), indented))

    def table(self, columns: Sequence[TableColumn], rows: Iterable[Sequence[str]], *, title: str = "", unit: str = "") -> None:
        """Adds a table; every row has as many cells as there are columns."""
        held = tuple(tuple(clean_text(cell) for cell in row) for row in rows)
        if not columns or any(len(row) != len(columns) for row in held):
            raise ValueError("表格至少一列，且每行的格数应与列数相同。")
        heads = tuple(TableColumn(clean_text(c.title), c.share, c.align) for c in columns)
        self.blocks.append(Table(heads, held, one_line(title), one_line(unit)))

    @property
    def ends_with_table(self) -> bool:
        return bool(self.blocks) and isinstance(self.blocks[-1], Table)


@dataclass
class Attachment(Body):
    """附件: begins on a new page after the text."""

    title: str


@dataclass
class Document(Body):
    """文稿: a draft without red head, number or seal; what is not given is left out, never invented.

    ``mark`` is 送审稿, 代拟稿 or 征求意见稿; ``number`` the 发文字号;
    ``addressee`` the 主送机关; ``unit`` and ``dated`` the 署名 and 成文日期.
    """

    title: str
    mark: str = "送审稿"
    addressee: str = ""
    unit: str = ""
    dated: date | None = None
    number: str = ""
    attachments: list[Attachment] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.title = clean_text(self.title)
        self.mark, self.addressee, self.unit = one_line(self.mark), one_line(self.addressee), one_line(self.unit)
        self.number = one_line(self.number)

    def attachment(self, title: str) -> Attachment:
        """Adds an attachment and gives it to be filled."""
        added = Attachment(one_line(title))
        self.attachments.append(added)
        return added


def cleaned(piece: str | Piece) -> Piece:
    """The piece with its text fit for a document."""
    match piece:
        case str():
            return Text(clean_text(piece))
        case Text(text):
            return Text(clean_text(text))
        case Footnote(text):
            return Footnote(one_line(text))


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Blocks with the number of each heading: 一、 then （一） then 1. then （1）; a new heading begins the count of those below it."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Heading):
            place = block.level - 1
            counts[place:] = [counts[place] + 1] + [0] * (3 - place)
            yield heading_number(block.level, counts[place]), block
        else:
            yield "", block


def heading_number(level: int, count: int) -> str:
    """ "一、", "（一）", "1. ", "（1）"."""
    match level:
        case 1:
            return f"{chinese_number(count)}、"
        case 2:
            return f"（{chinese_number(count)}）"
        case 3:
            return f"{count}. "
    return f"（{count}）"


def chinese_number(count: int) -> str:
    """十二 for 12, up to 九十九."""
    tens, units = divmod(count, 10)
    return (_TENS[tens][-1:] if tens == 1 else _TENS[tens]) + (_UNITS[units] if units else "") if count else _UNITS[0]


def written_date(day: date) -> str:
    """成文日期 in Arabic numerals without leading zeros: 2023年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def attachment_label(number: int, total: int) -> str:
    """ "附件" where there is one, else "附件1"."""
    return "附件" if total == 1 else f"附件{number}"
