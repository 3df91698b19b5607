"""Texts that a unit writes itself: read as strictly as the rulebook, refused at their line; nothing in them grows or runs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from time import perf_counter

import polars as pl
import pytest
import yaml

from tests.factories.packs import TEXT, WRONG_CASE
from tongpin.engines.packs.samples import templates
from tongpin.engines.rules.columns import answer_frame
from tongpin.engines.rules.evaluate import apply_rule
from tongpin.engines.rules.pack_text import MOST_CHARACTERS, check_pack, read_pack

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
REFUSED = [
    (BOMB, 1, "锚点"),
    ("key: bonus\ntitle: *x\n", 2, "锚点"),
    ("key: bonus\ntitle: !!python/object/apply:os.system [ls]\n", 2, "标签"),
    ("key: bonus\ntitle: !x y\n", 2, "标签"),
    ("key: a\n---\nkey: b\n", 2, "几份"),
    ("key: a\n<<: {title: b}\n", 2, "读作别的"),
    ("? [a]\n: b\n", 1, "一个词"),
    ("on: a\n", 1, "读作别的"),
    ("key: a\nkey: b\n", 2, "写了两次"),
    ("key: [a\n", 2, "YAML"),
    ("key: a\nfacts: 0o12\nleast: 012\n", 3, "十进制"),
    ("least: 0x1F\n", 1, "十进制"),
    ("least: 190:20:30\n", 1, "十进制"),
    ("least: .inf\n", 1, "普通的小数"),
    ("least: 1.0e+999999\n", 1, "普通的小数"),
    (f"least: {'9' * 5000}\n", 1, "字符"),
    (f"least: {'9' * 19}\n", 1, "十进制"),
    ("flag: yes\n", 1, "true"),
    ("day: 2026-02-30\n", 1, "日期"),
    ("day: 2026-02-01 10:00:00\n", 1, "日期"),
    ("key: a\ntitle: b\x00\n", 2, "控制字符"),
    ("[" * 30 + "]" * 30, 1, "层次"),
    ("x" * (MOST_CHARACTERS + 1), None, "上限"),
    ("- " + "a: " * 3 + "\n", 1, "YAML"),
]


@pytest.mark.parametrize(("text", "line", "word"), REFUSED)
def test_hostile_text_is_refused_at_its_line_in_chinese(text: str, line: int | None, word: str) -> None:
    [problem, *_] = read_pack(text, "county").problems
    assert problem.line == line
    assert word in problem.expected


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 40_000, "a: [" * 20_000, "- " * 90_000])
def test_deep_text_neither_hangs_nor_breaks(text: str) -> None:
    before = perf_counter()
    assert read_pack(text, "county").problems
    assert perf_counter() - before < 2


@pytest.mark.parametrize("text", ["", "~", "3", "[]", "rules: []", "rules: {a: b}", "rules: [3]", "a: b", "rules: [{key: a}]\nmore: 1"])
def test_text_without_rules_says_what_is_expected(text: str) -> None:
    assert read_pack(text, "county").problems


def test_mistakes_of_a_rule_are_told_with_their_line() -> None:
    text = TEXT.replace("at_least: [sales, least_sales]", "at_leest: [sales, least_sales]").replace(
        "unit: 元, least: 0", "unit: 元, leest: 0"
    )
    problems = read_pack(text, "county").problems
    assert {problem.line for problem in problems} >= {7, 13}
    assert any("没有“at_leest”这种运算" in problem.expected for problem in problems)
    [evaluated] = read_pack(TEXT.replace("{at_least: [sales, least_sales]}", "{eval: ['1']}"), "county").problems
    assert "没有“eval”这种运算" in evaluated.expected


@pytest.mark.parametrize("part", ["facts", "parameters", "steps", "conditions", "decide", "versions", "sources", "given", "cases", "force"])
@pytest.mark.parametrize("content", [3, "x", ["a"], [["a"]], {"a": {"b": ["c"]}}, {"a": None}, None])
def test_a_part_of_any_shape_is_answered_in_words(part: str, content: object) -> None:
    written = yaml.safe_load(TEXT)
    text = yaml.safe_dump({**written, part: content}, allow_unicode=True, sort_keys=False)
    for problem in read_pack(text, "county", {"science.sme.evaluation"}).problems:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in str(problem))


def test_keys_get_the_prefix_of_the_pack_and_never_that_of_a_national_rule() -> None:
    [one] = read_pack(TEXT, "county").rules
    assert one.rule.key == "local.county.bonus"
    for name in ("science.sme.evaluation", "a.b", "A", "1a", "x" * 41):
        [problem] = read_pack(TEXT.replace("key: bonus", f"key: {name}"), "county", {"science.sme.evaluation"}).problems
        assert problem.line == 1
    twice = "rules:\n" + "".join("  - " + TEXT.replace("\n", "\n    ").rstrip() + "\n" for _ in range(2))
    assert any("重复" in problem.expected for problem in read_pack(twice, "county").problems)


def test_cases_are_asked_and_what_they_got_is_told() -> None:
    [good] = check_pack(read_pack(TEXT, "county"))
    assert good.passes and len(good.cases) == 3 and all(case.trace for case in good.cases)
    [wrong] = check_pack(read_pack(WRONG_CASE, "county"))
    failing = [case for case in wrong.cases if not case.holds]
    assert [case.sentence for case in failing] == ["差一分钱"]
    assert failing[0].parts == (("结论", "符合 met", "不符合 not_met", False),)
    assert not wrong.passes and wrong.failures == 1
    lines = TEXT.splitlines(keepends=True)
    [gaps] = check_pack(read_pack("".join(line for line in lines if "没有填" not in line), "county"))
    assert gaps.gaps == ("没有缺事实的案例",) and not gaps.passes


def test_rules_without_cases_are_refused() -> None:
    [problem] = read_pack(TEXT.split("as_of: 2026")[0], "county").problems
    assert "案例" in problem.expected


def test_numbers_that_grow_without_end_are_unknown() -> None:
    steps = "".join(f"  s{n}: {{title: 步{n}, is: {{multiply: [s{n - 1}, s{n - 1}]}}}}\n" for n in range(1, 60))
    text = TEXT.replace("conditions:\n", f"steps:\n  s0: {{title: 步, is: {{add: [sales, 999999]}}}}\n{steps}conditions:\n", 1)
    text = text.replace("{outcome: met, because: 符合。}", "{then: s59, outcome: met, because: 符合。}")
    before = perf_counter()
    [found] = check_pack(read_pack(text, "county"))
    assert perf_counter() - before < 2
    assert "超出可以计算的范围" in found.cases[0].differences[0] + "".join(line.text for line in found.cases[0].trace)


def test_workdays_without_end_are_unknown_at_once() -> None:
    text = TEXT.replace("conditions:\n", "steps:\n  far: {title: 远, is: {plus_workdays: [as_of, 999999999]}}\nconditions:\n", 1)
    text = text.replace("{outcome: met, because: 符合。}", "{then: far, outcome: met, because: 符合。}")
    before = perf_counter()
    assert check_pack(read_pack(text, "county"))
    assert perf_counter() - before < 1


def test_rules_of_a_pack_are_asked_by_columns_as_one_by_one() -> None:
    [one] = read_pack(TEXT, "county").rules
    given = [Decimal("999.99"), Decimal("1000.00"), None, Decimal("-1.00"), Decimal("1000.01")]
    frame = pl.DataFrame({"pk": range(5), "sales": given}, schema={"pk": pl.Int64, "sales": pl.Decimal(18, 2)})
    by_columns = answer_frame([one.rule], frame, as_of=date(2026, 1, 1), keep=("pk",), steps={one.rule.key: ("sales_met_gap",)})
    for row, sales in zip(by_columns.iter_rows(named=True), given, strict=True):
        answer = apply_rule(one.rule, {"sales": sales}, date(2026, 1, 1))
        assert row["local.county.bonus.outcome"] == answer.outcome.value


@pytest.mark.parametrize("sample", templates(), ids=lambda one: one.code)
def test_every_template_passes_its_own_cases(sample: object) -> None:
    pack = read_pack(sample.text, sample.code)  # type: ignore[attr-defined]
    assert not pack.problems
    assert all(check.passes for check in check_pack(pack))
    assert all("待核对" in one.rule.note for one in pack.rules)
