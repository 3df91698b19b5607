"""文件种类: tells by the first bytes what a file really is, and looks through a zip directory before anything is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

from tongpin.engines.dataio.reading.limits import MEGABYTE, ReadingLimits, Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"


class Container(StrEnum):
    """文件种类 that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


def container_of(content: bytes, name: str) -> Container:
    """What the file is by its content; Unreadable, with advice, where that is not a ledger or the name says something else."""
    suffix = PurePath(name).suffix.lower()
    if not content:
        raise Unreadable(f"“{name}”是空文件，请检查是否上传完整。")
    if suffix in {".et", ".ett"}:
        raise Unreadable(f"“{name}”是 WPS 表格专用格式，请在 WPS 中另存为 .xlsx 再导入。")
    if content.startswith(_OLE):
        return _old_office(content, name, suffix)
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content, name)
    if content.startswith(b"%PDF"):
        raise Unreadable(f"“{name}”是 PDF 文件，不是表格；请导入原来的电子表格。")
    return _textual(content, name, suffix)


def _old_office(content: bytes, name: str, suffix: str) -> Container:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable(f"“{name}”设置了打开密码，读不了内容；请在 Excel 或 WPS 中取消密码后另存再导入。")
    if suffix in {".doc", ".ppt", ".wps", ".msg"} or "WordDocument".encode("utf-16-le") in content:
        raise Unreadable(f"“{name}”不是电子表格；请把其中的表格复制到 Excel 或 WPS 表格中另存为 .xlsx 再导入。")
    return Container.XLS


def _zipped(content: bytes, name: str) -> Container:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable(f"“{name}”已损坏，读不出内容；请重新导出或另存后再导入。") from None
    if "xl/workbook.xml" in names:
        return Container.XLSX
    if "xl/workbook.bin" in names:
        raise Unreadable(f"“{name}”是二进制工作簿，{_SAVE_AS}")
    if any(n.startswith("word/") for n in names):
        raise Unreadable(f"“{name}”是 Word 文档，不是表格；请把其中的表格复制到 Excel 或 WPS 表格中另存为 .xlsx 再导入。")
    if "content.xml" in names:
        raise Unreadable(f"“{name}”是 OpenDocument 格式，{_SAVE_AS}")
    raise Unreadable(f"“{name}”是压缩包，不是表格；请解压后逐个导入其中的 .xlsx 文件。")


def _textual(content: bytes, name: str, suffix: str) -> Container:
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta")):
        raise Unreadable(f"“{name}”的内容是网页，不是真正的 Excel 文件，{_SAVE_AS}")
    if b"\x00" in content[:4096]:
        raise Unreadable(f"“{name}”不是 Excel 表格或已损坏，可导入的文件为 .xlsx、.xls 和 .csv。")
    if suffix not in {".csv", ".txt"}:
        raise Unreadable(
            f"“{name}”的扩展名是 {suffix or '空的'}，内容却是文本；请用 Excel 或 WPS 打开后另存为 .xlsx，或把扩展名改为 .csv。"
        )
    return Container.CSV


@dataclass(slots=True)
class CellDefects:
    """有缺陷的单元格 of one sheet, by (row, column) from 0: error values, and formulas nobody ever calculated."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)


_MOST_DEFECTS = 20_000
_ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:(?!</c>).)*?<v>([^<]{1,20})</v>', re.DOTALL)
_EMPTY_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:(?!</c>).)*?(?:</f>|<f[^>]*/>)(?:<v\s*/>|<v></v>)?</c>', re.DOTALL)
_BLOCK = 4 * MEGABYTE


def inspect_zip(content: bytes, name: str, limits: ReadingLimits) -> dict[str, CellDefects]:
    """Looks at sizes, ratio and number of entries, then through every sheet; gives the defective cells per sheet name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive, len(content), name, limits)
            paths = _sheet_paths(archive)
            return {title: _defects(archive, path) for title, path in paths.items() if path in archive.NameToInfo}
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError, RuntimeError) as damage:
        if "encrypted" in str(damage):
            raise Unreadable(f"“{name}”设置了打开密码，读不了内容；请取消密码后另存再导入。") from None
        raise Unreadable(f"“{name}”已损坏，读不出内容；请重新导出或另存后再导入。") from None


def _check_directory(archive: zipfile.ZipFile, size: int, name: str, limits: ReadingLimits) -> None:
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise Unreadable(
            f"“{name}”内部有 {len(entries)} 个部件，超过 {limits.entries} 个的上限，不像普通台账；请新建工作簿复制数据后再导入。"
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes or (unpacked > 100 * MEGABYTE and unpacked > size * limits.unpacked_ratio):
        raise Unreadable(
            f"“{name}”展开后有 {unpacked // MEGABYTE} MB，超过上限；多半是整列设了格式或带有大量图片，请删去多余的行列和图片后另存。"
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unreadable(f"“{name}”设置了打开密码，读不了内容；请取消密码后另存再导入。")


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → path inside the archive, from the workbook's own tables."""
    if "xl/workbook.xml" not in archive.NameToInfo or "xl/_rels/workbook.xml.rels" not in archive.NameToInfo:
        return {}
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for tag in re.findall(r"<Relationship\b[^>]*>", relations):
        key, target = re.search(r'\bId="([^"]*)"', tag), re.search(r'\bTarget="([^"]*)"', tag)
        if key and target:
            targets[key[1]] = target[1].removeprefix("/") if target[1].startswith("/") else "xl/" + target[1]
    found = {}
    for tag in re.findall(r"<sheet\b[^>]*>", archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        title, key = re.search(r'\bname="([^"]*)"', tag), re.search(r'\br:id="([^"]*)"', tag)
        if title and key and key[1] in targets:
            found[_unescape(title[1])] = targets[key[1]]
    return found


def _unescape(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _defects(archive: zipfile.ZipFile, path: str) -> CellDefects:
    found = CellDefects()
    for part in _row_blocks(archive, path):
        if b't="e"' in part:
            for column, row, value in _ERROR_CELL.findall(part):
                found.errors[_position(column, row)] = value.decode("ascii", "replace")
        if b"</f></c>" in part or b"</f><v/></c>" in part or b"</f><v></v></c>" in part or b"</f><v /></c>" in part:
            found.uncalculated.update(_position(column, row) for column, row in _EMPTY_FORMULA.findall(part))
        if len(found.errors) + len(found.uncalculated) > _MOST_DEFECTS:
            break
    return found


def _row_blocks(archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """The sheet's XML in pieces that end with a row; reading to the end also proves sizes and checksums."""
    rest = b""
    with archive.open(path) as stream:
        while block := stream.read(_BLOCK):
            end = block.rfind(b"</row>")
            if end < 0:
                rest = (rest + block)[-_BLOCK:]
                continue
            yield rest + block[: end + 6]
            rest = block[end + 6 :]
    yield rest


def _position(column: bytes, row: bytes) -> tuple[int, int]:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return int(row) - 1, number - 1
