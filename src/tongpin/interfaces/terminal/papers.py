"""报告: the year-end report from a terminal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from tongpin.foundation.accounts.selectors import operator
from tongpin.interfaces.reports.papers import year_end_document
from tongpin.interfaces.reports.selectors import Report, year_end_report
from tongpin.interfaces.reports.sentences import Filled
from tongpin.interfaces.reports.services import note_download
from tongpin.interfaces.terminal.answers import DateType, day_reached, print_json, refusing, write_out
from tongpin.interfaces.terminal.bureau import chosen_org, org_option
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period
from tongpin.kernel.rounding import plain


@click.group("report")
def report() -> None:
    """生成报告。"""


@report.command("year-end")
@org_option
@click.option("--year", required=True, type=click.IntRange(2000, 2100), help="年度。")
@click.option("--as-of", type=DateType(), help="截至日期；不写则为年末（不晚于今天）。")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="写出的 Word 文件。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@refusing
def year_end(org_code: str | None, year: int, as_of: date | None, out: Path | None, as_json: bool) -> None:
    """年终总结：每句的数字都有来源记录；取不到数的句子不输出并说明原因。"""
    if not out and not as_json:
        raise Refused("请用 --out 指明写出的文件，或用 --json 输出数据。")
    org = chosen_org(org_code)
    found = year_end_report(org, year, as_of=day_reached(as_of) or min(Period.year(year).last_day, today()))
    if out:
        write_out(out, year_end_document(found))
        note_download(org=org, year=year, form="docx", by=operator())
    if as_json:
        print_json(_as_json(found))
        return
    click.echo(f"已写出 {out}：{len(found.printed)} 句成文，{len(found.withheld)} 句暂不输出。")
    for sentence in found.withheld:
        click.echo(f"  {sentence.id}：{sentence.withheld}")


def _as_json(found: Report) -> dict[str, Any]:
    return {
        "org": found.org.code,
        "year": found.year,
        "as_of": found.as_of.isoformat(),
        "title": found.title,
        "sentences": [_sentence_json(s) for s in found.sentences],
    }


def _sentence_json(sentence: Filled) -> dict[str, Any]:
    numbers = [] if sentence.withheld else sentence.numbers
    return {
        "id": sentence.id,
        "text": sentence.text,
        "figures": [
            {
                "measure": n.figure.code,
                "value": None if n.figure.value is None else plain(n.figure.value),
                "printed": n.text,
                "rows": [{"kind": r.kind, "key": r.key, "title": r.title} for r in n.figure.references],
            }
            for n in numbers
        ],
        "withheld": sentence.withheld or None,
    }
