"""文件类型: which files may be stored, by extension, and the bytes each must begin with."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from tongpin.kernel.errors import Refused

_ZIP = (b"PK\x03\x04",)
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "ofd": ("application/ofd", _ZIP),
    "doc": ("application/msword", _OLE),
    "docx": (_OFFICE + "wordprocessingml.document", _ZIP),
    "xls": ("application/vnd.ms-excel", _OLE),
    "xlsx": (_OFFICE + "spreadsheetml.sheet", _ZIP),
    "ppt": ("application/vnd.ms-powerpoint", _OLE),
    "pptx": (_OFFICE + "presentationml.presentation", _ZIP),
    "wps": ("application/vnd.ms-works", _OLE),
    "et": ("application/octet-stream", _OLE),
    "csv": ("text/csv", ()),
    "txt": ("text/plain", ()),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "zip": ("application/zip", _ZIP),
}
ACCEPT = ",".join(f".{extension}" for extension in _KINDS)
_BAD_IN_NAME = re.compile(r'[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\\/:*?"<>|]')


def clean_name(name: str) -> str:
    """文件名 without path, control and direction characters, at most 200 characters with its extension kept."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    plain = _BAD_IN_NAME.sub("", last).strip(" .")
    path = PurePosixPath(plain or "未命名")
    return path.stem[: 200 - len(path.suffix)] + path.suffix if len(plain) > 200 else str(path)


def content_type(name: str, beginning: bytes) -> str:
    """The type by the extension's place on the allow-list; refused where the content is something else."""
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    if extension not in _KINDS:
        shown = f"“.{extension}”" if extension else "没有扩展名"
        raise Refused(f"文件“{name}”的类型（{shown}）不能上传。可以上传：{'、'.join(_KINDS)}。请另存为其中一种后再传。", field="file")
    kind, signatures = _KINDS[extension]
    fits = beginning.startswith(signatures) if signatures else b"\x00" not in beginning
    if not fits:
        raise Refused(f"文件“{name}”的内容与扩展名“.{extension}”不符，可能已损坏或改过扩展名。请用办公软件打开并另存后再传。", field="file")
    return kind
