"""工单颜色与灯: the colour of a supervision order by the office's own rule, the light of any order by its dates. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongpin.kernel.workdays import WorkCalendar

URGENCY_WORDS = {1: "一般", 2: "重要", 3: "紧急"}


@dataclass(frozen=True, slots=True)
class ColourRule:
    """颜色规则: from which urgency and how many urgings an order is yellow or red, and when it is near its day."""

    yellow_urgency: int
    red_urgency: int
    yellow_urgings: int
    red_urgings: int
    soon_workdays: int


def order_colour(urgency: int, urgings: int, rule: ColourRule) -> tuple[str, str, str]:
    """(colour, word, reason): red or yellow by urgency or by how often it was urged, else blue."""
    for colour, word, least_urgency, least_urgings in (
        ("red", "红单", rule.red_urgency, rule.red_urgings),
        ("yellow", "黄单", rule.yellow_urgency, rule.yellow_urgings),
    ):
        if urgings >= least_urgings:
            return colour, word, f"已催办{urgings}次（满{least_urgings}次为{word}）。"
        if urgency >= least_urgency:
            return colour, word, f"紧急程度为{URGENCY_WORDS[urgency]}。"
    return "blue", "蓝单", ""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """亮灯依据."""

    state: str
    due_on: date
    reported_on: date | None
    is_ended: bool


def order_light(facts: OrderFacts, today: date, calendar: WorkCalendar, soon: int) -> tuple[str, str, str]:
    """(colour, word, reason): ended green (yellow where reported late), owed past its day red, returned yellow, near its day blue."""
    if facts.state == "withdrawn":
        return "grey", "已撤回", ""
    if facts.state == "drafted":
        return "grey", "待签发", ""
    late = facts.reported_on is not None and facts.reported_on > facts.due_on
    if facts.is_ended:
        return (
            ("yellow", "逾期办结", f"时限{facts.due_on:%Y-%m-%d}，{facts.reported_on:%Y-%m-%d}报送。") if late else ("green", "已办结", "")
        )
    if facts.state in ("reported", "accepted"):
        return (
            ("yellow", "逾期报送", f"时限{facts.due_on:%Y-%m-%d}，{facts.reported_on:%Y-%m-%d}报送。") if late else ("blue", "待审核", "")
        )
    if today > facts.due_on:
        by = calendar.workdays_between(facts.due_on, today).value
        return "red", "逾期", f"应于{facts.due_on:%Y-%m-%d}报送，已逾期{by}个工作日。"
    if facts.state == "returned":
        return "yellow", "已退回", "审核未通过，须补充后重新报送。"
    left = calendar.workdays_between(today, facts.due_on).value
    if left <= soon:
        return "blue", "临期", f"距时限还有{left}个工作日。" if left else "今天到期。"
    return "grey", "办理中", ""


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """条款亮灯依据: ``done_on`` the day an accepted order said it was done; ``stage`` of the latest order it stands on."""

    due_on: date
    each_quarter: bool
    done_on: date | None
    stage: str
    is_signed: bool


def clause_light(facts: ClauseFacts, today: date, calendar: WorkCalendar, soon: int) -> tuple[str, str, str]:
    """(colour, word, reason) of a clause on a day."""
    if not facts.is_signed:
        return "grey", "未签订", ""
    if facts.done_on is not None and not facts.each_quarter:
        late = facts.done_on > facts.due_on
        return (
            ("yellow", "逾期完成", f"时限{facts.due_on:%Y-%m-%d}。") if late else ("green", "已完成", f"{facts.done_on:%Y-%m-%d}审核通过。")
        )
    if facts.stage == "returned":
        return "yellow", "已退回", "工单退回，须补充后重新报送。"
    if facts.stage == "reported":
        return "blue", "待审核", ""
    if facts.each_quarter and facts.stage in ("accepted", "closed"):
        return "green", "本季已落实", ""
    if today > facts.due_on:
        return "red", "逾期", f"应于{facts.due_on:%Y-%m-%d}完成。"
    left = calendar.workdays_between(today, facts.due_on).value
    if left <= soon:
        return "blue", "临期", f"距时限还有{left}个工作日。" if left else "今天到期。"
    return "grey", "推进中" if facts.stage else "未到期", ""
