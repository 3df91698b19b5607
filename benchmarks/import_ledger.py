"""导入基准: a ledger of 100,000 rows × 20 columns through full validation, preview, confirmation and undo notes,
against reading the same file bare and inserting its rows with ``bulk_create``, in turn in the same run.

    .venv/bin/python benchmarks/import_ledger.py [--rows 100000] [--rounds 3]

Goal: at most 3 times the bare way, at most 500 MB in any process. Each case runs in a process of its own with a new database, so that its
peak memory is its own; the stored rows of both ways are checked to be equal.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

TODAY = date(2024, 6, 30)
GOAL_RATIO, GOAL_MEGABYTES = 3.0, 500


def write_ledger(path: Path, rows: int) -> None:
    """A ledger with title, unit line, 20 columns of every type, total and signature."""
    import random

    import xlsxwriter

    from tongpin.kernel.credit_code import ALPHABET, check_character

    chance = random.Random(2023)
    codes = []
    for _ in range(5_000):
        first = "91370921" + "".join(chance.choice(ALPHABET) for _ in range(9))
        codes.append(first + check_character(first))
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("合同")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["技术合同登记台账"])
    sheet.write_row(1, 0, ["填报单位：科学技术局    单位：万元"])
    sheet.write_row(2, 0, [title for _, title, _ in COLUMNS])
    for number in range(rows):
        r = number + 3
        deal = chance.randrange(1, 10**7)
        values: list[Any] = [f"2023370921{number:08d}", f"合同{number}技术开发", codes[number % 5000], f"企业{number % 5000}有限公司"]
        values += [f"买方{chance.randrange(9000)}", chance.choice(["技术开发", "技术转让", "技术咨询", "技术服务"])]
        values += [deal / 100, str(deal // 2 / 100), f"{deal / 1000:,.2f}"]
        moment = date(2023, chance.randrange(1, 13), chance.randrange(1, 29))
        values += [moment, f"{moment.year}.{moment.month}.{moment.day}", f"{moment.year}年{moment.month}月{moment.day}日"]
        values += [chance.choice(["已登记", "已注销"]), float(chance.randrange(1, 500)), 2023.0, f"{chance.randrange(1, 100)}.5"]
        values += [chance.choice(["磁窑镇", "伏山镇", "东庄镇"]), f"联系人{chance.randrange(3000)}", "0538-5621001"]
        values += [chance.choice(["", "无", "复核"])]
        for c, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(r, c, value, day)
            elif isinstance(value, float):
                sheet.write_number(r, c, value)
            else:
                sheet.write_string(r, c, value)
    sheet.write_row(rows + 3, 0, ["合计"])
    sheet.write_row(rows + 4, 0, ["审核人：            填报人："])
    book.close()


COLUMNS = (
    ("number", "合同编号", "text"),
    ("title", "合同名称", "text"),
    ("code", "统一社会信用代码", "credit_code"),
    ("seller", "卖方", "text"),
    ("buyer", "买方", "text"),
    ("kind", "合同类型", "choice"),
    ("deal", "成交额(万元)", "money"),
    ("technology", "技术交易额(万元)", "money"),
    ("paid", "到账金额(万元)", "money"),
    ("signed_on", "签订日期", "date"),
    ("registered_on", "登记日期", "date"),
    ("paid_on", "到账日期", "date"),
    ("status", "状态", "choice"),
    ("people", "参与人数", "integer"),
    ("year", "年度", "year"),
    ("share", "占比", "number"),
    ("township", "所属乡镇", "text"),
    ("contact", "联系人", "text"),
    ("phone", "联系电话", "text"),
    ("remark", "备注", "text"),
)
CHOICES = {
    "kind": {"技术开发": "development", "技术转让": "transfer", "技术咨询": "consulting", "技术服务": "service"},
    "status": {"已登记": "registered", "已注销": "cancelled"},
}


def set_up(folder: Path) -> Any:
    """A new database with one table of twenty columns; gives (model, organisation, user)."""
    os.environ.update(DJANGO_SETTINGS_MODULE="tongpin.config.settings", TONGPIN_TESTING="1", TONGPIN_DATA=str(folder))
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, models

    from tongpin.foundation.accounts.models import User
    from tongpin.foundation.orgs.models import Organisation
    from tongpin.foundation.orgs.records import ExactField, MoneyField, OwnedRecord

    call_command("migrate", verbosity=0)
    kinds = {
        "money": lambda title: MoneyField(title, null=True),
        "date": lambda title: models.DateField(title, null=True),
        "integer": lambda title: models.IntegerField(title, null=True),
        "year": lambda title: models.IntegerField(title, null=True),
        "number": lambda title: ExactField(title, null=True),
    }
    plain = lambda title: models.CharField(title, max_length=200, blank=True, default="")  # noqa: E731
    fields: dict[str, Any] = {name: kinds.get(kind, plain)(title) for name, title, kind in COLUMNS}
    meta = type("Meta", (), {"app_label": "dataio", "unique_together": [("org", "number")]})
    model = type("BenchContract", (OwnedRecord,), {**fields, "__module__": __name__, "Meta": meta, "record_kind": "bench_contract"})
    with connection.schema_editor() as editor:
        editor.create_model(model)
    org = Organisation.objects.create(code="BENCH", name="基准科技局", level="county", starts_on=date(2010, 1, 1), path="/1/")
    user = User.objects.create(username="bench", display_name="基准", is_operator=True, is_active=False)
    return model, org, user


def install_sheet(model: Any) -> None:
    """The twenty-column ledger, known to the engine."""
    from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet, install

    names = [name for name, _, _ in COLUMNS]

    def current(org: Any, keys: Sequence[tuple[Any, ...]]) -> dict[tuple[Any, ...], Mapping[str, Any]]:
        rows = model.objects.filter(org=org)
        if len(keys) <= 500:
            rows = rows.filter(number__in=[key[0] for key in keys])
        asked = {key[0] for key in keys}
        found = rows.values_list(*names).iterator(chunk_size=2000)
        return {(row[0],): dict(zip(names, row, strict=True)) for row in found if row[0] in asked}

    def apply(*, org: Any, rows: Sequence[Mapping[str, Any]], changes: Any, by: Any, today: date) -> None:
        objs = [model(org=org, **{name: row[name] if row[name] is not None else _empty(name) for name in names}) for row in rows]
        changes.create(objs)

    def check(org: Any, rows: Sequence[Mapping[str, Any]]) -> dict[int, list[tuple[str, str, str]]]:
        return {i: [("technology", "技术交易额大于成交额", "")] for i, row in enumerate(rows) if row["technology"] > row["deal"]}

    columns = tuple(
        ImportColumn(
            name=name,
            title=title.split("(")[0],
            type=ColumnType(kind),
            choices=CHOICES.get(name, {}),
            required=name in ("number", "code", "deal", "technology"),
            pattern=r"\d{18}" if name == "number" else "",
        )
        for name, title, kind in COLUMNS
    )
    sheet = ImportSheet(
        kind="bench_contract", title="技术合同", permission="x", columns=columns, key=("number",), current=current, check=check, apply=apply
    )
    install("tongpin.bench", [sheet])


_TEXTS = frozenset(name for name, _, kind in COLUMNS if kind in ("text", "choice", "credit_code"))


def _empty(name: str) -> str | None:
    return "" if name in _TEXTS else None


def bare(path: Path, folder: Path) -> dict[str, Any]:
    """Reads the file with calamine and inserts its rows, without looking at anything."""
    model, org, _ = set_up(folder)
    from django.db import transaction
    from python_calamine import CalamineWorkbook

    started, cpu_before = time.perf_counter(), time.process_time()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    names = [name for name, _, _ in COLUMNS]
    makers = [_maker(name, kind) for name, _, kind in COLUMNS]
    with transaction.atomic():
        model.objects.bulk_create(
            [model(org=org, **{n: make(v) for n, make, v in zip(names, makers, row, strict=False)}) for row in rows[3:-2]], batch_size=2000
        )
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu_before
    return {"seconds": seconds, "cpu": cpu, "digest": digest(model)}


def _maker(name: str, kind: str) -> Any:
    if kind == "money":
        return lambda v: (Decimal(str(v).replace(",", "")) * 10000).quantize(Decimal("0.01"))
    if kind == "date":
        return lambda v: v if isinstance(v, date) else _written_date(v)
    if kind in ("integer", "year"):
        return int
    if kind == "number":
        return Decimal
    if kind == "choice":
        return CHOICES[name].get
    return lambda v: "" if v == "无" else v


def _written_date(text: str) -> date:
    year, month, day = text.replace("年", ".").replace("月", ".").rstrip("日").split(".")
    return date(int(year), int(month), int(day))


def engine(path: Path, folder: Path) -> dict[str, Any]:
    """The same file through the product: stage with full validation, confirm with notes for undo and audit."""
    model, org, user = set_up(folder)
    install_sheet(model)
    from tongpin.engines.dataio import services

    started, cpu_before = time.perf_counter(), time.process_time()
    batch = services.stage(path.read_bytes(), name=path.name, org=org, by=user, today=TODAY)
    staged = time.perf_counter()
    services.confirm(batch, by=user, today=TODAY)
    done, cpu = time.perf_counter(), time.process_time() - cpu_before
    sheet = batch.sheets.get()
    return {
        "seconds": done - started,
        "cpu": cpu,
        "staging": staged - started,
        "confirming": done - staged,
        "rows": {state: getattr(sheet, state) for state in ("new", "refused", "skipped")},
        "digest": digest(model),
    }


def digest(model: Any) -> str:
    """Hash over the stored rows."""
    found = hashlib.sha256()
    for row in model.objects.order_by("number").values_list(*(name for name, _, _ in COLUMNS)).iterator(chunk_size=5000):
        found.update(repr([str(v) if not isinstance(v, Decimal) else format(v.normalize(), "f") for v in row]).encode())
    return found.hexdigest()


def in_own_process(case: str, path: Path) -> dict[str, Any]:
    """One measurement in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, __file__, "--case", case, "--file", str(path), "--folder", folder], capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Runs both ways in turn and prints the figures."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--case", choices=["bare", "engine"])
    asked.add_argument("--file", type=Path)
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    if given.case:
        result = {"bare": bare, "engine": engine}[given.case](given.file, given.folder)
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        result["cpu"] += children.ru_utime + children.ru_stime
        result["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        result["child_megabytes"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(json.dumps(result))  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write_ledger(path, given.rows)
        runs: dict[str, list[dict[str, Any]]] = {"bare": [], "engine": []}
        for _ in range(given.rounds):
            for case, found in runs.items():
                found.append(in_own_process(case, path))
        print_figures(given.rows, path.stat().st_size, runs)


def median(runs: list[dict[str, Any]], name: str) -> float:
    """The middle of a figure over all rounds."""
    return float(statistics.median(run[name] for run in runs))


def print_figures(rows: int, size: int, runs: dict[str, list[dict[str, Any]]]) -> None:
    """The table and the two goals."""
    bare_seconds, engine_seconds = median(runs["bare"], "seconds"), median(runs["engine"], "seconds")
    peak = max(max(run["megabytes"], run["child_megabytes"]) for run in runs["engine"])
    same = len({run["digest"] for found in runs.values() for run in found}) == 1
    first = runs["engine"][0]
    lines = [
        f"ledger: {rows} rows x {len(COLUMNS)} columns, {size / 1e6:.1f} MB; rows {first['rows']}",
        f"bare reading + bulk_create: {bare_seconds:.2f} s, {max(run['megabytes'] for run in runs['bare'])} MB",
        f"import: {engine_seconds:.2f} s (staging {median(runs['engine'], 'staging'):.2f},"
        f" confirming {median(runs['engine'], 'confirming'):.2f}); process {first['megabytes']} MB,"
        f" reading child {first['child_megabytes']} MB",
        f"same rows stored: {same}",
        f"processor time: bare {median(runs['bare'], 'cpu'):.2f} s, import {median(runs['engine'], 'cpu'):.2f} s,"
        f" ratio {median(runs['engine'], 'cpu') / median(runs['bare'], 'cpu'):.2f}",
        f"ratio: {engine_seconds / bare_seconds:.2f} (goal {GOAL_RATIO}); peak {peak} MB (goal {GOAL_MEGABYTES})",
    ]
    print("\n".join(lines))  # noqa: T201
    if not same or engine_seconds / bare_seconds > GOAL_RATIO or peak > GOAL_MEGABYTES:
        sys.exit(1)


if __name__ == "__main__":
    main()
