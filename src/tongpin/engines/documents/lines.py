"""文稿段落: the lines of a .docx in the order of the page, tables cell by cell; refused where it is no document or far too large."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from tongpin.kernel.errors import Refused

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5_000
MOST_LINES = 50_000
MOST_SIGNS = 3_000_000


def lines_of(content: bytes, *, name: str) -> list[str]:
    """文稿各行, empty ones left out. A table's row of labels and values reads "label：value"; of any other row each cell is a line."""
    _check(content, name)
    try:
        document = Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile, NotImplementedError) as damage:
        raise _unreadable(name) from damage
    found: list[str] = []
    signs = 0
    for text in _texts(document):
        for line in text.splitlines():
            if not line.strip():
                continue
            found.append(line.strip())
            signs += len(line)
            if len(found) > MOST_LINES or signs > MOST_SIGNS:
                raise Refused(f"文件“{name}”内容过长，请按年度或按季度拆成几个文件后分别上传。", field="file")
    return found


def _check(content: bytes, name: str) -> None:
    if len(content) > MOST_BYTES:
        raise Refused(f"文件“{name}”超过 {MOST_BYTES // 1024 // 1024} MB，请拆分或去掉图片后再传。", field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as damage:
        raise _unreadable(name) from damage
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(f"文件“{name}”展开后过大，不能读取。请拆分或去掉图片后再传。", field="file")


def _unreadable(name: str) -> Refused:
    return Refused(f"文件“{name}”不是可读的 Word 文档（.docx）。请用办公软件打开，另存为 .docx 后再传。", field="file")


def _texts(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield block.text


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        last = None
        for cell in row.cells:
            if cell._tc is not last:  # a merged cell is given once for every column it spans
                cells.append(cell.text.strip())
            last = cell._tc
        filled = [text for text in cells if text]
        if len(filled) % 2 == 0 and all(len(label) <= 8 and "\n" not in label for label in filled[::2]):
            for label, value in zip(filled[::2], filled[1::2], strict=True):
                yield label + ("" if label.endswith(("：", ":")) else "：") + value
        else:
            yield from filled
