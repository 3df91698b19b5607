"""台账: import, undo and export from a terminal; the same engine as the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tongpin.engines.dataio import services as dataio
from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.dataio.selectors import batch_numbered, sheet_kinds, unit_notes
from tongpin.foundation.accounts.selectors import operator
from tongpin.interfaces.terminal.answers import print_json, refusing, write_out
from tongpin.interfaces.terminal.bureau import chosen_org, org_option
from tongpin.kernel.clock import today


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sheet", "kind", metavar="种类", help="台账种类；不写则按表头自动识别。tongpin sheets 列出全部种类。")
@org_option
@click.option("--dry-run", is_flag=True, help="只核对，不写入。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@refusing
def import_files(files: tuple[Path, ...], kind: str | None, org_code: str | None, dry_run: bool, as_json: bool) -> None:
    """导入台账文件；有错的行被拒绝并列出，其余照常导入。有拒绝时退出码为 1。"""
    org = chosen_org(org_code)
    contents = [(path.name.encode(errors="replace").decode(), path.read_bytes()) for path in files]
    batch = dataio.stage_many(contents, org=org, by=operator(), today=today(), kind=kind)
    written = not dry_run and batch.state != BatchState.FAILED
    if written:
        batch = dataio.confirm(batch, by=operator(), today=today())
    result = dataio.report(batch)
    for note in unit_notes(batch):
        click.echo(f"提示：{note}", err=True)
    for said in result.get("notes", []):
        click.echo(f"提示：{said['file']}［{said['sheet']}］{said['message']}", err=True)
    if as_json:
        print_json(result)
    else:
        _print_result(result, written=written)
    if any(f["rows"]["refused"] or f["errors"] for f in result["files"]):
        raise SystemExit(1)


def _print_result(result: dict[str, Any], *, written: bool) -> None:
    for f in result["files"]:
        rows = f["rows"]
        sheet = f"［{f['sheet']}］" if f["sheet"] else ""
        click.echo(
            f"{f['file']}{sheet} {f['kind'] or '未识别'}："
            f"新增 {rows['new']}，变更 {rows['changed']}，未变 {rows['unchanged']}，拒绝 {rows['refused']}，跳过 {rows['skipped']}"
        )
        for error in f["errors"]:
            place = f"第 {error['row']} 行 {error['column'] or ''}".rstrip() + "：" if error["row"] else ""
            click.echo(f"  {place}{error['message']}", err=True)
    undo = f"批次号 {result['batch']}；如需撤销：tongpin undo-import {result['batch']}"
    click.echo(undo if written else "未写入任何记录。")


@click.command("undo-import")
@click.argument("batch", type=int)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@refusing
def undo_import(batch: int, as_json: bool) -> None:
    """撤销一个批次的导入，恢复到导入之前。"""
    undone = dataio.undo(batch_numbered(batch), by=operator())
    if as_json:
        print_json({"batch": undone.pk, "state": undone.state})
    else:
        click.echo(f"批次 {undone.pk} 已撤销，数据恢复到导入之前。")


@click.command("export")
@click.argument("kind")
@org_option
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写出的 Excel 文件。")
@refusing
def export(kind: str, org_code: str | None, out: Path) -> None:
    """导出一种台账；表头与导入模板相同，可以改后再导入。"""
    write_out(out, dataio.export_kind(kind, org=chosen_org(org_code), by=operator()))
    click.echo(f"已写出 {out}。")


@click.command("sheets")
def sheets() -> None:
    """列出可导入的台账种类。"""
    for sheet in sheet_kinds():
        click.echo(f"{sheet.kind:<22} {sheet.title}")
