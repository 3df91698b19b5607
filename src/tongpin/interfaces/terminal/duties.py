"""应尽事项: asks one rule about given facts, and says what a rule needs; no database is read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from tongpin.engines.rules.book import RulebookError, duty_rule, duty_rules
from tongpin.engines.rules.duty import DutyState, Judgement, WrongWindow, judge
from tongpin.engines.rules.given import read_facts, read_value
from tongpin.engines.rules.overrides import Override
from tongpin.engines.rules.rule import Rule
from tongpin.engines.rules.wording import show_value
from tongpin.interfaces.terminal.answers import DateType, PeriodType, print_json, refusing
from tongpin.interfaces.terminal.duty_json import description_json, judgement_json, rule_json
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period


def answering(command: Callable[..., Any]) -> Callable[..., Any]:
    """A rule that is not there, or a window that does not fit, is refused in a sentence."""

    @wraps(command)
    @refusing
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (RulebookError, WrongWindow) as error:
            raise Refused(str(error)) from error

    return wrapped


@click.group("duties")
def duties() -> None:
    """应尽事项：规则要求什么、还缺什么、依据哪一条。"""


as_of_option = click.option("--as-of", type=DateType(), help="统计日期：2026-06-30；不写则为今天。")
needed_day_option = click.option("--as-of", required=True, type=DateType(), help="统计日期：2026-06-30；判断随日期而定，须写明。")
facts_option = click.option(
    "--facts", "facts_file", required=True, type=click.Path(path_type=Path, allow_dash=True), help="事实文件（JSON）；- 为标准输入。"
)
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")


@duties.command("list")
@json_option
@answering
def list_duties(as_json: bool) -> None:
    """列出全部规则的编号、名称、对象和期间。"""
    rules = duty_rules()
    if as_json:
        print_json({"rules": [rule_json(r) for r in rules]})
        return
    for rule in rules:
        if rule.duty:
            adopted = "" if rule.duty.adopted else "（须由单位采用）"
            click.echo(f"{rule.duty.code:<10} {rule.duty.window.label} {rule.force.label} {rule.title}{adopted}")


@duties.command("describe")
@click.argument("name", metavar="编号")
@as_of_option
@json_option
@answering
def describe_duty(name: str, as_of: date | None, as_json: bool) -> None:
    """一条规则需要哪些事实、参数是多少、怎样判断、依据什么。"""
    rule = _rule(name)
    found = description_json(rule, as_of or today())
    if as_json:
        print_json(found)
        return
    click.echo(f"{found['code']} {rule.title}（{rule.force.label}，{found['window_label']}，对象 {found['subject_label']}）")
    for source in rule.sources:
        click.echo(f"  依据：{source}")
    if rule.note:
        click.echo(f"  说明：{rule.note}")
    click.echo("  事实：")
    for fact in found["facts"]:
        click.echo(f"    {fact['name']}  {fact['title']}（{about(fact)}）")
    for parameter in found["parameters"]:
        click.echo(f"  参数：{parameter['name']}  {parameter['title']} {parameter['shown']}，自 {parameter['since']} 起")
    if found["applies"]:
        click.echo(f"  适用：{found['applies']}；否则：{found['otherwise']}")
    click.echo(f"  期限：{found['due'] or '无，随时应当符合'}")
    for number, line in enumerate(found["lines"], 1):
        click.echo(f"  第 {number} 行：{line['when']} → {line['outcome_label']}：{line['because']}")
    for version in found["versions"]:
        click.echo(f"  版本：自 {version['valid_from']} 起适用  {version['basis']}")
    if not found["adopted"]:
        click.echo("  本规则须由单位采用后才执行；试算时请加 --adopt。")


@duties.command("evaluate")
@click.argument("name", metavar="编号")
@needed_day_option
@facts_option
@click.option("--window", type=PeriodType(), help="期间：2026-03、2026-Q2、2026-H1 或 2026；不写则为统计日所在的期间。")
@click.option("--adopt", is_flag=True, help="按本单位已采用这条规则判断。")
@click.option("--set", "settings", multiple=True, metavar="参数=值", help="按本单位调整后的参数判断，可写多次。")
@json_option
@answering
def evaluate_duty(
    name: str, as_of: date, facts_file: Path, window: Period | None, adopt: bool, settings: tuple[str, ...], as_json: bool
) -> None:
    """只凭给定的事实判断一条规则，并说明理由。"""
    rule = _rule(name)
    facts = read_facts(rule, text_of(facts_file))
    overrides = _overrides(rule, adopt, settings)
    found = judge(rule, facts, as_of, window, overrides)
    if as_json:
        print_json(judgement_json(found))
        return
    _print(found)


def _rule(name: str) -> Rule:
    try:
        return duty_rule(name)
    except RulebookError as error:
        raise Refused(f"{error}可用 tongpin duties list 查看全部编号。") from error


def text_of(file: Path) -> str:
    try:
        return (sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise Refused(f"没有文件“{file}”。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"文件“{file}”无法读取，应为 UTF-8 编码的 JSON 文件。") from error


def about(fact: dict[str, Any]) -> str:
    """Type, unit, limits and choices of a fact."""
    parts = [fact["type_label"], f"单位{fact['unit']}" if fact["unit"] else "", "、".join(fact.get("choices", []))]
    limits = [f"不小于{fact['least']}" if "least" in fact else "", f"不大于{fact['most']}" if "most" in fact else ""]
    limits.append(f"不大于 {fact['within']}" if "within" in fact else "")
    return "，".join(part for part in [*parts, *limits] if part)


def _overrides(rule: Rule, adopt: bool, settings: tuple[str, ...]) -> list[Override]:
    values: dict[str, Any] = {}
    for setting in settings:
        parameter, equals, text = setting.partition("=")
        if not equals or parameter not in rule.parameters:
            known = "、".join(rule.parameters) or "（无）"
            raise Refused(f"--set “{setting}”写法不对，应为“参数=值”；这条规则的参数有 {known}。")
        values[parameter] = read_value(rule.parameters[parameter], text)
    if not adopt and not values:
        return []
    return [Override(rule=rule.key, starts_on=date.min, basis="", adopted=True if adopt else None, values=values)]


def _print(found: Judgement) -> None:
    window = f" {found.window.title}" if found.window else ""
    due = f"，期限 {show_value(found.due)}" if found.due else ""
    click.echo(f"{found.rule.title}{window}：{found.state_label}{due}")
    click.echo(f"  {found.sentence}")
    if found.state is DutyState.MISSING:
        for name in found.missing_names:
            click.echo(f"  缺：{name}  {found.rule.facts[name].title}")
    for line in found.trace:
        click.echo(f"  [{line.kind}] {line.title}" + (f"：{line.text}" if line.text else ""))
