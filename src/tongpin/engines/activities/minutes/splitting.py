"""会议记录拆分: lines into meetings, each with its title, when, where, who and agenda. Nothing is dropped: what belongs to no meeting is
given back as ``loose``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from hashlib import sha256

from tongpin.engines.activities.minutes.words import (
    are_only_names,
    count_in,
    day_in,
    due_and_present,
    is_understood,
    names_in,
    says_everybody,
    times_in,
)

LABELS = {
    "title": ("会议名称", "会议主题", "活动名称", "活动主题", "名称"),
    "when": ("时间", "会议时间", "召开时间", "活动时间", "日期", "会议日期"),
    "place": ("地点", "会议地点", "活动地点"),
    "chair": ("主持", "主持人", "会议主持", "会议主持人"),
    "recorder": ("记录", "记录人", "记录员", "会议记录", "会议记录人"),
    "speaker": ("主讲", "主讲人", "授课人", "讲课人"),
    "present": ("出席", "出席人员", "出席人", "参加人员", "参加人", "参会人员", "到会人员", "实到", "实到人员", "出席会议人员", "与会人员"),
    "observers": ("列席", "列席人员", "列席人"),
    "absent": ("缺席", "缺席人员", "缺席人", "缺席人员及原因", "请假", "请假人员", "缺席及原因", "未到人员"),
    "due": ("应到", "应到人数", "应到人员"),
    "agenda": ("议题", "会议议题", "议程", "会议议程"),
    "body": ("会议内容", "内容", "记录内容", "会议记录内容", "活动内容"),
}
_KNOWN = {label: name for name, labels in LABELS.items() for label in labels}
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s\u3000；;。]))("
    + "|".join("[ \u3000]*".join(label) for label in sorted(_KNOWN, key=len, reverse=True))
    + r")[ \u3000]*[：:]"
)
_TITLE = re.compile(r"(?:记录|纪要|会议|大会|支委会|党小组会|生活会|座谈会|党课|党日|党日活动|学习会|集体学习|党组会|局务会)$")
_NOT_TITLE = re.compile(r"[。；;：:，,]|^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、]|第.{1,3}条)")
_HEAD = ("when", "place", "chair", "recorder", "present", "due")
_COVER = re.compile(r"记录本|汇编|目录|合订本|年度.{0,10}(?:会议)?记录$")
_NUMERAL = "[一二三四五六七八九十百]+"
_HEADINGS = (
    re.compile(rf"^(?:第{_NUMERAL}(?:项)?议题|议题{_NUMERAL}|议题\d+|第一议题)[：:、.．\s\u3000]*(.+)$"),
    re.compile(rf"^{_NUMERAL}、\s*(.+)$"),
    re.compile(rf"^[（(]{_NUMERAL}[）)]\s*(.+)$"),
    re.compile(r"^\d{1,2}[.．、]\s*(?!\d)(.+)$"),
)
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年(?:度)?")
LONGEST_HEADING = 80
SIGNED = ("chair", "recorder")


@dataclass
class Meeting:
    """一次会议 as its minutes say it; ``year_supplied``: the day was written without its year. Counts where the head gives them.

    ``everybody``: the head says that all came (全体党员); ``in_part``: those present were written in words of which not all are names.
    """

    title: str = ""
    day: date | None = None
    year_supplied: bool = False
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    chair: list[str] = field(default_factory=list)
    recorder: list[str] = field(default_factory=list)
    speaker: list[str] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    observers: list[str] = field(default_factory=list)
    absent: list[tuple[str, str]] = field(default_factory=list)
    agenda: list[tuple[str, str]] = field(default_factory=list)
    due_count: int | None = None
    present_count: int | None = None
    everybody: bool = False
    in_part: str = ""
    body: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """正文: what stands below the head, as it stands."""
        return "\n".join(self.body)

    @property
    def digest(self) -> str:
        """Tells this meeting's words from all others; the same words of another copy of the file give the same."""
        return sha256("\n".join("".join(line.split()) for line in self.lines).encode()).hexdigest()


@dataclass(frozen=True)
class Book:
    """一本会议记录: its meetings in their order, and the lines before the first that belong to none."""

    meetings: tuple[Meeting, ...]
    loose: tuple[str, ...]


def split(lines: Sequence[str]) -> Book:
    """拆分 a bound year, or the minutes of one meeting, at their titles."""
    starts = [number for number in range(len(lines)) if _begins(lines, number)]
    if not starts:
        return Book((), tuple(lines))
    year = _year(lines[: starts[0]])
    meetings = []
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        meeting = read_meeting(lines[begin:end], year=year)
        if meeting.day is not None:
            year = meeting.day.year
        meetings.append(meeting)
    return Book(tuple(meetings), tuple(lines[: starts[0]]))


def read_meeting(lines: Sequence[str], *, year: int | None = None) -> Meeting:
    """一次会议: its head by labels, the rest as text with its agenda. ``year``: for days written without theirs."""
    meeting = Meeting(lines=list(lines))
    waiting, in_body = "", False
    for number, line in enumerate(lines):
        in_body = in_body or any(form.match(line) for form in _HEADINGS)
        if not in_body and (counted := due_and_present(line)):
            meeting.due_count, meeting.present_count, line = counted
            if not line:
                continue
        parts = _labelled(line)
        if in_body:
            # below the head only a signature counts: who recorded or chaired, where the head did not say
            parts = [(name, value) for name, value in parts if name in SIGNED and not getattr(meeting, name) and len(line) <= 30]
        if parts:
            for name, value in parts:
                _take(meeting, name, value, year or _year([meeting.title]))
                waiting, in_body = name, in_body or name == "body"
        elif not in_body and waiting in ("present", "observers", "absent") and are_only_names(line):
            _take(meeting, waiting, line, year)
        elif number == 0 and not meeting.title and _is_title(line):
            meeting.title = line
        elif not in_body and meeting.day is None and day_in(line)[0] is not None and len(line) <= 40:
            _take(meeting, "when", line, year)
        else:
            meeting.body.append(line)
    if not meeting.title:
        meeting.title = next((line for line in lines if len(line) <= 40 and not _labelled(line)), "")
    meeting.title = re.sub(r"[\s\u3000]+", "", meeting.title) if len(meeting.title) <= 60 else meeting.title[:60]
    meeting.agenda = agenda_of(meeting.body)
    return meeting


def agenda_of(lines: Sequence[str]) -> list[tuple[str, str]]:
    """议题: by the topmost form of heading that occurs (议题一 before 一、 before （一） before 1.), each with the text below it."""
    for form in _HEADINGS:
        items: list[tuple[str, list[str]]] = []
        for line in lines:
            if found := form.match(line):
                title, rest = _heading(found[1].strip())
                items.append((title, [rest] if rest else []))
            elif items:
                items[-1][1].append(line)
        if items:
            return [(title, "\n".join(below)) for title, below in items]
    return []


def agenda_text(items: Sequence[tuple[str, str]]) -> str:
    """议题文本, as a person edits it: 一、……, the text below."""
    return "\n".join(f"议题{number}：{title}" + (f"\n{text}" if text else "") for number, (title, text) in enumerate(items, 1))


def _heading(words: str) -> tuple[str, str]:
    """A heading that runs on into its text is cut after its first sentence."""
    if len(words) <= LONGEST_HEADING and not words.rstrip("。").count("。"):
        return words.rstrip("。"), ""
    first, stop, rest = words.partition("。")
    if stop and len(first) <= LONGEST_HEADING * 2:
        return first, rest.strip()
    return words[:LONGEST_HEADING], words


def _begins(lines: Sequence[str], number: int) -> bool:
    """A title with a label of a head right below it, or with its day soon after; or a label 会议名称; or a time with no title in sight,
    after a meeting that has its own."""
    line = lines[number]
    if _is_title(line):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if any(_has(below, name) for name in _HEAD):
            return True
        return any(_has(other, "when") or day_in(other)[0] is not None for other in _head_below(lines, number))
    if _has(line, "title"):
        above = lines[number - 1] if number else ""
        return not _is_title(above)
    if _has(line, "when"):
        before = lines[max(0, number - 4) : number]
        return not any(_is_title(other) or _has(other, "title") or _labelled(other) for other in before)
    return False


def _head_below(lines: Sequence[str], number: int) -> list[str]:
    """The lines right below a title, up to the next title."""
    found = []
    for line in lines[number + 1 : number + 5]:
        if _is_title(line):
            break
        found.append(line)
    return found


def _is_title(line: str) -> bool:
    plain = "".join(line.split())
    return (
        (3 <= len(plain) <= 40 or plain == "党课")
        and bool(_TITLE.search(plain))
        and not _NOT_TITLE.search(plain)
        and not _COVER.search(plain)
    )


def _has(line: str, name: str) -> bool:
    return any(found == name for found, _ in _labelled(line))


def _labelled(line: str) -> list[tuple[str, str]]:
    """(what, value) for every label of a line that begins with one: "时间：……　地点：……"."""
    marks = list(_LABEL.finditer(line))
    if not marks or marks[0].start() != 0:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    return [(_KNOWN[re.sub(r"\s", "", mark[1])], line[mark.end() : end].strip(" \u3000；;")) for mark, end in zip(marks, ends, strict=True)]


def _take(meeting: Meeting, name: str, value: str, year: int | None) -> None:
    match name:
        case "title":
            meeting.title = value or meeting.title
        case "when":
            meeting.day, meeting.year_supplied = day_in(value, year=year)
            meeting.starts, meeting.ends = times_in(value)
            if meeting.day is None:
                meeting.body.append(f"时间：{value}")
        case "place":
            meeting.place = value[:200]
        case "chair" | "recorder" | "speaker" | "present" | "observers":
            named = names_in(value)
            if name == "present" and (number := count_in(value)) is not None:
                meeting.present_count = number
            getattr(meeting, name).extend(one for one, _ in named)
            if name == "present":
                meeting.everybody = says_everybody(value)
                meeting.in_part = "" if meeting.everybody or meeting.present_count or not named or is_understood(value) else value
            if not is_understood(value):
                meeting.body.append(f"{LABELS[name][0]}：{value}")
        case "absent":
            _absent(meeting, value)
        case "due":
            meeting.due_count = count_in(value)
            if value and meeting.due_count is None:
                meeting.body.append(f"应到：{value}")
        case "agenda" | "body":
            if value:
                meeting.body.append(value)


def _absent(meeting: Meeting, value: str) -> None:
    if value.strip("。 ") in ("", "无", "没有", "0", "0人"):
        return
    named = names_in(value)
    meeting.absent.extend(named)
    if not is_understood(value):
        meeting.body.append(f"缺席：{value}")


def _year(lines: Sequence[str]) -> int | None:
    """年度 named on the cover."""
    return next((int(found[1]) for line in lines if (found := _YEAR.search(line))), None)
