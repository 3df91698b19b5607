"""研发费用归集工作底稿: what was collected by project and group, the three meanings, why they differ, the trace, and every entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from tongpin.domains.coaching.lists.rd_comparison import judged
from tongpin.domains.coaching.models import RdEntry, RdProject
from tongpin.domains.coaching.research.items import EXPENSE_GROUPS
from tongpin.domains.coaching.research.meanings import Meanings
from tongpin.domains.coaching.selectors.research import untaxed_reason
from tongpin.engines.documents.workbook import Cell, Sheet, SheetColumn, workbook_bytes
from tongpin.kernel.rounding import round_half_up

SIGNATURES = ("编制人：", "复核人：", "日期：")
MEANINGS = ("高新技术企业口径", "加计扣除口径", "统计口径")


def working_paper(firm: str, found: Meanings, entries: Iterable[RdEntry], on: date) -> bytes:
    """底稿 as xlsx: A4 landscape, sums that are formulas over what stands above them."""
    rows = list(entries)
    note = f"企业：{firm}  费用期间：{found.period}  单位：元  导出日期：{on:%Y-%m-%d}"
    return workbook_bytes(
        [
            _summary(rows, note),
            _meanings(found, note),
            _groups(found, note),
            _trace(found, note),
            _ledger(rows, note),
        ]
    )


def _summary(rows: list[RdEntry], note: str) -> Sheet:
    """项目归集表: project × group as the books say."""
    projects: dict[int, RdProject] = {row.project_id: row.project for row in rows}
    sums: dict[tuple[int, str], Decimal] = {}
    for row in rows:
        key = (row.project_id, row.group)
        sums[key] = sums.get(key, Decimal(0)) + row.amount

    def lines() -> Iterator[list[Cell]]:
        for pk, project in projects.items():
            amounts = [sums.get((pk, group.value), Decimal(0)) for group in EXPENSE_GROUPS]
            yield [project.number, project.title, *amounts, sum(amounts, Decimal(0))]

    return Sheet(
        name="项目归集表",
        title="研发费用归集工作底稿——项目归集表",
        note=note,
        columns=[
            SheetColumn("项目编号", "code", width=11),
            SheetColumn("项目名称", width=18),
            *(SheetColumn(str(group.label), "money", width=13, total=True) for group in EXPENSE_GROUPS),
            SheetColumn("合计", "money", width=14, total=True),
        ],
        rows=lines(),
        footer=SIGNATURES,
    )


def _meanings(found: Meanings, note: str) -> Sheet:
    """三种口径: from the books over every difference; the sum row is each meaning's total."""

    def lines() -> Iterator[list[Cell]]:
        yield ["账载合计", found.booked, found.booked, found.booked, "会计凭证记载的八类费用，冲减项不在内。"]
        for step in found.steps:
            yield [step.title, step.hnte, step.tax, step.statistics, step.because]

    known = [meaning.total for meaning in (found.hnte, found.tax, found.statistics)]
    unknown = [
        f"{meaning.title}还算不出来：{meaning.reason}" for meaning in (found.hnte, found.tax, found.statistics) if meaning.total is None
    ]
    extra = found.answer.extra
    deducted = f"加计扣除额{round_half_up(extra, 2)}元。" if extra is not None else f"加计扣除额还算不出来：{found.answer.reason}"
    return Sheet(
        name="三种口径对照",
        title="研发费用归集工作底稿——三种口径对照和差异原因",
        note="  ".join([note, deducted, *unknown]),
        columns=[
            SheetColumn("事项", width=26),
            *(SheetColumn(title, "money", width=18, total=total is not None) for title, total in zip(MEANINGS, known, strict=True)),
            SheetColumn("原因", width=62),
        ],
        rows=lines(),
        footer=SIGNATURES,
    )


def _groups(found: Meanings, note: str) -> Sheet:
    """八类费用: by the books, and what the super-deduction collects before limits."""
    return Sheet(
        name="八类费用",
        title="研发费用归集工作底稿——八类费用",
        note=note,
        columns=[
            SheetColumn("费用项目", width=24),
            SheetColumn("账载金额", "money", width=20, total=True),
            SheetColumn("可归集于加计扣除", "money", width=20, total=True, hint="限额、比例和冲减以前"),
            SheetColumn("差额", "money", width=20, total=True),
        ],
        rows=[[str(row.group.label), row.booked, row.tax, row.booked - row.tax] for row in found.groups],
        footer=SIGNATURES,
    )


def _trace(found: Meanings, note: str) -> Sheet:
    """计算过程: sources, versions, facts and steps of every rule that was asked."""
    return Sheet(
        name="计算过程",
        title="研发费用归集工作底稿——计算过程",
        note=note,
        columns=[SheetColumn("判断", width=26), SheetColumn("步骤", width=9), SheetColumn("内容", width=40), SheetColumn("结果", width=60)],
        rows=([one.title, line.kind, line.title, line.text] for one in judged(found) for line in one.trace),
        footer=(),
    )


def _ledger(rows: list[RdEntry], note: str) -> Sheet:
    """辅助账明细: expense only adds up with what is taken off left apart, so there is no sum row."""
    return Sheet(
        name="辅助账明细",
        title="研发费用归集工作底稿——辅助账明细",
        note=note,
        columns=[
            SheetColumn("项目编号", "code", width=11),
            SheetColumn("日期", "date", width=12),
            SheetColumn("凭证", "code", width=10),
            SheetColumn("摘要", width=26),
            SheetColumn("费用项目", width=16),
            SheetColumn("费用明细", width=22),
            SheetColumn("会计凭证记载金额", "money", width=16),
            SheetColumn("税法规定的归集金额", "money", width=16),
            SheetColumn("支出类型", width=10),
            SheetColumn("不计入加计扣除的原因", width=36),
        ],
        rows=(
            [
                row.project.number,
                row.booked_on,
                f"{row.voucher_type}{row.voucher_number}",
                row.summary,
                row.get_group_display(),
                row.get_item_display(),
                row.amount,
                row.amount if row.tax_amount is None else row.tax_amount,
                "资本化" if row.is_capitalised else "费用化",
                untaxed_reason(row),
            ]
            for row in rows
        ),
        footer=(),
    )
