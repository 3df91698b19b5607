"""字体提示: what is missing is told, with a stand-in where there is one."""

from __future__ import annotations

import pytest

from tongpin.engines.documents import fonts
from tongpin.engines.documents.fonts import OFFICIAL_FONTS, MissingFont, font_notice, missing_fonts, named_fonts
from tongpin.engines.documents.official import OfficialDocument


def test_the_fonts_of_a_draft(draft: OfficialDocument) -> None:
    assert named_fonts(draft.docx()) == sorted(OFFICIAL_FONTS)


def test_missing_fonts_are_told_with_stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", lambda: frozenset({"宋体", "仿宋", "黑体", "方正小标宋简体"}))
    assert missing_fonts(OFFICIAL_FONTS) == [MissingFont("仿宋_GB2312", "仿宋"), MissingFont("楷体_GB2312", "")]
    assert "本机没有：仿宋_GB2312（可用仿宋代替）、楷体_GB2312。" in font_notice()


def test_a_machine_with_all_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", lambda: frozenset(OFFICIAL_FONTS))
    assert font_notice().endswith("本机已全部安装。")


def test_a_machine_that_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.shutil, "which", lambda name: None)
    fonts.installed_fonts.cache_clear()
    assert missing_fonts(OFFICIAL_FONTS) is None
    assert "无法读取" in font_notice()
    fonts.installed_fonts.cache_clear()
