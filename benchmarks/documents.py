"""文档的快慢: our workbook writer against bare xlsxwriter on the same rows; memory and growth; Word and PDF of a report.

    .venv/bin/python benchmarks/documents.py [rows ...]

Cases run in turn in the same run, each in a process of its own, median of the repetitions; the cells of both files are checked equal.
"""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import python_calamine
import xlsxwriter

from tongpin.engines.documents.content import Document, Footnote, TableColumn, Text
from tongpin.engines.documents.official import write_docx
from tongpin.engines.documents.pdf import render_pdf
from tongpin.engines.documents.workbook import Cell, Kind, Sheet, SheetColumn, workbook_bytes

SIZES = (5_000, 20_000, 50_000)
REPEAT = 3
KINDS: tuple[Kind, ...] = ("text", "code", "text", "money", "date") * 4
DAY = date(2023, 12, 31)
AMOUNT = Decimal("1234.56")


def rows(count: int) -> Iterator[tuple[Cell, ...]]:
    for n in range(count):
        yield (f"第{n}号新材料科技有限公司", f"91350582MA2X{n:06}", "高新技术企业", AMOUNT, DAY) * 4


def ours(count: int) -> bytes:
    columns = [SheetColumn(f"列{n}", kind) for n, kind in enumerate(KINDS)]
    return workbook_bytes([Sheet(name="表", columns=columns, rows=rows(count), footer=())])


def bare(count: int) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("表")
        text, money, day = (book.add_format({"num_format": f, "border": 1}) for f in ("@", "#,##0.00", "yyyy-mm-dd"))
        sheet.write_row(0, 0, [f"列{n}" for n in range(20)])
        moment = datetime(DAY.year, DAY.month, DAY.day)  # noqa: DTZ001
        for n, row in enumerate(rows(count), 1):
            for at in (0, 5, 10, 15):
                sheet.write_string(n, at, row[at], text)
                sheet.write_string(n, at + 1, row[at + 1], text)
                sheet.write_string(n, at + 2, row[at + 2], text)
                sheet.write_number(n, at + 3, float(AMOUNT), money)
                sheet.write_datetime(n, at + 4, moment, day)
    return target.getvalue()


def report() -> Document:
    document = Document(title="关于2023年度工作情况的报告", unit="清源县科学技术局", dated=DAY)
    for section in range(5):
        document.heading(1, f"第{section}部分")
        for n in range(10):
            document.paragraph("完成", Text(str(n)), Footnote(f"台账{n}条"), "项，" + "按时序推进。" * 20)
    document.attachment("数据来源").table([TableColumn(t, 2, "left") for t in "甲乙丙丁"], [[f"第{n}行"] * 4 for n in range(500)])
    return document


def word(_: int) -> bytes:
    return write_docx(report())


def pdf(_: int) -> bytes:
    return render_pdf(report())


def _measured(work: Callable[[int], bytes], count: int, answer: Any) -> None:
    start = time.perf_counter()
    data = work(count)
    seconds = time.perf_counter() - start
    answer.send((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(data)))


def measured(work: Callable[[int], bytes], count: int) -> tuple[float, float, int]:
    """Seconds, peak megabytes and bytes of one run in a new process."""
    receive, send = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_measured, args=(work, count, send))
    process.start()
    result: tuple[float, float, int] = receive.recv()
    process.join()
    return result


def same(count: int) -> bool:
    first, second = (python_calamine.load_workbook(BytesIO(w(count))).get_sheet_by_index(0).to_python() for w in (ours, bare))
    return first == second


def main() -> None:
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    print(f"same cells in both files: {same(1000)}")  # noqa: T201
    for count in sizes:
        runs = [(measured(bare, count), measured(ours, count)) for _ in range(REPEAT)]
        base, own = (statistics.median(r[n][0] for r in runs) for n in (0, 1))
        memory = max(r[1][1] for r in runs)
        print(f"xlsx {count:>7} x 20: bare {base:.2f} s, ours {own:.2f} s, ratio {own / base:.2f}, ours {memory:.0f} MB")  # noqa: T201
    for name, work in (("docx", word), ("pdf", pdf)):
        runs_of = [measured(work, 0) for _ in range(REPEAT)]
        seconds, memory = statistics.median(r[0] for r in runs_of), max(r[1] for r in runs_of)
        print(f"{name} report with 50 footnotes and a table of 500 rows: {seconds:.2f} s, {memory:.0f} MB, {runs_of[0][2] // 1024} KB")  # noqa: T201


if __name__ == "__main__":
    main()
