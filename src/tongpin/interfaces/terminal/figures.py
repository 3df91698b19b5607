"""指标: one figure with the rows behind it."""

from __future__ import annotations

from datetime import date

import click

from tongpin.engines.indicators.selectors import definitions, figure, figure_json, measure_code
from tongpin.interfaces.terminal.answers import DateType, PeriodType, day_reached, print_json, refusing
from tongpin.interfaces.terminal.bureau import chosen_org, org_option
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period


@click.command("measure")
@click.argument("code")
@org_option
@click.option("--period", type=PeriodType(), help="期间：2023、2023-H1、2023-Q3 或 2023-07。")
@click.option("--as-of", type=DateType(), help="截至日期：2023-12-31；不写则为期末（不晚于今天）。")
@click.option("--rows", "with_rows", is_flag=True, help="列出数字背后的记录。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@refusing
def measure(code: str, org_code: str | None, period: Period | None, as_of: date | None, with_rows: bool, as_json: bool) -> None:
    """一个指标的值、上年同期、增幅、目标、完成率、红黄绿灯和来源记录。"""
    known = measure_code(code)
    if not known:
        raise Refused(f"没有代码或名称为“{code}”的指标。可用 tongpin measures 查看全部指标。")
    window = period or Period.year((as_of or today()).year)
    found = figure(known, org=chosen_org(org_code), period=window, as_of=day_reached(as_of) or min(window.last_day, today()))
    if as_json:
        print_json(figure_json(found, as_of_only=period is None))
        return
    click.echo(f"{found.title} {window.title}：{found.printed}")
    click.echo(
        f"  上年同期 {found.printed_previous}，增幅 {found.printed_growth}；目标 {found.printed_target}，完成率 {found.printed_completion}"
    )
    click.echo(f"  {found.light_word}：{found.light_reason}")
    if with_rows:
        for row in found.references:
            click.echo(f"  - {row.key} {row.title}")


@click.command("measures")
def measures() -> None:
    """列出全部指标的代码和名称。"""
    for one in definitions(today()):
        click.echo(f"{one.code:<36} {one.version.title}（{one.version.shown_unit}）")
