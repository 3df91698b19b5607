"""亮灯: colour, word and one sentence, computed from dates, what was reported and what an objective has reached. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tongpin.kernel.rounding import plain
from tongpin.kernel.workdays import WorkCalendar

SOON = 5
"""临期: so many working days before the day."""
LAGGING = 30
"""进度滞后: reported progress stays so many percentage points behind the share of the planned time that has passed."""
WORST = ("red", "yellow", "blue", "green", "grey")
Light = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """亮灯依据."""

    due_on: date | None
    state: str
    ended_on: date | None
    obstacle: str
    planned_start_on: date | None = None
    share_done: int = 0


@dataclass(frozen=True, slots=True)
class NodeLight:
    """节点的灯, with the name it is called by."""

    name: str
    light: Light


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """目标值依据: what an objective is to reach in its year and what the indicator shows. ``value`` is None where it is not known."""

    title: str
    unit: str
    target: Decimal
    value: Decimal | None
    why_missing: str
    due_on: date
    lower_is_better: bool = False


def task_light(facts: TaskFacts, today: date, calendar: WorkCalendar) -> Light:
    """(colour, word, reason): done in time green, done late yellow, overdue red, an obstacle or slow progress yellow, near its day blue."""
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
    due_share = elapsed_share(facts.planned_start_on, facts.due_on, today, calendar)
    if due_share is not None and facts.share_done < due_share - LAGGING:
        return "yellow", "进度滞后", f"计划时间已过{due_share}%，报告完成{facts.share_done}%。"
    left = calendar.workdays_between(today, facts.due_on).value
    if left <= SOON:
        return "blue", "临期", f"距时限还有{left}个工作日。" if left else "今天到期。"
    if facts.planned_start_on is not None and today < facts.planned_start_on:
        return "grey", "未开始", f"计划{facts.planned_start_on:%Y-%m-%d}开始。"
    return "grey", "未到期", ""


def elapsed_share(start: date | None, due: date, today: date, calendar: WorkCalendar) -> int | None:
    """计划时间已过的百分比, the present day not counted; None before the start."""
    if start is None or today <= start:
        return None
    after = due + timedelta(days=1)
    whole = calendar.workdays_between(start, after).value
    return calendar.workdays_between(start, min(today, after)).value * 100 // whole if whole > 0 else None


def project_light(state: str, nodes: Iterable[NodeLight], *, value: Light | None = None, reason: str = "") -> Light:
    """项目的灯: the worst of its nodes and of its objective's value, with the reason of the worst."""
    if state == "draft":
        return "grey", "拟定", "还没有启动。"
    if state == "stopped":
        return "grey", "已终止", reason
    worst: Light | None = None
    named, count = "", 0
    for node in nodes:
        if node.light[1] in ("已取消", "拟定"):
            continue
        rank = WORST.index(node.light[0])
        if worst is None or rank < WORST.index(worst[0]):
            worst, named, count = node.light, node.name, 1
        elif rank == WORST.index(worst[0]):
            count += 1
    if state == "done":
        late = worst is not None and worst[0] == "yellow"
        return ("yellow", "逾期完成", f"“{named}”{worst[2]}" if worst else "") if late else ("green", "已完成", "")
    if value is not None and (worst is None or WORST.index(value[0]) < WORST.index(worst[0])):
        return value
    if worst is None:
        return "grey", "未到期", ""
    if worst[0] == "green":
        return "green", "节点已完成", "全部节点已完成，项目待办结。"
    if worst[0] == "grey":
        return "grey", "按期推进", ""
    more = f"同类节点共{count}个。" if count > 1 else ""
    return worst[0], worst[1], f"“{named}”{worst[2]}{more}"


def value_light(facts: ValueFacts, start: date, today: date) -> Light:
    """目标值的灯: reached green, not reached after its day red, behind the share of the time yellow; not known stays grey and says so."""
    if facts.value is None:
        return "grey", "缺数据", f"{facts.title}：{facts.why_missing or '没有数据'}。"
    said = f"{facts.title}目标{plain(facts.target)}{facts.unit}，现为{plain(facts.value)}{facts.unit}"
    reached = facts.value <= facts.target if facts.lower_is_better else facts.value >= facts.target
    if reached:
        return "green", "已达目标", f"{said}。"
    if today > facts.due_on:
        return "red", "未达目标", f"{said}，已过{facts.due_on:%Y-%m-%d}。"
    whole, passed = (facts.due_on - start).days, (today - start).days
    if not facts.lower_is_better and whole > 0 and facts.value * whole < facts.target * passed:
        return "yellow", "低于序时", f"{said}，时间已过{passed * 100 // whole}%。"
    return "grey", "按序时推进", f"{said}。"
