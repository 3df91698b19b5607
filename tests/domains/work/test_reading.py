"""What people type: predecessors as in project software, and documents split into clauses. Tables."""

from __future__ import annotations

import pytest

from tongpin.domains.work.calculations.predecessors import Before, read_predecessors, written
from tongpin.domains.work.calculations.splitting import split_clauses
from tongpin.kernel.errors import Refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("3", (Before("3"),)),
        ("3FS+2, 5SS", (Before("3", "FS", 2), Before("5", "SS"))),
        ("3fs+2、5ss；7ＦＦ－1", (Before("3", "FS", 2), Before("5", "SS"), Before("7", "FF", -1))),
        ("1.2", (Before("1.2"),)),
        ("1.2FS+3天", (Before("1.2", "FS", 3),)),
        ("3 FS +2 工作日", (Before("3", "FS", 2),)),
        ("3完成—开始+2", (Before("3", "FS", 2),)),
        ("高新区创建:5", (Before("5", "FS", 0, "高新区创建"),)),
    ],
)
def test_predecessors_are_read_as_people_write_them(text: str, expected: tuple[Before, ...]) -> None:
    assert read_predecessors(text) == expected


@pytest.mark.parametrize(
    ("text", "word"), [("3SF", "开始—完成"), ("3+2", "看不懂"), ("3, 3FS+1", "写了两次"), ("3FS+400", "超过 250"), ("a:3, a:3", "写了两次")]
)
def test_what_cannot_be_read_is_named(text: str, word: str) -> None:
    with pytest.raises(Refused, match=word):
        read_predecessors(text)


def test_predecessors_are_written_back_shortly() -> None:
    assert written(read_predecessors("3fs，5 SS+2; 7FS-1")) == "3, 5SS+2, 7FS-1"


DOCUMENT = """
2024年科技工作要点
为做好全年工作，制定本要点。
一、加强党的建设
（一）落实第一议题制度。全年组织学习不少于12次。（牵头科室：办公室）
（二）开展党员活动
1. 每月开展主题党日。
2．建立党员先锋岗，服务企业。
二、推进科技创新
全年高新技术企业达到50家。
（一）培育高新技术企业，新增10家。
并做好辅导。
（二）加快创建省级高新区（责任单位：高新科、成果科）
"""


def test_a_document_becomes_its_lowest_items() -> None:
    found = {c.number: c for c in split_clauses(DOCUMENT.splitlines())}
    ticked = [c.number for c in found.values() if not c.doubt]
    assert ticked == ["一（一）", "一（二）1", "一（二）2", "二（一）", "二（二）"]
    assert found["一（一）"].text == "落实第一议题制度。全年组织学习不少于12次。"
    assert (found["一（一）"].lead, found["二（二）"].lead) == ("办公室", "高新科")
    assert found["二（一）"].text == "培育高新技术企业，新增10家。\n并做好辅导。"
    assert found["一（二）1"].is_party and not found["二（一）"].is_party


def test_what_is_unclear_is_kept_unticked_with_its_reason() -> None:
    found = split_clauses(DOCUMENT.splitlines())
    doubts = {c.number: c.doubt for c in found if c.doubt}
    assert "标题或引言" in doubts[""]
    assert "小标题" in doubts["一（二）"] and "小标题" in doubts["二"]
    assert next(c for c in found if c.number == "二").text.endswith("50家。")
    again = split_clauses(["一、完成甲项工作任务", "一、完成乙项工作任务"])
    assert "前面已经出现" in again[1].doubt
