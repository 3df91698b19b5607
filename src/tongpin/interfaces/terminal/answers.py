"""命令行答复: how a command prints, refuses and ends. Exit status is non-zero when anything was refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from tongpin.kernel.clock import today
from tongpin.kernel.dates import read_date
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period


def print_json(data: Any) -> None:
    """One object, UTF-8, as documented in docs/cli.md."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def refusing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turns a service's refusal into a sentence on standard error and exit status 1."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except Refused as refused:
            raise click.ClickException(refused.message) from refused

    return wrapped


def write_out(out: Path, content: bytes) -> None:
    """Writes a file that was asked for; where that is impossible, a sentence in place of a traceback."""
    try:
        out.write_bytes(content)
    except OSError:
        raise Refused(f"写不了“{out}”：文件夹不存在、没有写入权限或磁盘已满，请换一个位置。") from None


def day_reached(day: date | None) -> date | None:
    """A date up to which something is asked; what is still to come is not known yet."""
    if day is not None and day > today():
        raise Refused(f"截至日期{day}还没有到，请填今天（{today()}）或以前的日期。")
    return day


class DateType(click.ParamType):
    """日期: 2023-12-31."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return read_date(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，应写作 2023-12-31。", param, ctx)


class PeriodType(click.ParamType):
    """期间: 2023, 2023-H1, 2023-Q3, 2023-07."""

    name = "期间"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
