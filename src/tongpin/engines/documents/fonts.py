"""字体情况: which fonts a document names, which of them this machine has, and what a reader should know. Told, not faked."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tongpin.engines.documents.layout import TYPEFACES
from tongpin.engines.documents.measure import measure

PDF_NOTICE = "PDF 用随系统提供的思源宋体、思源黑体排版，代替小标宋、仿宋、楷体和黑体，版心、行数、字数不变，字形与正式公文不同。"


OFFICIAL_FONTS = tuple(face.name for face in TYPEFACES)


@dataclass(frozen=True)
class MissingFont:
    """缺少的字体: ``stand_in`` is an installed font that may be used instead, or empty."""

    name: str
    stand_in: str


def named_fonts(data: bytes) -> list[str]:
    """Fonts that a .docx asks for."""
    return sorted(measure(data).fonts)


@cache
def installed_fonts() -> frozenset[str] | None:
    """Font families of this machine; None where it cannot be asked."""
    program = shutil.which("fc-list")
    if not program:
        return None
    try:
        answer = subprocess.run([program, ":", "family"], capture_output=True, text=True, timeout=20, check=True)
    except (subprocess.SubprocessError, OSError):
        return None
    return frozenset(name.strip().replace("\\", "") for line in answer.stdout.splitlines() for name in line.split(",") if name.strip())


def missing_fonts(names: Iterable[str]) -> list[MissingFont] | None:
    """Those of ``names`` that this machine does not have; None where it cannot be asked."""
    installed = installed_fonts()
    if installed is None:
        return None
    stand_ins = {face.name: face.stand_ins for face in TYPEFACES}
    return [
        MissingFont(name, next((s for s in stand_ins.get(name, ()) if s in installed), ""))
        for name in sorted(set(names))
        if name not in installed
    ]


def font_notice(names: Iterable[str] = OFFICIAL_FONTS) -> str:
    """字体提示: what to tell a person who takes the document away."""
    wanted = sorted(set(names))
    told = f"文稿按国家标准使用{'、'.join(wanted)}，本系统不附带这些字体；电脑上没有的，打开时会被其他字体代替，字形和页数可能变化。"
    missing = missing_fonts(wanted)
    if missing is None:
        return told + "本机的字体情况无法读取，请在打印前核对。"
    if not missing:
        return told + "本机已全部安装。"
    return told + f"本机没有：{'、'.join(_told(m) for m in missing)}。请在装有这些字体的电脑上定稿和打印。"


def _told(missing: MissingFont) -> str:
    return missing.name + (f"（可用{missing.stand_in}代替）" if missing.stand_in else "")
