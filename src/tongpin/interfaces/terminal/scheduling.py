"""倒排工期命令: dates back from a deadline, from a plan file alone; no database is read."""

from __future__ import annotations

import sys
import unicodedata
from datetime import date
from pathlib import Path

import click

from tongpin.domains.work.schedule import Levelled, Schedule, level, overloads
from tongpin.domains.work.schedule import schedule as schedule_plan
from tongpin.domains.work.schedule.psplib import read_psplib
from tongpin.domains.work.schedule.solving import solve
from tongpin.interfaces.terminal.answers import DateType, print_json, refusing
from tongpin.interfaces.terminal.plan_answers import psplib_json, schedule_json
from tongpin.interfaces.terminal.plan_file import read_plan
from tongpin.kernel import clock
from tongpin.kernel.errors import Refused

SECONDS = 10
MOST_SECONDS = 3_600


class SecondsType(click.ParamType):
    """秒数."""

    name = "秒"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if not (text.isdecimal() and len(text) < 6 and 1 <= int(text) <= MOST_SECONDS):
            self.fail(f"“{value}”不对，应为 1 至 {MOST_SECONDS} 的整数秒。", param, ctx)
        return int(text)


@click.command("schedule")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--deadline", type=DateType(), help="截止日期：2026-12-31；计划文件中写了的可以省略。")
@click.option("--today", type=DateType(), help="从哪天起排：2026-06-01；不写则按计划文件，文件也没有写则为今天。")
@click.option("--level", "with_levelling", is_flag=True, help="按人员可投入的时间错开任务，给出均衡方案。")
@click.option("--seconds", type=SecondsType(), help=f"求解均衡方案的时间上限，不写为 {SECONDS} 秒。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@refusing
def schedule(file: Path, deadline: date | None, today: date | None, with_levelling: bool, seconds: int | None, as_json: bool) -> None:
    """倒排工期：每项任务最早、最迟哪天开始和完成，哪些没有余量，已晚几天，谁超负荷。

    文件为计划（PLAN.json，写法见 docs/cli.md；- 为标准输入），或 PSPLIB 的 .sm 算例（须加 --level，按时间单位计算，没有日历）。
    """
    if seconds is not None and not with_levelling:
        raise click.UsageError("--seconds 是均衡方案的时间上限，须与 --level 同用。")
    text = _text(file)
    if file.suffix.lower() == ".sm":
        if deadline or today:
            raise click.UsageError("PSPLIB 算例没有日历，不能加 --deadline 和 --today。")
        if not with_levelling:
            raise click.UsageError("PSPLIB 算例须加 --level。")
        _solve_psplib(file.name, text, seconds or SECONDS, as_json)
        return
    read = read_plan(text, deadline, today, clock.today())
    found = schedule_plan(read.plan, read.calendar)
    levelled = level(read.plan, read.calendar, seconds or SECONDS) if with_levelling else None
    if as_json:
        print_json(schedule_json(found, levelled))
        return
    _print(found, levelled)


def _solve_psplib(name: str, text: str, seconds: int, as_json: bool) -> None:
    file = read_psplib(text)
    solution = solve(file.problem, seconds)
    if solution is None:
        raise Refused("在限定的时间内没有找到可行的安排，请加大 --seconds。")
    found = psplib_json(name, file, solution)
    if as_json:
        print_json(found)
        return
    proven = "已证明最短" if solution.proven else f"未证明最短，下限 {solution.bound}"
    click.echo(f"{name}：{found['jobs']} 项任务，总工期 {solution.finish}（{proven}）")
    for job, start in found["starts"].items():
        click.echo(f"  {job:>4}  {start}")


def _text(file: Path) -> str:
    try:
        return (sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise Refused(f"没有文件“{file}”。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"文件“{file}”无法读取，应为 UTF-8 编码的文本文件。") from error


def _print(found: Schedule, levelled: Levelled | None) -> None:
    click.echo(f"截止 {found.deadline}，最早可于 {found.finish} 完成。{found.sentence}")
    for note in found.notes:
        click.echo(f"  {note}")
    head = ["编号", "任务", "工作日", "最早开始", "最早完成", "最迟开始", "最迟完成", "余量", "关键"]
    rows = [head]
    for task in found.plan.tasks:
        p = found.of[task.key]
        days = map(str, (p.earliest_start, p.earliest_finish, p.latest_start, p.latest_finish))
        length = str(task.workdays) if task.workdays else "里程碑"
        rows.append([task.key, task.title, length, *days, str(p.slack), "是" if p.is_critical else ""])
    if levelled:
        for row, extra in zip(rows, [("均衡开始", "均衡完成"), *(levelled.of[task.key] for task in found.plan.tasks)], strict=True):
            row.extend(map(str, extra))
    _table(rows)
    titles = {task.key: task.title for task in found.plan.tasks}
    click.echo("关键路线：" + " → ".join(titles[key] for key in found.critical_path))
    if levelled:
        click.echo("均衡方案：")
        for sentence in levelled.sentences:
            click.echo(f"  {sentence}")
    elif over := overloads(found):
        click.echo("按最早日期安排，超负荷：")
        for one in over:
            click.echo(f"  {one.sentence}")


def _table(rows: list[list[str]]) -> None:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
