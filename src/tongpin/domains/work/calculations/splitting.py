"""条款拆分: a document's lines become numbered clauses; what is unclear is marked, never dropped. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十百"
_LEVELS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"^(第[{_CHINESE}\d]+[章节部分]+)\s*"),
    re.compile(rf"^(第[{_CHINESE}\d]+条)\s*"),
    re.compile(rf"^([{_CHINESE}]+)[、.．]\s*"),
    re.compile(rf"^[（(]([{_CHINESE}]+)[）)]\s*"),
    re.compile(r"^(\d{1,3})\s*[、.．](?!\d)\s*"),
    re.compile(r"^[（(](\d{1,3})[）)]\s*"),
    re.compile(r"^([①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])\s*"),
)
_LEAD = re.compile(r"[（(]\s*(?:牵头|责任)(?:科室|单位|部门|领导单位)\s*[：:]\s*([^）)]{1,80})[）)]\s*。?\s*$")
_PARTY = re.compile(
    r"党建|党支部|党员|党组|党风|党课|党日|党内|党委|组织生活|主题教育|纪检|廉政|廉洁|意识形态|统战|群团|三会一课|全面从严治党"
)
_LONGEST = 4000
MOST = 180
"""So many clauses are looked over at once."""


@dataclass(frozen=True, slots=True)
class SplitClause:
    """拆出的一条: ``doubt`` says why a person should look before it is taken; such a clause is not ticked."""

    number: str
    text: str
    lead: str
    is_party: bool
    doubt: str = ""


@dataclass(slots=True)
class _Item:
    level: int
    mark: str
    path: tuple[str, ...]
    lines: list[str]
    has_parts: bool = False


def split_clauses(lines: Sequence[str]) -> list[SplitClause]:
    """拆分条款: the lowest numbered items, each with the paragraphs below it; a heading that only opens others is left unticked."""
    items: list[_Item] = []
    open_items: list[_Item] = []
    for raw in lines:
        line = raw.strip()
        if not line:
            continue
        level, mark, rest = _numbered(line)
        if level < 0:
            if items:
                items[-1].lines.append(line)
            else:
                items.append(_Item(-1, "", (), [line]))
            continue
        while open_items and open_items[-1].level >= level:
            open_items.pop()
        if open_items:
            open_items[-1].has_parts = True
        item = _Item(level, mark, (*(open_items[-1].path if open_items else ()), mark), [rest] if rest else [])
        open_items.append(item)
        items.append(item)
    return _without_repeats([_clause(item) for item in items])


def _numbered(line: str) -> tuple[int, str, str]:
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(line)
        if match:
            mark = f"（{match[1]}）" if level in (3, 5) else match[1]
            return level, mark, line[match.end() :].strip()
    return -1, "", line


def _clause(item: _Item) -> SplitClause:
    text = "\n".join(item.lines).strip()
    lead = _LEAD.search(text)
    if lead:
        text = text[: lead.start()].rstrip()
    number = "".join(item.path)
    doubt = ""
    if not item.path:
        doubt = "没有编号，像是标题或引言。"
    elif item.has_parts:
        doubt = "下面还有分条，像是小标题。"
    elif not text:
        doubt = "只有编号，没有内容。"
    elif len(text) > _LONGEST:
        doubt = f"内容超过 {_LONGEST} 字，请拆开。"
    elif len(text) < 6:
        doubt = "内容很短，请核对。"
    return SplitClause(number, text, re.split(r"[、，,；; ]", lead[1])[0].strip() if lead else "", bool(_PARTY.search(text)), doubt)


def _without_repeats(found: list[SplitClause]) -> list[SplitClause]:
    """The same number again is doubtful: lists that begin anew, or an appendix."""
    seen: set[str] = set()
    checked = []
    for one in found:
        if one.number and one.number in seen and not one.doubt:
            one = SplitClause(one.number, one.text, one.lead, one.is_party, f"编号“{one.number}”前面已经出现，请改编号或不取。")
        seen.add(one.number)
        checked.append(one)
    return checked
