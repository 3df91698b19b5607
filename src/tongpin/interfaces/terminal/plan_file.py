"""计划文件: reads PLAN.json (docs/cli.md); every mistake is refused naming the task, the field, what stands there and what is expected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.domains.work.schedule import Link, LinkKind, Plan, PlannedTask
from tongpin.domains.work.schedule.plan import WHOLE_DAY
from tongpin.kernel.dates import read_date
from tongpin.kernel.errors import Refused
from tongpin.kernel.workdays import WorkCalendar

TOP = ("title", "deadline", "today", "tasks", "capacity", "people", "calendar")
TASK = ("key", "id", "title", "name", "workdays", "duration", "predecessors", "people", "fixed_start")
LINK = ("task", "type", "lag")
PERSON = ("person", "share")
CAPACITY = ("person", "capacity")
CALENDAR = ("holidays", "workdays")


@dataclass(frozen=True, slots=True)
class PlanFile:
    """计划文件: the plan and the calendar with the days off and days worked that the file adds."""

    plan: Plan
    calendar: WorkCalendar


def read_plan(text: str, deadline: date | None, today: date | None, now: date) -> PlanFile:
    """The dates of the call stand before those of the file; a plan of which nobody says otherwise starts ``now``."""
    content = _object(_json(text), "计划文件", TOP)
    rows = _list(content, "tasks", "计划文件")
    if not rows:
        raise Refused("计划文件的“tasks”是空的，请先列出任务。", field="tasks")
    tasks = [_object(row, f"第 {n} 个任务", TASK) for n, row in enumerate(rows, 1)]
    capacities, people = _capacities(content), [_people(task, f"第 {n} 个任务") for n, task in enumerate(tasks, 1)]
    unit = _unit([*capacities.values(), *(share for row in people for _, share in row if share is not None)])
    deadline = deadline or _date(content, "deadline", "计划文件")
    if deadline is None:
        raise Refused("没有截止日期：请加 --deadline 2026-12-31，或在计划文件中写“deadline”。", field="deadline")
    return PlanFile(
        Plan(
            tasks=tuple(
                _task(task, n, tuple((person, WHOLE_DAY if share is None else _whole(share * unit, person)) for person, share in row))
                for n, (task, row) in enumerate(zip(tasks, people, strict=True), 1)
            ),
            deadline=deadline,
            today=today or _date(content, "today", "计划文件") or now,
            capacity={person: _whole(amount * unit, person) for person, amount in capacities.items()},
        ),
        _calendar(content),
    )


def _task(row: Mapping[str, Any], number: int, people: tuple[tuple[str, int], ...]) -> PlannedTask:
    where = f"第 {number} 个任务"
    key = _text(_either(row, "key", "id", where), "key", where)
    title = _text(_either(row, "title", "name", where, needed=False) or key, "title", where)
    where = f"任务“{title}”"
    workdays = _either(row, "workdays", "duration", where)
    if type(workdays) is not int:
        raise Refused(f"{where}的“workdays”写的是 {_shown(workdays)}，应为整数工作日，里程碑为 0。", field="workdays")
    links = tuple(_link(link, where) for link in _list(row, "predecessors", where, needed=False))
    return PlannedTask(key, title, workdays, links, people, _date(row, "fixed_start", where))


def _link(value: Any, where: str) -> Link:
    """A predecessor may be written as its key alone: finish to start, without a lag."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return Link(str(value))
    row = _object(value, f"{where}的前置关系", LINK)
    if row.get("task") is None:
        raise Refused(f"{where}的前置关系缺“task”（前置任务的编号）。", field="predecessors")
    row = {"type": LinkKind.FS.value, "lag": 0, **{name: entry for name, entry in row.items() if entry is not None}}
    kind, lag = row["type"], row["lag"]
    if kind not in tuple(LinkKind):
        raise Refused(
            f"{where}的前置关系类型写的是 {_shown(kind)}，应为 FS（完成—开始）、SS（开始—开始）或 FF（完成—完成）。", field="type"
        )
    if type(lag) is not int:
        raise Refused(f"{where}的前置关系间隔写的是 {_shown(lag)}，应为整数工作日，搭接写负数。", field="lag")
    return Link(_text(row["task"], "task", where), LinkKind(kind), lag)


def _people(row: Mapping[str, Any], where: str) -> list[tuple[str, Decimal | None]]:
    found: list[tuple[str, Decimal | None]] = []
    for value in _list(row, "people", where, needed=False):
        if isinstance(value, str):
            found.append((_text(value, "person", where), None))
            continue
        person = _object(value, f"{where}的人员", PERSON)
        name = _text(person.get("person"), "person", f"{where}的人员")
        share = person.get("share")
        found.append((name, None if share is None else _amount(share, f"{where}中{name}的“share”")))
    return found


def _capacities(content: Mapping[str, Any]) -> dict[str, Decimal]:
    """``capacity`` {"张三": 80}, or ``people`` [{"person": "张三", "capacity": 80}]."""
    given = content.get("capacity") or {}
    if not isinstance(given, dict):
        raise Refused('计划文件的“capacity”应写作 {"张三": 80}。', field="capacity")
    found = {_text(name, "capacity", "计划文件"): _amount(value, f"{name}的“capacity”") for name, value in given.items()}
    for value in _list(content, "people", "计划文件", needed=False):
        row = _object(value, "计划文件的人员", CAPACITY)
        name = _text(row.get("person"), "person", "计划文件的人员")
        if row.get("capacity") is not None:
            found[name] = _amount(row["capacity"], f"{name}的“capacity”")
    return found


def _unit(amounts: list[Decimal]) -> int:
    """Per cent, unless all amounts are parts of a day (none above 1)."""
    return WHOLE_DAY if amounts and max(amounts) <= 1 else 1


def _calendar(content: Mapping[str, Any]) -> WorkCalendar:
    row = _object(content.get("calendar") or {}, "计划文件的“calendar”", CALENDAR)
    days = {name: [_day(value, name, "“calendar”") for value in _list(row, name, "“calendar”", needed=False)] for name in CALENDAR}
    twice = set(days["holidays"]) & set(days["workdays"])
    if twice:
        raise Refused(f"“calendar”中 {min(twice)} 既写作放假又写作上班，请核对。", field="calendar")
    return WorkCalendar({**dict.fromkeys(days["holidays"], False), **dict.fromkeys(days["workdays"], True)})


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_no_twins)
    except json.JSONDecodeError as error:
        raise Refused(f"计划文件不是正确的 JSON：第 {error.lineno} 行第 {error.colno} 列写法不对。") from error
    except (ValueError, RecursionError) as error:
        raise Refused("计划文件不是正确的 JSON：数太长或者层次太多。") from error


def _no_number(name: str) -> Any:
    raise Refused(f"计划文件中写有“{name}”，它不是数。")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Refused(f"计划文件的同一个对象中“{name}”写了两次，请只留一个。")
        found[name] = value
    return found


def _object(value: Any, where: str, names: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(f"{where}写的是 {_shown(value)}，应为一个 JSON 对象。")
    unknown = sorted(value.keys() - set(names))
    if unknown:
        raise Refused(f"{where}中的“{unknown[0]}”不认识，可用的有 {'、'.join(names)}。", field=unknown[0])
    return value


def _list(row: Mapping[str, Any], name: str, where: str, *, needed: bool = True) -> list[Any]:
    value = row.get(name)
    if value is None and not needed:
        return []
    if not isinstance(value, list):
        raise Refused(f"{where}的“{name}”" + ("没有写。" if value is None else f"写的是 {_shown(value)}，应为清单 […]。"), field=name)
    return value


def _either(row: Mapping[str, Any], name: str, other: str, where: str, *, needed: bool = True) -> Any:
    given = [row[n] for n in (name, other) if row.get(n) is not None]
    if len(given) == 2 and given[0] != given[1]:
        raise Refused(f"{where}的“{name}”和“{other}”是同一项，写得不一致，请只留一个。", field=name)
    if not given and needed:
        raise Refused(f"{where}缺“{name}”。", field=name)
    return given[0] if given else None


def _text(value: Any, name: str, where: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"{where}的“{name}”写的是 {_shown(value)}，应为文字。", field=name)
    if not value.strip().isprintable():
        raise Refused(f"{where}的“{name}”写的是 {ascii(value)[:40]}，有换行或无法显示的字符，请改正。", field=name)
    return value.strip()


def _date(row: Mapping[str, Any], name: str, where: str) -> date | None:
    return None if row.get(name) is None else _day(row[name], name, where)


def _day(value: Any, name: str, where: str) -> date:
    try:
        # the schedule says itself which years it reckons with
        return read_date(value, any_year=True)
    except (ValueError, TypeError):
        raise Refused(f"{where}的“{name}”写的是 {_shown(value)}，应为日期，如 2026-12-31。", field=name) from None


def _amount(value: Any, what: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= 10_000:
        raise Refused(f"{what}写的是 {_shown(value)}，应为百分数（如 50），或一天的几分之几（如 0.5）。", field="share")
    return Decimal(value)


def _whole(amount: Decimal, person: str) -> int:
    if amount != int(amount):
        raise Refused(f"{person}的投入或可投入时间最细到百分之一天。", field="share")
    return int(amount)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:40] + "…"
