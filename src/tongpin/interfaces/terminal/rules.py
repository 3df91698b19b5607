"""规则: lists and describes what stands in the rulebook, and answers one rule from given facts; no database is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from tongpin.engines.rules.book import checked_book
from tongpin.engines.rules.book import rule as rule_of
from tongpin.engines.rules.cases import Case, WrongCase, cases_of, not_covered
from tongpin.engines.rules.evaluate import Answer, apply_rule
from tongpin.engines.rules.given import read_facts
from tongpin.engines.rules.rule import Rule
from tongpin.engines.rules.selectors import list_rules
from tongpin.interfaces.terminal.answers import print_json
from tongpin.interfaces.terminal.duties import about, answering, as_of_option, facts_option, json_option, needed_day_option, text_of
from tongpin.interfaces.terminal.rule_json import answer_json, description_json, rule_json
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused


@click.group("rules")
def rules() -> None:
    """规则：有哪些规则、需要哪些事实、据以得出什么结论。"""


@rules.command("list")
@click.option("--area", default="", help="只列一个领域的规则，如 science、science.hnte。")
@json_option
@answering
def list_all(area: str, as_json: bool) -> None:
    """列出规则手册里的全部规则。"""
    checked_book()
    found = list_rules(area)
    if as_json:
        print_json({"rules": [rule_json(r) for r in found]})
        return
    for rule in found:
        click.echo(f"{rule.key}  {rule.force.label}  {rule.title}")


@rules.command("describe")
@click.argument("key", metavar="名称")
@as_of_option
@json_option
@answering
def describe(key: str, as_of: date | None, as_json: bool) -> None:
    """一条规则需要哪些事实、各参数现为多少、怎样得出结论、依据什么。"""
    rule = rule_of(key)
    found = description_json(rule, as_of or today())
    if as_json:
        print_json(found)
        return
    click.echo(f"{rule.key} {rule.title}（{rule.force.label}）")
    for source in rule.sources:
        click.echo(f"  依据：{source}")
    if rule.note:
        click.echo(f"  说明：{rule.note}")
    for fact in found["facts"]:
        click.echo(f"  事实：{fact['name']}  {fact['title']}（{about(fact)}）")
    for parameter in found["parameters"]:
        click.echo(f"  参数：{parameter['name']}  {parameter['title']} {parameter['shown']}，自 {parameter['since']} 起")
    for step in found["steps"]:
        click.echo(f"  步骤：{step['name']}  {step['title']} ＝ {step['is']}")
    for number, line in enumerate(found["lines"], 1):
        click.echo(f"  第 {number} 行：{line['when']} → {line['outcome_label']}：{line['because']}")
    for version in found["versions"]:
        click.echo(f"  版本：自 {version['valid_from']} 起适用  {version['basis']}")


@rules.command("evaluate")
@click.argument("key", metavar="名称")
@needed_day_option
@facts_option
@json_option
@answering
def evaluate(key: str, as_of: date, facts_file: Path, as_json: bool) -> None:
    """只凭给定的事实得出结论，并说明每一步。"""
    rule = rule_of(key)
    answer = apply_rule(rule, read_facts(rule, text_of(facts_file)), as_of)
    if as_json:
        print_json(answer_json(answer, as_of))
        return
    _print(answer)


@rules.command("check")
@click.argument("key", metavar="名称", default="")
@json_option
@answering
def check(key: str, as_json: bool) -> None:
    """规则的案例逐个核对：结论与案例不符的、没有案例的行。不写名称则全部核对，也可写一个领域，如 science。"""
    found = [rule_of(key)] if key in checked_book().rules else list_rules(key)
    if not found:
        raise Refused(f"没有“{key}”这条规则或者这个领域。可用 tongpin rules list 查看全部规则。")
    try:
        checked = [(rule, *_checked(rule)) for rule in found]
    except WrongCase as error:
        raise Refused(str(error)) from error
    wrong = sum(len(differing) for _, _, differing in checked)
    if as_json:
        told = [{"rule": r.key, "cases": len(cases), "differing": differing} for r, cases, differing in checked]
        print_json({"rules": told, "cases": sum(len(cases) for _, cases, _ in checked), "differing": wrong})
    else:
        for rule, cases, differing in checked:
            if differing or key:
                click.echo(f"{rule.key}  {rule.title}：{len(cases)} 个案例，" + (f"{len(differing)} 处不符" if differing else "全部相符"))
            for one in differing:
                click.echo(f"  ✗ {one['case'] or '（整条规则）'}：{one['difference']}")
        total = sum(len(cases) for _, cases, _ in checked)
        click.echo(f"共 {len(checked)} 条规则、{total} 个案例，" + (f"{wrong} 处不符。" if wrong else "全部相符。"))
    if wrong:
        raise SystemExit(1)


def _checked(rule: Rule) -> tuple[list[Case], list[dict[str, str]]]:
    cases = cases_of(rule)
    differing = [{"case": case.sentence, "difference": "；".join(told)} for case in cases if (told := case.differences())]
    # a case that cannot be asked reaches no line
    gaps = [] if any(one["difference"].startswith("写法不对") for one in differing) else not_covered(rule, cases)
    return cases, differing + [{"case": "", "difference": gap} for gap in gaps]


def _print(answer: Answer) -> None:
    click.echo(f"{answer.rule.title}：{answer.outcome.label}")
    click.echo(f"  {answer.reason}")
    for line in answer.trace:
        click.echo(f"  [{line.kind}] {line.title}" + (f"：{line.text}" if line.text else ""))
