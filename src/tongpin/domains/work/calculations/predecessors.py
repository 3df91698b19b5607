"""前置任务的写法: "3", "3FS+2", "5SS-1, 7FF", as people know it from project software. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tongpin.kernel.errors import Refused

FARTHEST_LAG = 250
_ONE = re.compile(r"^(?P<number>.+?)(?:(?P<kind>FS|SS|FF|SF)(?P<lag>[+\-]\d+)?)?$")
_WORDS = {"完成-开始": "FS", "开始-开始": "SS", "完成-完成": "FF", "开始-完成": "SF"}
_UNIT = re.compile(r"(个?工作日|工日|天|日|D|DAYS?)$")


@dataclass(frozen=True, slots=True)
class Before:
    """一条前置: the number of the task before, the relation, the lag in working days; ``project`` where another project is named."""

    number: str
    kind: str = "FS"
    lag: int = 0
    project: str = ""

    def __str__(self) -> str:
        if self.kind == "FS" and not self.lag:
            return self.number
        return f"{self.number}{self.kind}{self.lag:+d}" if self.lag else f"{self.number}{self.kind}"


def read_predecessors(text: str) -> tuple[Before, ...]:
    """读出前置任务; Refused with the part that cannot be read, or that is written twice."""
    found: list[Before] = []
    for part in re.split(r"[,;、\n]", _plain(text)):
        part = part.strip()
        if part:
            found.append(_one(part))
    numbers = [(b.project, b.number) for b in found]
    twice = next((number for key in numbers if numbers.count(key) > 1 for number in key[1:]), "")
    if twice:
        raise Refused(f"前置任务“{twice}”写了两次，请只留一条。", field="predecessors")
    return tuple(found)


def written(links: Sequence[Before]) -> str:
    """写成一格: "3, 5SS+2"."""
    return ", ".join(str(link) for link in links)


def _plain(text: str) -> str:
    half = unicodedata.normalize("NFKC", text).upper()
    for words, kind in _WORDS.items():
        half = half.replace(words, kind).replace(words.replace("-", "—"), kind)
    return half.replace("−", "-").replace("–", "-")


def _one(part: str) -> Before:
    project, _, rest = part.rpartition(":")
    told = re.sub(r"\s+", "", rest)
    bare = _UNIT.sub("", told) if re.search(r"[+\-]\d+", told) else told
    match = _ONE.match(bare)
    if match is None or (re.search(r"[+\-]\d+$", match["number"]) and not match["kind"]):
        raise Refused(f"前置任务“{part}”看不懂，应写成“3”“3FS+2”或“5SS-1”的样式，多个之间用逗号隔开。", field="predecessors")
    if match["kind"] == "SF":
        raise Refused(f"前置任务“{part}”是“开始—完成”关系，不能倒排，请改用 FS、SS 或 FF。", field="predecessors")
    lag = int(match["lag"]) if match["lag"] else 0
    if abs(lag) > FARTHEST_LAG:
        raise Refused(f"前置任务“{part}”的间隔超过 {FARTHEST_LAG} 个工作日，请核对。", field="predecessors")
    return Before(match["number"], match["kind"] or "FS", lag, project.strip())
