"""启动检查: a rule about an unknown subject, or asking for a fact that nobody tells, keeps the product from starting."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest

from tongpin.engines.duties import checks
from tongpin.engines.duties.checks import check_duties, problems
from tongpin.engines.rules.book import Book, read_book
from tongpin.interfaces.terminal.serving import _refuse_unsafe_start
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import DutySubject, FactSource

RULE = """
key: area.wrong
title: 党支部每季度检查
force: G
sources: [{document: 办法}]
facts:
  %(name)s: {title: 本季度次数, type: %(type)s, unit: 次%(more)s}
duty: {code: TEST-01, subject: %(subject)s, window: quarter%(duty)s}
decide:
  - {when: {is_known: %(name)s}, outcome: met, because: 有。}
  - {outcome: not_met, because: 没有。}
versions: [{valid_from: 2018-01-01, basis: 印发}]
"""


def book_of(folder: Path, subject: str, name: str, *, type: str = "number", more: str = "", duty: str = "") -> Book:
    (folder / "area").mkdir()
    text = RULE % {"subject": subject, "name": name, "type": type, "more": more, "duty": duty}
    (folder / "area" / "wrong.yaml").write_text(text, encoding="utf-8")
    book = read_book(folder)
    assert not book.problems
    return book


def found(book: Book) -> list[str]:
    return problems(book.rules.values(), gathered(DutySubject), gathered(FactSource))


def test_the_rulebook_of_the_product_is_in_order() -> None:
    assert check_duties() == []


@pytest.mark.parametrize(
    ("subject", "name", "given", "words"),
    [
        ("brunch", "general_meetings_held", {}, "没有来源登记“brunch”这种判断对象，现有"),
        ("branch", "meetings_hold", {}, "没有来源提供“branch”的“本季度次数”"),
        ("member", "general_meetings_held", {}, "没有来源提供“member”的“本季度次数”"),
        ("branch", "general_meetings_held", {"type": "date"}, "在规则中是日期，来源提供的是数"),
    ],
)
def test_what_nobody_knows_is_named(tmp_path: Path, subject: str, name: str, given: dict[str, str], words: str) -> None:
    (text,) = found(book_of(tmp_path, subject, name, **given))
    assert words in text and text.startswith("rulebook/area/wrong.yaml：")


@pytest.mark.parametrize(
    ("subject", "name", "given"),
    [
        ("branch", "general_meetings_held", {}),
        ("branch", "meetings_hold", {"more": ", stated: true"}),
        ("brunch", "meetings_hold", {"duty": ", given_only: true"}),
    ],
)
def test_what_is_declared_is_in_order(tmp_path: Path, subject: str, name: str, given: dict[str, str]) -> None:
    assert found(book_of(tmp_path, subject, name, **given)) == []


def test_the_server_refuses_to_start_with_a_wrong_rule(tmp_path: Path) -> None:
    _refuse_unsafe_start()
    with (
        mock.patch.object(checks, "book", lambda: book_of(tmp_path, "brunch", "meetings_hold")),
        pytest.raises(Refused, match=r"规则手册有误，没有启动：\n.*没有来源登记“brunch”这种判断对象"),
    ):
        _refuse_unsafe_start()


def test_a_secret_fact_is_stated_by_nobody(tmp_path: Path) -> None:
    (tmp_path / "area").mkdir()
    text = RULE % {"subject": "branch", "name": "pay", "type": "number", "more": ", secret: true, stated: true", "duty": ""}
    (tmp_path / "area" / "wrong.yaml").write_text(text, encoding="utf-8")
    assert any("不能由人认定" in str(one) for one in read_book(tmp_path).problems)
