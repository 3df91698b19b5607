"""规则文件写错: each mistake is named with file, key and what is expected; nothing half-read is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.checks import run_checks

from tongpin.engines.rules import book as book_module
from tongpin.engines.rules.book import Book, RulebookError, read_book, rule
from tongpin.engines.rules.checks import check_rulebook


def problems(folder: Path, text: str) -> list[str]:
    (folder / "area").mkdir(exist_ok=True)
    (folder / "area" / "sample.yaml").write_text(text, encoding="utf-8")
    return [str(p) for p in read_book(folder).problems]


def test_a_good_file_is_read(tmp_path: Path, good: str) -> None:
    assert problems(tmp_path, good) == []
    assert read_book(tmp_path).rules["area.sample"].title == "样例"


@pytest.mark.parametrize(
    ("was", "becomes", "key", "expected"),
    [
        ("key: area.sample", "key: area.other", "key", "应与文件位置一致，为“area.sample”"),
        ("force: P", "force: X", "force", "应为 M、G、P 之一"),
        ("title: 样例\n", "", "全文", "缺少“title”"),
        ("sources: [{document: 内部约定}]", "sources: []", "sources", "至少 1 项"),
        ("type: number}\n  kind", "type: money}\n  kind", "facts.amount", "应为 number、text"),
        ("divide: [amount, 2]", "divide: [amount]", "steps.half.is.divide", "应有 2 个参数，现有 1 个"),
        ("divide: [amount, 2]", "divide: [amount, kind]", "steps.half.is.divide", "第 2 个参数应为数，现为文字"),
        ("divide: [amount, 2]", "power: [amount, 2]", "steps.half.is.power", "没有“power”这种运算"),
        ("divide: [amount, 2]", "round: [amount, 2]", "steps.half.is.round", "没有“round”这种运算"),
        ("{text: 甲}", "甲", "decide.第1行.when.all.2.equal.2", "“甲”没有在前面声明"),
        ("{equal: [kind, {text: 甲}]}", "{equal: [kind, 3]}", "decide.第1行.when.all.2.equal", "两边应是同一类型"),
        ("{limit:2}", "{limits}", "decide.第1行.because", "空位“limits”不是已声明的"),
        ("{limit:2}", "{limit:money}", "decide.第1行.because", "应为 percent 或 0 至 6"),
        ("  - outcome: not_met", "  - when: {more_than: [half, limit]}\n    outcome: not_met", "decide.第2行", "最后一行不写 when"),
        ("valid_from: 2022-01-01", "valid_from: 2019-01-01", "versions.第2项.valid_from", "应晚于 2020-01-01"),
        ("valid_from: 2022-01-01", "valid_from: 明年", "versions.第2项.valid_from", "应为日期"),
        ("limit: 12.5", "limit: 很多", "versions.第2项.values.limit", "应为数"),
        ("values: {limit: 12.5}", "values: {}", "versions.第2项.values", "缺少“limit”"),
        ("limit: 12.5}", "limit: 12.5, limit: 13}", "全文", "“limit”写了两次"),
        ("limit: 12.5}", "limit: .inf}", "全文", "不是普通的小数"),
        ("facts:", "facts", "全文", "不合 YAML 写法"),
        ("is: {divide: [amount, 2]}", "is: !!python/object/apply:os.system [id]", "全文", "不合 YAML 写法"),
    ],
)
def test_each_mistake_is_named(tmp_path: Path, good: str, was: str, becomes: str, key: str, expected: str) -> None:
    assert was in good
    found = problems(tmp_path, good.replace(was, becomes))
    assert any(f"规则文件 rulebook/area/sample.yaml，{key}：" in p and expected in p for p in found), found


def test_all_mistakes_are_listed_at_once(tmp_path: Path, good: str) -> None:
    assert len(problems(tmp_path, good.replace("force: P", "force: X").replace("limit: 12.5", "limit: 很多"))) == 2


def test_a_bad_file_is_a_start_up_error(tmp_path: Path, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problems(tmp_path, good.replace("force: P", "force: X"))
    bad: Book = read_book(tmp_path)
    for module in (book_module, __import__("tongpin.engines.rules.checks", fromlist=["book"])):
        monkeypatch.setattr(module, "book", lambda: bad)
    assert [e.id for e in check_rulebook()] == ["rules.E001"]
    assert "rules.E001" in {e.id for e in run_checks()}
    with pytest.raises(RulebookError, match="force"):
        rule("area.sample")


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(RulebookError, match=r"没有“no\.such”"):
        rule("no.such")
