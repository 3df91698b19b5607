"""规则: lists and describes rules, and answers one rule from given facts; the database is read only for a unit's own rules (``--org``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from tongpin.engines.packs.selectors import OWN, checks_of, own_rules
from tongpin.engines.rules.book import checked_book
from tongpin.engines.rules.book import rule as rule_of
from tongpin.engines.rules.cases import Case, WrongCase, cases_of, not_covered
from tongpin.engines.rules.evaluate import Answer, apply_rule
from tongpin.engines.rules.given import read_facts
from tongpin.engines.rules.pack_text import PREFIX, RuleCheck
from tongpin.engines.rules.rule import Rule
from tongpin.engines.rules.selectors import list_rules
from tongpin.interfaces.terminal.answers import print_json
from tongpin.interfaces.terminal.bureau import chosen_org
from tongpin.interfaces.terminal.duties import about, answering, as_of_option, facts_option, json_option, needed_day_option, text_of
from tongpin.interfaces.terminal.rule_json import answer_json, description_json, rule_json
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

own_option = click.option("--org", "org_code", metavar="代码或名称", help="连同这个单位采用的本单位规则；名称以 local. 开头的规则须写明。")


@click.group("rules")
def rules() -> None:
    """规则：有哪些规则、需要哪些事实、据以得出什么结论。"""


@rules.command("list")
@click.option("--area", default="", help="只列一个领域的规则，如 science、science.hnte；本单位的为 local。")
@own_option
@as_of_option
@json_option
@answering
def list_all(area: str, org_code: str | None, as_of: date | None, as_json: bool) -> None:
    """列出规则手册里的全部规则；写明单位的，连同该单位采用的规则。"""
    checked_book()
    own = [one for one in own_rules(chosen_org(org_code), as_of) if not area or f"{one.key}.".startswith(f"{area}.")] if org_code else []
    found = list_rules(area)
    if as_json:
        print_json({"rules": [*({**rule_json(one.rule), "origin": OWN} for one in own), *(rule_json(r) for r in found)]})
        return
    for one in own:
        edition = f"{one.pack} 第 {one.edition.number} 版" if one.edition else ""
        click.echo(f"{one.key}  {one.rule.force.label}  {one.title}（{OWN}：{edition}）")
    for rule in found:
        click.echo(f"{rule.key}  {rule.force.label}  {rule.title}")


def _named(key: str, org_code: str | None, day: date) -> Rule:
    """The rule of that key: the country's, or one that the unit has adopted on the day."""
    if not key.startswith(f"{PREFIX}."):
        return rule_of(key)
    if not org_code:
        raise Refused(f"“{key}”是本单位的规则，请用 --org 写明是哪个单位。")
    org = chosen_org(org_code)
    found = next((one.rule for one in own_rules(org, day) if one.key == key), None)
    if found is None:
        raise Refused(f"{org.name}在 {day} 没有采用“{key}”。可用 tongpin rules list --org {org.code} 查看。")
    return found


@rules.command("describe")
@click.argument("key", metavar="名称")
@own_option
@as_of_option
@json_option
@answering
def describe(key: str, org_code: str | None, as_of: date | None, as_json: bool) -> None:
    """一条规则需要哪些事实、各参数现为多少、怎样得出结论、依据什么。"""
    rule = _named(key, org_code, as_of or today())
    found = description_json(rule, as_of or today())
    if as_json:
        print_json(found)
        return
    click.echo(f"{rule.key} {rule.title}（{rule.force.label}）" + (f"【{OWN}】" if key.startswith(f"{PREFIX}.") else ""))
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
@own_option
@json_option
@answering
def evaluate(key: str, as_of: date, facts_file: Path, org_code: str | None, as_json: bool) -> None:
    """只凭给定的事实得出结论，并说明每一步。"""
    rule = _named(key, org_code, as_of)
    answer = apply_rule(rule, read_facts(rule, text_of(facts_file)), as_of)
    if as_json:
        print_json(answer_json(answer, as_of))
        return
    _print(answer)


@rules.command("check")
@click.argument("key", metavar="名称", default="")
@own_option
@json_option
@answering
def check(key: str, org_code: str | None, as_json: bool) -> None:
    """规则的案例逐个核对：结论与案例不符的、没有案例的行。不写名称则全部核对，也可写一个领域，如 science。

    写明单位的，核对该单位今天采用的规则。
    """
    if org_code:
        _check_own(key, org_code, as_json)
        return
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


def _check_own(key: str, org_code: str, as_json: bool) -> None:
    org = chosen_org(org_code)
    editions = {one.edition.pk: one.edition for one in own_rules(org, today()) if one.edition}
    checks = [
        check for edition in editions.values() for check in checks_of(edition) if f"{check.rule.key}.".startswith(f"{key}." if key else "")
    ]
    if not checks:
        raise Refused(f"{org.name}今天没有采用这样的规则。可用 tongpin rules list --org {org.code} 查看。")
    told = [{"rule": check.rule.key, "cases": len(check.cases), "differing": list(_differing(check))} for check in checks]
    wrong = sum(check.failures for check in checks)
    if as_json:
        print_json({"rules": told, "cases": sum(len(check.cases) for check in checks), "differing": wrong})
    else:
        for check in checks:
            said = f"{check.failures} 处不符" if check.failures else "全部相符"
            click.echo(f"{check.rule.key}  {check.rule.title}：{len(check.cases)} 个案例，{said}")
            for one in _differing(check):
                click.echo(f"  ✗ {one['case'] or '（整条规则）'}：{one['difference']}")
    if wrong:
        raise SystemExit(1)


def _differing(check: RuleCheck) -> Iterator[dict[str, str]]:
    for case in check.cases:
        if not case.holds:
            yield {"case": case.sentence, "difference": "；".join(case.differences)}
    for gap in check.gaps:
        yield {"case": "", "difference": gap}


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
