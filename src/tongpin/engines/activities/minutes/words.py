"""会议记录用语: how offices write dates, times, names and headings. Conservative: what is not surely one is left as text."""

from __future__ import annotations

import re
from datetime import date, time

FULL_WIDTH = {ord("０") + n: str(n) for n in range(10)}
DIGITS = {**FULL_WIDTH, **{ord(sign): str(n) for n, sign in enumerate("〇一二三四五六七八九")}, ord("○"): "0"}
_DAY = re.compile(r"(?<!\d)(\d{4})\s*[年\-./．]\s*(\d{1,2})\s*[月\-./．]\s*(\d{1,2})(?!\d)")
_CHINESE_DAY = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_SHORT_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_TIME = re.compile(r"(上午|下午|晚上|晚)?\s*(?<!\d)(\d{1,2})\s*(?:[:：]\s*(\d{2})|[时点]\s*(?:(\d{1,2})\s*分|(半))?)")
_UNTIL = re.compile(r"^\s*(?:-|－|—+|–|~|～|至|到)\s*")
_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]{1,10}[·•][\u4e00-\u9fff]{1,10}$")
_NO_NAME = re.compile("全体|其他|其余|有关|党员|同志|人员|干部|代表|科室|支部|领导|负责人|成员|职工|应到|实到|缺席")
_SPACED_NAME = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_EVERYBODY = re.compile(r"(?:^|[、，,；;\s]|等|支部|小组|党组)全体(?:正式|在职)?(?:党员|党员干部|委员|支委|支委委员|组员|成员|人员)$")
_COUNT = re.compile(r"[（(]?(?:共|等|计)?\s*\d+\s*(?:人|名|名同志)[）)]?")
_DUE_AND_PRESENT = re.compile(
    r"^应到(?:会|党员|人员|人数)*[：: ]*(\d+)\s*[人名]?[，,、；; \u3000]*"
    r"实到(?:会|党员|人员|人数)*[：: ]*(\d+)\s*[人名]?[，,、；;。 \u3000]*"
)
_IN_BRACKETS = re.compile(r"^(.*?)\s*[（(](.*?)[）)]$")
_SEPARATORS = re.compile(r"[、，,；;。\s]+(?![^（(]*[）)])")
TITLES = ("同志", "书记", "副书记", "局长", "副局长", "主任", "副主任", "科长", "副科长", "主席")


def day_in(text: str, *, year: int | None = None) -> tuple[date | None, bool]:
    """日期 in a line, and whether its year was supplied from ``year``; (None, False) where there is none or it cannot be."""
    plain = text.translate(FULL_WIDTH)
    if found := _DAY.search(plain):
        return _day(int(found[1]), int(found[2]), int(found[3])), False
    if found := _CHINESE_DAY.search(plain):
        digits = found[1].replace("零", "〇").translate(DIGITS)
        return _day(int(digits), chinese_number(found[2]), chinese_number(found[3])), False
    if year is not None and (found := _SHORT_DAY.search(plain)):
        return _day(year, int(found[1]), int(found[2])), True
    return None, False


def times_in(text: str) -> tuple[time | None, time | None]:
    """起止时间 in a line."""
    plain = _DAY.sub(" ", text.translate(FULL_WIDTH))
    first = _TIME.search(plain)
    start = _time(first, "") if first else None
    if first is None or start is None:
        return None, None
    rest = plain[first.end() :]
    until = _UNTIL.match(rest)
    second = _TIME.match(rest[until.end() :]) if until else None
    end = _time(second, first[1] or "") if second else None
    return start, end if end is not None and end >= start else None


def chinese_number(text: str) -> int:
    """十二 → 12, 二十 → 20, 三十一 → 31, 0 where it is none."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text.translate(DIGITS)) if text else 0
    return (int(tens.translate(DIGITS)) if tens else 1) * 10 + (int(ones.translate(DIGITS)) if ones else 0)


def names_in(text: str) -> list[tuple[str, str]]:
    """姓名 with what stands in brackets behind each; words that are no name are left out."""
    joined = _SPACED_NAME.sub(r"\1\2", text.strip())
    found: list[tuple[str, str]] = []
    for part in _SEPARATORS.split(joined):
        bracket = _IN_BRACKETS.match(part)
        words, said = (bracket[1], bracket[2]) if bracket else (part, "")
        name = _COUNT.sub("", words).strip("：: 。")
        for title in TITLES:
            if name.endswith(title) and len(name) - len(title) >= 2:
                name = name.removesuffix(title)
                break
        if _NAME.match(name) and not _NO_NAME.search(name):
            found.append((name, "" if _COUNT.fullmatch(said) else said.strip()))
    return found


def due_and_present(text: str) -> tuple[int, int, str] | None:
    """应到、实到人数 with which a line begins, and what follows them; None where it does not begin so."""
    plain = text.translate(FULL_WIDTH).strip()
    found = _DUE_AND_PRESENT.match(plain)
    return (int(found[1]), int(found[2]), plain[found.end() :]) if found else None


def count_in(text: str) -> int | None:
    """人数 where a value is nothing but a count: 12人."""
    plain = text.translate(FULL_WIDTH).strip("。； ")
    return int(re.sub(r"\D", "", plain)) if re.fullmatch(r"(?:共|计)?\s*\d+\s*(?:人|名)?", plain) else None


def says_everybody(text: str) -> bool:
    """全体: the row says that all who were due came, with or without some of them by name: 全体党员, 张三、李四等全体委员."""
    return bool(_EVERYBODY.search(text.strip("。； ")))


def is_understood(text: str) -> bool:
    """Whether every word of a row of names was taken as a name (a count in brackets aside)."""
    parts = [part for part in _SEPARATORS.split(_SPACED_NAME.sub(r"\1\2", text.strip())) if _COUNT.sub("", part)]
    return len(names_in(text)) == len(parts)


def are_only_names(text: str) -> bool:
    """Whether a line is nothing but a row of names, the continuation of the line before."""
    return len(names_in(text)) > 1 and is_understood(text)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number) if 1949 <= year <= 2100 else None
    except ValueError:
        return None


def _time(found: re.Match[str] | None, half: str) -> time | None:
    if found is None:
        return None
    written = "30" if found[5] else found[3] or found[4] or "0"
    hour, minute = int(found[2]), int(written)
    if (found[1] or half) in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
