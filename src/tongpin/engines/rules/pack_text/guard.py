"""把关: what a text from outside may hold before anything is built from it — plain mappings, lists and values, not too many, not too deep.

Looked at event by event, so that a text made to grow (anchors), to build objects (tags) or to nest without end is refused at its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

MOST_CHARACTERS = 200_000
MOST_ITEMS = 40_000
MOST_DEPTH = 24
LONGEST_WORD = 4_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TAG = "tag:yaml.org,2002:"
_PLAIN = {
    "int": (re.compile(r"[-+]?(0|[1-9][0-9]{0,17})"), "整数应写作普通的十进制数，如 600，前面不写 0，不超过 18 位"),
    "float": (re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,12}"), "小数应写作普通的小数，如 0.05"),
    "bool": (re.compile(r"true|false"), "是否应写作 true 或 false；是文字的请加引号"),
    "null": (re.compile(r"~|null|"), "没有内容应写作 ~"),
}


class Hostile(Exception):
    """不能接受的写法: ``line`` counts from 1."""

    def __init__(self, line: int | None, expected: str) -> None:
        super().__init__(expected)
        self.line, self.expected = line, expected


def guarded(text: str) -> yaml.Node | None:
    """The text as a tree with its lines, nothing built from it yet; Hostile, or ``yaml.YAMLError`` where it is no YAML at all."""
    if len(text) > MOST_CHARACTERS:
        raise Hostile(None, f"全文 {len(text):,} 个字符，超过了 {MOST_CHARACTERS:,} 个的上限，请分成几个规则包")
    if sign := _CONTROL.search(text):
        raise Hostile(text.count("\n", 0, sign.start()) + 1, "有看不见的控制字符，请删去后重新输入")
    _check_events(text)
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    for node in _nodes(root):
        _check_scalar(node)
    return root


def _check_events(text: str) -> None:
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else None
        if count > MOST_ITEMS:
            raise Hostile(line, f"内容超过 {MOST_ITEMS:,} 项，请分成几个规则包")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Hostile(line, "不能使用锚点（&）和引用（*），请把内容逐处写出；以这些符号开头的文字请加引号")
        if getattr(event, "tag", None):
            raise Hostile(line, "不能使用标签（!），规则里只写普通的数、文字、日期和是否；以 ! 开头的文字请加引号")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Hostile(line, "一个规则包只写一份内容，不能用 --- 分成几份")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_DEPTH:
                raise Hostile(line, f"层次超过 {MOST_DEPTH} 层，请用 steps 把算式分成几步")
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > LONGEST_WORD:
            raise Hostile(line, f"一项内容超过 {LONGEST_WORD:,} 个字符")


def _nodes(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if node is None:
        return
    yield node
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _nodes(one)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _check_key(key)
            yield from _nodes(value)


def _check_key(key: yaml.Node) -> None:
    line = key.start_mark.line + 1
    if not isinstance(key, yaml.ScalarNode):
        raise Hostile(line, "名称应是一个词，不能是清单或者另一组内容")
    if key.tag != f"{_TAG}str":
        raise Hostile(line, f"名称“{key.value}”会被读作别的内容，请换一个名称，或者加引号")


def _check_scalar(node: yaml.Node) -> None:
    if not isinstance(node, yaml.ScalarNode):
        return
    line, kind = node.start_mark.line + 1, node.tag.removeprefix(_TAG)
    if kind == "str":
        return
    if kind == "timestamp":
        try:
            date.fromisoformat(node.value)
        except ValueError:
            raise Hostile(line, f"“{node.value}”不是日期，应写作 2027-01-01 这样的日期；是文字的请加引号") from None
        return
    form: Any = _PLAIN.get(kind)
    if form is None:
        raise Hostile(line, f"“{node.value}”不是普通的内容；是文字的请加引号")
    if not form[0].fullmatch(node.value):
        raise Hostile(line, f"“{node.value}”{form[1]}")


def line_at(root: yaml.Node | None, path: list[str]) -> int | None:
    """The line of what ``path`` leads to, or of the last thing on the way that is there."""
    node, line = root, None
    for step in path:
        found = _below(node, step)
        if found is None:
            break
        line, node = found
    return line


def _below(node: yaml.Node | None, step: str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line + 1, value) for key, value in node.value if key.value == step), None)
    number = re.fullmatch(r"第?(\d+)[项行档]?", step)
    if isinstance(node, yaml.SequenceNode) and number and 1 <= int(number[1]) <= len(node.value):
        item: yaml.Node = node.value[int(number[1]) - 1]
        return item.start_mark.line + 1, item
    return None
