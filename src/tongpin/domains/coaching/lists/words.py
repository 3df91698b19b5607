"""状态写法: states of firms, rights and applications with their tones."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongpin.domains.coaching.enums import Result, Stage, Verdict

VERDICT_COLOURS = {Verdict.MET: "green", Verdict.NOT_MET: "red", Verdict.UNKNOWN: "grey"}


def verdict(value: str) -> tuple[str, str]:
    """研判结论."""
    return VERDICT_COLOURS[Verdict(value)], Verdict(value).label


def application_state(row: Any) -> tuple[str, str]:
    """申报状态: the result where there is one, else the stage."""
    if row.stage == Stage.DECIDED:
        return {Result.RECOGNISED: "done", Result.REFUSED: "stop"}.get(row.result, "plain"), row.get_result_display()
    return "active", row.get_stage_display()


def right_state(row: Any, on: date) -> tuple[str, str]:
    """知识产权状态 on a day."""
    if row.granted_on is None or row.granted_on > on:
        return "active", "申请中"
    if (row.lapsed_on and row.lapsed_on <= on) or (row.ends_on and row.ends_on < on):
        return "stop", "已失效"
    return "done", "有效"


def score(row: Any) -> str:
    """创新能力得分范围."""
    return f"{row.score_low}—{row.score_high}" if row.score_low is not None and row.score_high is not None else ""
