"""Names and sizes: no drawers, no long files, plain official Chinese in what people read, no counting of activity for its own sake."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, REPOSITORY, Module, files, has_chinese, modules, report
from tongpin.kernel.extensions import MeasureSource, contributors, gathered

LONGEST = 400
DRAWERS = re.compile(r"^(utils?|helpers?|common|core|managers?|misc|extras?|shared|base|lib|tools?)$")
UNOFFICIAL = re.compile("！|(?<=[\u4e00-\u9fff”’）])!|[\U0001f300-\U0001faff\u2600-\u26ff\u2705\u274c]")
# 国办函〔2026〕12号 and 《整治形式主义为基层减负若干规定》: no assessment by clicks, hours online, check-ins, likes or photographs.
ACTIVITY_FOR_ITS_OWN_SAKE = re.compile("打卡|积分排名|在线时长|学习时长|点赞[数量]|投票数|转发量|登录次数|点击[量数]|照片数|访问次数排名")


def texts(module: Module) -> list[tuple[int, str]]:
    """(line, text) of string constants that may be shown; docstrings and search patterns are left out."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    patterns = {
        id(part)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        for argument in node.args
        for part in ast.walk(argument)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | patterns
    ]


def unofficial(text: str) -> bool:
    return has_chinese(text) and bool(UNOFFICIAL.search(text))


def test_no_long_files() -> None:
    findings = [f"{m.place}: {n} lines" for m in modules() if (n := len(m.text.splitlines())) > LONGEST]
    findings += [f"{p.name}: {n} lines" for p in files(".js", ".css") if (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST]
    assert not findings, report(findings)


@pytest.mark.parametrize(("name", "is_drawer"), [("utils", True), ("core", True), ("managers", True), ("ledgers", False), ("basis", False)])
def test_what_a_drawer_is(name: str, is_drawer: bool) -> None:
    assert bool(DRAWERS.match(name)) is is_drawer


def test_no_drawers() -> None:
    folders: list[Path] = [p for p in PACKAGE.rglob("*") if p.is_dir() and "templates" not in p.parts and "static" not in p.parts]
    findings = [p.relative_to(REPOSITORY).as_posix() for p in folders if DRAWERS.match(p.name)]
    findings += [m.place for m in modules() if DRAWERS.match(m.path.stem)]
    assert not findings, report(findings)


@pytest.mark.parametrize(
    ("text", "wrong"), [("保存成功！", True), ("已保存!", True), ("已保存。", False), ("[!-~一-鿿]", False), ("完成✅", True)]
)
def test_what_unofficial_words_are(text: str, wrong: bool) -> None:
    assert unofficial(text) is wrong


def test_no_exclamation_marks_or_emoji_in_chinese() -> None:
    findings = [f"{m.place}:{line} {text[:40]}" for m in modules() for line, text in texts(m) if unofficial(text)]
    for p in files(".html", ".yaml"):
        for number, line in enumerate(p.read_text(encoding="utf-8").splitlines(), 1):
            if unofficial(line):
                findings.append(f"{p.relative_to(REPOSITORY).as_posix()}:{number} {line.strip()[:40]}")
    assert not findings, report(findings)


def test_no_activity_is_counted_for_its_own_sake() -> None:
    assert ACTIVITY_FOR_ITS_OWN_SAKE.search("按登录次数排名")
    findings = [f"{m.code}: {m.title}" for m in gathered(MeasureSource) if ACTIVITY_FOR_ITS_OWN_SAKE.search(m.title + m.formula)]
    asking = [m for m in modules() if m.path.stem != "burden"]  # the rule that refuses them has to name them
    findings += [f"{m.place}:{line} {text[:40]}" for m in asking for line, text in texts(m) if ACTIVITY_FOR_ITS_OWN_SAKE.search(text)]
    for p in [p for p in files(".html", ".yaml") if "rulebook" not in p.parts]:
        findings += [f"{p.name}: {found}" for found in ACTIVITY_FOR_ITS_OWN_SAKE.findall(p.read_text(encoding="utf-8"))]
    assert not findings, report(findings)


def test_what_subjects_contribute_is_named_in_chinese() -> None:
    findings = [
        f"{module}: {extension}"
        for module, extensions in contributors().items()
        for extension in extensions
        if hasattr(extension, "title") and not has_chinese(str(extension.title)) and str(extension.title).upper() != "PDF"
    ]
    assert not findings, report(findings)


def test_measure_codes_are_unique() -> None:
    codes = [m.code for m in gathered(MeasureSource)]
    assert sorted(codes) == sorted(set(codes))
