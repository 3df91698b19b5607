"""统一社会信用代码 (GB 32100-2015): 18 characters, the last one a check character over the first 17."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
_WELL_FORMED = re.compile(rf"[{ALPHABET}]{{2}}\d{{6}}[{ALPHABET}]{{10}}")
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "Z": "2", "S": "5", "V": "U"})
_SAFE_LOOKALIKES = str.maketrans({"O": "0", "I": "1"})


@dataclass(frozen=True, slots=True)
class CreditCodeProblem:
    """代码有误: what is wrong, in words, and the code that was probably meant (empty where nothing can be suggested)."""

    message: str
    suggestion: str = ""


def clean_credit_code(text: str) -> str:
    """规整写法: half-width, upper case, without spaces and hyphens. What is not a code stays recognisably wrong."""
    return re.sub(r"[\s\-‐-―]", "", unicodedata.normalize("NFKC", text)).upper()


def check_character(first: str) -> str:
    """校验码 of the first 17 characters; ValueError where one of them is not in the alphabet."""
    if len(first) != LENGTH - 1:
        raise ValueError("check_character needs 17 characters")
    try:
        total = sum(_VALUE[character] * weight for character, weight in zip(first, _WEIGHTS, strict=True))
    except KeyError as unknown:
        raise ValueError(f"{unknown.args[0]!r} is not used in credit codes") from None
    return ALPHABET[-total % 31]


def is_credit_code(code: str) -> bool:
    """Whether ``code`` is a well-formed code with the right check character."""
    return _WELL_FORMED.fullmatch(code) is not None and check_character(code[:-1]) == code[-1]


def credit_code_problem(code: str) -> CreditCodeProblem | None:
    """What is wrong with ``code``, or None. Says which character, and suggests a code only where that code is right."""
    if is_credit_code(code):
        return None
    if code != (cleaned := clean_credit_code(code)):
        return CreditCodeProblem("统一社会信用代码应为半角大写字母和数字，中间不留空格", _suggestion(cleaned))
    if len(code) != LENGTH:
        return CreditCodeProblem(f"统一社会信用代码应为 18 位，现为 {len(code)} 位", _suggestion(code))
    for place, character in enumerate(code, start=1):
        if character not in _VALUE:
            reason = "代码中不使用字母 I、O、S、V、Z" if character in "IOSVZ" else "应为数字或大写字母"
            return CreditCodeProblem(f"统一社会信用代码第 {place} 位“{character}”不对，{reason}", _suggestion(code))
        if 3 <= place <= 8 and not character.isdigit():
            return CreditCodeProblem(f"统一社会信用代码第 {place} 位“{character}”不对，第 3 至 8 位是行政区划代码，应为数字")
    return CreditCodeProblem(
        f"统一社会信用代码校验位不对：前 17 位算得末位应为“{check_character(code[:-1])}”，现为“{code[-1]}”，请对照营业执照核对"
    )


def _suggestion(code: str) -> str:
    """The nearest valid code after undoing the usual slips of the pen, or nothing."""
    cleaned = clean_credit_code(code)
    for table in ({}, _SAFE_LOOKALIKES, _LOOKALIKES):
        if is_credit_code(candidate := cleaned.translate(table)):
            return candidate
    return ""
