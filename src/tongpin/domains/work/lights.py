"""任务亮灯: colour, word and one sentence, computed from dates and what was reported. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongpin.kernel.workdays import WorkCalendar

SOON = 5
"""临期: so many working days before the day."""


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """亮灯依据."""

    due_on: date | None
    state: str
    ended_on: date | None
    obstacle: str


def task_light(facts: TaskFacts, today: date, calendar: WorkCalendar) -> tuple[str, str, str]:
    """(colour, word, reason): done in time green, done late yellow, overdue red, an obstacle yellow, near its day blue, else grey."""
    if facts.state == "cancelled":
        return "grey", "已取消", ""
    if facts.state == "draft" or facts.due_on is None:
        return "grey", "拟定", "所属项目还没有启动。"
    if facts.ended_on is not None:
        late = facts.ended_on > facts.due_on
        return ("yellow", "逾期完成", f"时限{facts.due_on:%Y-%m-%d}，{facts.ended_on:%Y-%m-%d}完成。") if late else ("green", "已完成", "")
    if today > facts.due_on:
        late_by = calendar.workdays_between(facts.due_on, today).value
        return "red", "逾期", f"应于{facts.due_on:%Y-%m-%d}完成，已逾期{late_by}个工作日。"
    if facts.obstacle:
        return "yellow", "需协调", f"责任人报告：{facts.obstacle}"
    left = calendar.workdays_between(today, facts.due_on).value
    if left <= SOON:
        return "blue", "临期", f"距时限还有{left}个工作日。" if left else "今天到期。"
    return "grey", "未到期", ""
