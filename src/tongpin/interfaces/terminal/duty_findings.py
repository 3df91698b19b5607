"""应尽事项研判: what the records of an installation show of every rule, as of a day. Asks only; nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from tongpin.engines.duties.selectors import Verdict, duty_of, duty_rule, verdicts
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.orgs.selectors import subtree_ids
from tongpin.interfaces.terminal.answers import DateType, print_json, refusing
from tongpin.interfaces.terminal.bureau import chosen_org, org_option
from tongpin.kernel.errors import Refused


@click.command("check")
@org_option
@click.option("--rule", "rule_name", metavar="编号", help="只研判这一条规则，如 LIFE-01。")
@click.option("--as-of", type=DateType(), required=True, help="统计日期：2026-06-30。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@refusing
def check_duties(org_code: str | None, rule_name: str | None, as_of: date, as_json: bool) -> None:
    """按规则研判一个单位及其下属组织，列出统计日所在年度的全部结果。有逾期不算出错。"""
    org = chosen_org(org_code)
    rules = [_rule(rule_name)] if rule_name else None
    found = verdicts(subtree_ids(org), as_of, [as_of.year], rules=rules)
    ordered = sorted(found, key=lambda v: (duty_of(v.rule).code, v.subject.kind, v.subject.title, v.subject.pk, str(v.window or "")))
    if as_json:
        print_json({"org": org.code, "as_of": as_of.isoformat(), "findings": [finding_json(v) for v in ordered]})
        return
    for one in ordered:
        window = f" {one.window.title}" if one.window else ""
        due = f"，期限 {one.due:%Y-%m-%d}" if one.due else ""
        click.echo(f"{duty_of(one.rule).code:<10} {one.subject.title}{window}：{one.word}{due}  {one.reason}")
    click.echo(f"共 {len(ordered)} 项，其中逾期 {sum(v.state == 'overdue' for v in ordered)} 项。", err=True)


def finding_json(one: Verdict) -> dict[str, Any]:
    """One finding, as documented in docs/cli.md."""
    duty = duty_of(one.rule)
    return {
        "code": duty.code,
        "rule": one.rule.key,
        "title": one.rule.title,
        "force": one.rule.force.value,
        "subject": {"kind": one.subject.kind, "pk": one.subject.pk, "title": one.subject.title},
        "window": str(one.window) if one.window else None,
        "state": one.state.value,
        "state_label": one.word,
        "outcome": one.outcome or None,
        "due": one.due.isoformat() if one.due else None,
        "reason": one.reason,
        "citation": one.citation,
        "missing": list(one.missing),
        "facts": dict(one.facts),
        "version": one.version_from.isoformat() if one.version_from else None,
    }


def _rule(name: str) -> Rule:
    found = duty_rule(name)
    if found is None:
        raise Refused(f"没有编号为“{name}”的规则。可用 tongpin duties list 查看全部编号。")
    return found
